import { execFileSync } from 'node:child_process'
import { appendFile, cp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseRssFeed } from 'feedsmith'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manifestFile } from '../../src/hosts/manifest.ts'
import { articleFile, build, makeProject, photo, writeArticles } from '../project.ts'
import { readPage } from './pages.ts'

const env = { SITE_URL: 'https://bao.example' }
let files: Record<string, string | Uint8Array>
let project: Awaited<ReturnType<typeof makeProject>>
let dist: string

/** An article of the test's archive; every ninth has a photo. */
const article = (i: number, text = 'Một đoạn văn.') =>
  articleFile(
    {
      title: `Bài số ${i}`,
      date: `"2020-03-${String((i % 28) + 1).padStart(2, '0')}T05:06:00+07:00"`,
      tags: `[Thử, Nhóm ${i % 3}]`,
      ...(i % 9 === 0 && { photo: '\n  src: a.jpg\n  alt: Ảnh' }),
    },
    text,
  )

beforeAll(async () => {
  files = {}
  for (let i = 0; i < 45; i++) {
    files[`2020/bai-${i}/index.mdx`] = article(i)
    // Each its own: a picture that no page of a build shows must leave nothing in it.
    if (i % 9 === 0) files[`2020/bai-${i}/a.jpg`] = await photo(400 + i)
  }
  project = await makeProject(files)
  dist = join(project.root, 'dist')
  const built = await build(project.root, env)
  if (built.code !== 0) throw new Error(built.output)
})

afterAll(() => project.dispose())

const manifest = (root = project.root) => readFile(join(root, 'dist', manifestFile), 'utf8')

/** How many files a build took from the one before it. */
async function rebuild(): Promise<number> {
  const { code, output } = await build(project.root, env)
  expect(code, output).toBe(0)
  expect(execFileSync('sha256sum', ['--quiet', '-c', manifestFile], { cwd: dist }).toString()).toBe('')
  return Number(/(\d+) files are as the last build left them/.exec(output)?.[1] ?? 0)
}

/** The manifest of a build that knows of no other. */
async function manifestOfWhole(changed: typeof files, lock: string): Promise<string> {
  const other = await makeProject(changed)
  // What is kept by content decides nothing, and takes most of the time.
  for (const name of ['compressed', 'cards']) {
    await cp(join(project.root, '.cache', name), join(other.root, '.cache', name), { recursive: true })
  }
  await writeFile(join(other.root, 'content/permalinks.txt'), lock)
  const built = await build(other.root, env)
  expect(built.code, built.output).toBe(0)
  const text = await manifest(other.root)
  await other.dispose()
  return text
}

const lock = () => readFile(join(project.root, 'content/permalinks.txt'), 'utf8')

test('lists are parted from the oldest, lead to each other, and have their feeds', async () => {
  const [newest, oldest] = await Promise.all(
    ['chu-de/thu/index.html', 'chu-de/thu/trang/1/index.html'].map((file) => readPage(dist, file)),
  )
  expect(newest?.querySelectorAll('.teaser')).toHaveLength(25)
  expect(oldest?.querySelectorAll('.teaser')).toHaveLength(20)
  expect(newest?.querySelector('.pager [rel=prev]')?.getAttribute('href')).toBe('/chu-de/thu/trang/1/')
  expect(oldest?.querySelector('.pager [rel=next]')?.getAttribute('href')).toBe('/chu-de/thu/')
  expect(oldest?.querySelector('title')?.textContent).toBe('Thử, trang 1 – Trang Đọc')
  expect(oldest?.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(
    'https://bao.example/chu-de/thu/trang/1/',
  )
  const feed = newest?.querySelector('link[type="application/rss+xml"]')
  expect([feed?.getAttribute('title'), feed?.getAttribute('href')]).toEqual([
    'Thử',
    'https://bao.example/chu-de/thu/rss.xml',
  ])
  for (const list of ['chu-de/thu', 'chu-de/nhom-1', 'tac-gia/nguoi-thu']) {
    const { items = [], atom, link } = parseRssFeed(await readFile(join(dist, list, 'rss.xml'), 'utf8'))
    expect(items.length, list).toBe(10)
    expect(atom?.links?.[0]?.href).toBe(`https://bao.example/${list}/rss.xml`)
    expect(link).toBe(`https://bao.example/${list}/`)
  }
})

test('an article leads to those before and after it, and to related ones', async () => {
  const page = await readPage(dist, '2020/bai-20/index.html')
  const hrefs = (selector: string) => [...page.querySelectorAll(selector)].map((link) => link.getAttribute('href'))
  expect(hrefs('.go-on [rel=next]')).toEqual(['/2020/bai-21/'])
  expect(hrefs('.go-on [rel=prev]')).toEqual(['/2020/bai-19/'])
  expect(hrefs('.go-on li a')).toHaveLength(3)
  // The same group, and the nearest days.
  expect(hrefs('.go-on li a')).toEqual(['/2020/bai-17/', '/2020/bai-23/', '/2020/bai-44/'])
})

test('where nothing changed all articles are left as they are, and the manifest is the same', async () => {
  const before = await manifest()
  const page = join(dist, '2020/bai-7/index.html')
  const { ino } = await stat(page)
  expect(await rebuild()).toBeGreaterThan(45 * 8)
  expect(await manifest()).toBe(before)
  expect((await stat(page)).ino, 'the very file').toBe(ino)
})

test('a changed headline, a new article and a removed one change what they stand on, to the bytes of a whole build', async () => {
  files['2020/bai-9/index.mdx'] = article(9).replace('Bài số 9', 'Bài số chín')
  // The newest article names the list that it shares with others, on its older pages, too.
  files['2020/bai-46/index.mdx'] = article(46, 'Đoạn mới.')
    .replace('2020-03-19', '2020-04-01')
    .replace('[Thử,', '[THỬ,')
  await writeArticles(project.root, files)
  expect(await rebuild()).toBeGreaterThan(45 * 4)
  expect(await readFile(join(dist, 'tac-gia/nguoi-thu/rss.xml'), 'utf8')).toContain('bai-')
  expect(await manifest()).toBe(await manifestOfWhole(files, await lock()))

  delete files['2020/bai-44/index.mdx']
  await rm(join(project.root, 'content/articles/2020/bai-44'), { recursive: true })
  const shorter = (await lock()).replace(/^(2020\/bai-44) .*$/m, '$1 removed')
  await writeFile(join(project.root, 'content/permalinks.txt'), shorter)
  await rebuild()
  expect(await manifest()).toBe(await manifestOfWhole(files, shorter))
})

test('what somebody wrote into dist/ is no part of the next build', async () => {
  const before = await manifest()
  // A file that is younger than the build that made it.
  await new Promise((resolve) => setTimeout(resolve, 20))
  await appendFile(join(dist, '2020/bai-3/index.html'), 'lạ')
  expect(await rebuild()).toBe(0)
  expect(await manifest()).toBe(before)
  await rm(join(dist, '2020/bai-3/index.html'))
  expect(await rebuild()).toBe(0)
  expect(await manifest()).toBe(before)
})

test('a change of the code makes everything anew', async () => {
  const site = join(project.root, 'src/site.ts')
  await writeFile(site, (await readFile(site, 'utf8')).replace("'Trang Đọc'", "'Báo Thử'"))
  expect(await rebuild()).toBe(0)
  expect(await readFile(join(dist, '2020/bai-3/index.html'), 'utf8')).toContain('Báo Thử')
})
