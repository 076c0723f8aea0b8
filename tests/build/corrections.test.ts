import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { articleFile, build, makeProject } from '../project.ts'
import { readPage, textOf } from './pages.ts'

/** The published moment of every article here, and the last change of each: its latest correction, or a later update. */
const published = '2020-03-04T05:06:00+07:00'
const corrections =
  '\n  - date: "2020-03-06T10:00:00+07:00"\n    text: Số đảng viên là 285.\n  - date: "2020-03-05T10:00:00+07:00"\n    text: Tên là Cương.'
const changed: Record<string, string> = {
  'chi-dinh-chinh': '2020-03-06T10:00:00+07:00',
  'ca-hai': '2020-03-07T10:00:00+07:00',
  'cap-nhat-truoc': '2020-03-06T10:00:00+07:00',
  'khong-doi': published,
}

let project: Awaited<ReturnType<typeof makeProject>>
const read = (file: string) => readFile(join(project.root, 'dist', file), 'utf8')
const page = (slug: string) => readPage(join(project.root, 'dist'), `2020/${slug}/index.html`)

beforeAll(async () => {
  project = await makeProject({
    '2020/chi-dinh-chinh/index.mdx': articleFile({ corrections }),
    '2020/ca-hai/index.mdx': articleFile({ corrections, updated: '"2020-03-07T10:00:00+07:00"' }),
    '2020/cap-nhat-truoc/index.mdx': articleFile({ corrections, updated: '"2020-03-05T11:00:00+07:00"' }),
    '2020/khong-doi/index.mdx': articleFile(),
  })
  const { code, output } = await build(project.root, { SITE_URL: 'https://bao.example' })
  expect(code, output).toBe(0)
})

afterAll(() => project.dispose())

test('corrections stand at the article with their dates', async () => {
  const text = textOf((await page('chi-dinh-chinh')).querySelector('.after'))
  expect(text).toContain('Đính chính')
  expect(text).toContain('10:00, 06/03/2020 Số đảng viên là 285.')
  expect(text).toContain('10:00, 05/03/2020 Tên là Cương.')
  expect(textOf((await page('khong-doi')).querySelector('.after'))).not.toContain('Đính chính')
})

test.each(Object.entries(changed))(
  '%s was changed at %s, on its page, in its head and its JSON-LD',
  async (slug, moment) => {
    const document = await page(slug)
    const line = document.querySelector('.byline .dt-updated')
    expect(line?.getAttribute('datetime') ?? published).toBe(moment)
    if (moment === published) expect(line).toBeNull()
    else expect(textOf(line?.parentElement ?? null)).toMatch(/^Cập nhật: Thứ \S+, 0[67]\/03\/2020, 10:00 \(GMT\+7\)$/)
    expect(document.querySelector('meta[property="article:modified_time"]')?.getAttribute('content')).toBe(moment)
    const [ld] = [...document.querySelectorAll('script[type="application/ld+json"]')].map((s) =>
      JSON.parse(s.textContent),
    )
    expect([ld.datePublished, ld.dateModified]).toEqual([published, moment])
    expect(ld.correction?.length ?? 0).toBe(moment === published ? 0 : 2)
  },
)

test.each(Object.entries(changed))('%s was changed at %s, in feeds, sitemap and Markdown', async (slug, moment) => {
  const url = `https://bao.example/2020/${slug}/`
  const time = Date.parse(moment)
  const atom = parseAtomFeed(await read('atom.xml')).entries?.find(({ id }) => id === url)
  expect(Date.parse(String(atom?.updated))).toBe(time)
  expect(Date.parse(String(atom?.published))).toBe(Date.parse(published))
  const json = parseJsonFeed(await read('feed.json')).items?.find(({ id }) => id === url)
  expect(Date.parse(String(json?.date_modified))).toBe(time)
  const entry = (await read('sitemap-2020.xml')).split('\n').find((line) => line.includes(`<loc>${url}</loc>`))
  expect(entry).toContain(`<lastmod>${moment}</lastmod>`)
  const updated = /^updated: "(.+)"$/m.exec(await read(`2020/${slug}/index.md`))?.[1]
  expect(updated ?? published).toBe(moment)
})

test('feeds changed when their last article did', async () => {
  const last = Date.parse('2020-03-07T10:00:00+07:00')
  expect(Date.parse(String(parseRssFeed(await read('rss.xml')).lastBuildDate))).toBe(last)
  expect(Date.parse(String(parseAtomFeed(await read('atom.xml')).updated))).toBe(last)
})
