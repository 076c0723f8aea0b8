import { existsSync } from 'node:fs'
import { appendFile, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseRssFeed } from 'feedsmith'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashFiles } from '../hash-files.ts'
import { articleFile, build, makeProject } from '../project.ts'
import { type EditedSite, kindsOfEdits, round, startEditing } from '../random-editor.ts'
import { listFiles, readPage } from './pages.ts'

const env = { SITE_URL: 'https://bao.example' }

describe('a build after another', () => {
  let project: Awaited<ReturnType<typeof makeProject>>
  let dist: string

  beforeAll(async () => {
    const articles = Array.from({ length: 45 }, (_, i) => [
      `2020/bai-${i}/index.mdx`,
      articleFile({
        title: `Bài số ${i}`,
        date: `"2020-03-${String((i % 28) + 1).padStart(2, '0')}T05:06:00+07:00"`,
        tags: `[Thử, Nhóm ${i % 3}]`,
      }),
    ])
    project = await makeProject(Object.fromEntries(articles))
    dist = join(project.root, 'dist')
    const built = await build(project.root, env)
    if (built.code !== 0) throw new Error(built.output)
  })

  afterAll(() => project.dispose())

  test('lists are parted from the oldest, lead to each other, and have their feeds', async () => {
    const [newest, oldest] = await Promise.all(
      ['chu-de/thu/index.html', 'chu-de/thu/trang/1/index.html'].map((file) => readPage(dist, file)),
    )
    expect(newest?.querySelectorAll('.teaser')).toHaveLength(25)
    expect(oldest?.querySelectorAll('.teaser')).toHaveLength(20)
    expect(newest?.querySelector('.pager [rel=prev]')?.getAttribute('href')).toBe('/chu-de/thu/trang/1/')
    expect(oldest?.querySelector('.pager [rel=next]')?.getAttribute('href')).toBe('/chu-de/thu/')
    expect(oldest?.querySelector('title')?.textContent).toBe('Thử, trang 1 – Báo Thử')
    expect(oldest?.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(
      'https://bao.example/chu-de/thu/trang/1/',
    )
    const feed = newest?.querySelector('link[type="application/rss+xml"]')
    expect(feed?.getAttribute('href')).toBe('https://bao.example/chu-de/thu/rss.xml')
    for (const list of ['chu-de/thu', 'chu-de/nhom-1', 'tac-gia/nguoi-thu']) {
      const { items = [], atom, link } = parseRssFeed(await readFile(join(dist, list, 'rss.xml'), 'utf8'))
      expect(items.length, list).toBe(5)
      expect(atom?.links?.[0]?.href).toBe(`https://bao.example/${list}/rss.xml`)
      expect(link).toBe(`https://bao.example/${list}/`)
    }
  })

  test('an article leads to those before and after it, and to related ones: the same group, the nearest days', async () => {
    const page = await readPage(dist, '2020/bai-20/index.html')
    const hrefs = (selector: string) => [...page.querySelectorAll(selector)].map((link) => link.getAttribute('href'))
    expect(hrefs('.go-on [rel=next]')).toEqual(['/2020/bai-21/'])
    expect(hrefs('.go-on [rel=prev]')).toEqual(['/2020/bai-19/'])
    expect(hrefs('.read-next a')).toEqual(['/2020/bai-17/', '/2020/bai-23/', '/2020/bai-44/'])
  })

  test('an article is three files', async () => {
    const files = (await listFiles(dist)).filter((file) => file.startsWith('2020/bai-7/'))
    expect(files.map((file) => file.replace(/[0-9a-f]{12}/, 'HASH'))).toEqual([
      '2020/bai-7/card.HASH.png',
      '2020/bai-7/index.html',
      '2020/bai-7/index.md',
    ])
  })

  test('leaves what has not changed as it is: the very files', async () => {
    const pages = ['2020/bai-7/index.html', '2020/bai-7/index.md', 'chu-de/thu/index.html']
    const numbers = () => Promise.all(pages.map(async (page) => (await stat(join(dist, page))).ino))
    const before = await numbers()
    const { code, output } = await build(project.root, env)
    expect(code, output).toBe(0)
    expect(await numbers()).toEqual(before)
  })

  test('writes into no file of the last build, which it would break where it is killed', async () => {
    const before = join(project.root, 'before')
    for (const path of await listFiles(dist)) {
      await mkdir(dirname(join(before, path)), { recursive: true })
      await link(join(dist, path), join(before, path))
    }
    const whole = hashFiles(before)
    const file = join(project.root, 'content/articles/2020/bai-44/index.mdx')
    await writeFile(file, (await readFile(file, 'utf8')).replace('Bài số 44', 'Bài số bốn mươi bốn'))
    const { code, output } = await build(project.root, env)
    expect(code, output).toBe(0)
    expect(await readFile(join(dist, 'index.html'), 'utf8')).toContain('Bài số bốn mươi bốn')
    expect(await readFile(join(dist, '2020/bai-44/index.md'), 'utf8')).toContain('Bài số bốn mươi bốn')
    expect(hashFiles(before)).toEqual(whole)
  })

  test('makes anew what somebody wrote into, which the cache and the last build have, too', async () => {
    const whole = hashFiles(dist)
    for (const file of ['2020/bai-7/index.html', (await listFiles(dist)).find((path) => /bai-7\/card\./.test(path))])
      await appendFile(join(dist, String(file)), 'x')
    expect(hashFiles(dist)).not.toEqual(whole)
    const { code, output } = await build(project.root, env)
    expect(code, output).toBe(0)
    expect(hashFiles(dist)).toEqual(whole)
  })

  test('compiles a text anew that the cache has lost', async () => {
    const texts = join(project.root, '.cache/texts/2020')
    const whole = hashFiles(dist)
    await writeFile(texts, (await readFile(texts)).subarray(0, 50))
    // The next build needs texts that are cut; the one after it has them again.
    for (const isLost of [true, false]) {
      await rm(join(project.root, '.cache/astro/dist'), { recursive: true })
      const { code, output } = await build(project.root, env)
      expect(code, output).toBe(0)
      expect(hashFiles(dist)).toEqual(whole)
      expect(existsSync(texts)).toBe(!isLost)
    }
  })
})

describe('after any edit a build has the bytes of a clean one', () => {
  let site: EditedSite & { dispose: () => Promise<void> }

  beforeAll(async () => {
    site = await startEditing()
  })

  afterAll(() => site.dispose())

  // Fields and settings two at a time: every kind in twenty rounds.
  const pairs = [
    ['text', 'headline'],
    ['tags', 'section'],
    ['author', 'correction'],
    ['the address', 'a date that comes'],
    ["the owner's settings", 'a word of the interface'],
  ]
  const rounds = [...pairs, ...kindsOfEdits.filter((kind) => !pairs.flat().includes(kind)).map((kind) => [kind])]

  test.each(rounds.map((kinds, i) => [kinds.join(', '), kinds, i] as const))('%s', async (_, kinds, i) => {
    expect(kindsOfEdits).toEqual(expect.arrayContaining(kinds))
    const { did, differ } = await round(site, kinds, i + 1)
    expect(differ, did).toEqual([])
    expect(did, 'both builds take the edit').not.toContain('refused')
  })
})
