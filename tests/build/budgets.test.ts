import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { expect, inject, test } from 'vitest'
import { filesBelow } from '../../src/articles/files.ts'
import { readBuiltSite } from '../../src/hosts/built-site.ts'
import { headersOf } from '../../src/hosts/headers.ts'
import { articleFile, build, makeProject, photo, repository } from '../project.ts'
import { listPages, longArticleFile, readPage } from './pages.ts'

const dist = inject('dist')
/** What a host sends with a page before its first byte, the policy among it, as HTTP/1.1 would. */
async function headerBytes(file: string): Promise<number> {
  const lines = headersOf(file, await readBuiltSite(dist)).map(([name, value]) => `${name}: ${value}\r\n`)
  return (
    Buffer.byteLength(lines.join('')) +
    'HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 00000\r\n\r\n'.length
  )
}

/** Asserts a floor and a ceiling; a page that suddenly loses weight is a bug, too. */
function expectBetween(what: string, bytes: number, floor: number, ceiling: number): void {
  console.log(`${what}: ${bytes} B (${floor}–${ceiling})`)
  expect(bytes, `${what} is ${bytes} B; at most ${ceiling}`).toBeLessThanOrEqual(ceiling)
  expect(bytes, `${what} is ${bytes} B; at least ${floor}`).toBeGreaterThanOrEqual(floor)
}

async function bytesOf(urls: Iterable<string | null | undefined>, compress = false): Promise<number> {
  const sizes = [...urls].map(async (url) => {
    const bytes = await readFile(join(dist, String(url)))
    return compress ? brotliCompressSync(bytes).length : bytes.length
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

test('the first view of the article comes in one round trip', async () => {
  const html = await readFile(join(dist, longArticleFile))
  expectBetween(
    'first view, brotli, with headers',
    brotliCompressSync(html).length + (await headerBytes(longArticleFile)),
    5_000,
    11_000,
  )
})

test('every page comes in one flight', async () => {
  for (const file of await listPages(dist)) {
    const bytes = brotliCompressSync(await readFile(join(dist, file))).length + (await headerBytes(file))
    expect(bytes, `${file} is ${bytes} B; at most 14,600`).toBeLessThanOrEqual(14_600)
  }
})

test('the first view of a front page of twenty articles, a third of them with photos', async () => {
  const text = await readFile(join(repository, 'tests/fixtures/first-article.txt'), 'utf8')
  const words = text.split(/\s+/)
  // As long as press headlines and leads are, and no two alike.
  const some = (from: number, count: number) => JSON.stringify(words.slice(from, from + count).join(' '))
  const picture = await photo(1600)
  const files = Array.from({ length: 20 }, (_, i): [string, string | Uint8Array][] => {
    const fields = {
      title: some(i * 45, 12),
      description: some(i * 45 + 12, 32),
      date: `"2020-03-${String(i + 1).padStart(2, '0')}T05:06:00+07:00"`,
      section: ['Thời sự', 'Giáo dục', 'Đời sống', 'Văn hóa', 'Kinh tế', 'Thể thao'][i % 6] ?? '',
    }
    const lead = i % 3 === 0 ? { photo: '\n  src: anh.jpg\n  alt: Ảnh' } : {}
    const article: [string, string] = [`2020/bai-${i}/index.mdx`, articleFile({ ...fields, ...lead })]
    return i % 3 === 0 ? [article, [`2020/bai-${i}/anh.jpg`, picture]] : [article]
  })
  const project = await makeProject(Object.fromEntries(files.flat()))
  const { code, output } = await build(project.root, { SITE_URL: 'https://bao.example' })
  expect(code, output).toBe(0)
  const html = await readFile(join(project.root, 'dist/index.html'))
  await project.dispose()
  expect(String(html).match(/<li class="teaser /g)).toHaveLength(20)
  const bytes = brotliCompressSync(html).length + (await headerBytes('index.html'))
  expectBetween('first view of the front page, brotli, with headers', bytes, 6_000, 13_500)
})

test('fonts of an article without italics, which no first paint waits for', async () => {
  const page = await readPage(dist, longArticleFile)
  const html = await readFile(join(dist, longArticleFile), 'utf8')
  expect(page.querySelectorAll('link[rel=preload]')).toHaveLength(0)
  const faces = new Set([...html.matchAll(/url\("?([^")]+\.woff2)"?\)/g)].map(([, path]) => `${path}`))
  expect(faces.size).toBe(3)
  expectBetween('fonts', await bytesOf([...faces].filter((path) => !path.includes('italic'))), 30_000, 33_000)
})

test('JavaScript of an article page', async () => {
  const page = await readPage(dist, longArticleFile)
  const scripts = [...page.querySelectorAll('script:not([type])')]
  const [inline, fetched] = [
    scripts.filter((s) => !s.getAttribute('src')),
    scripts.filter((s) => s.getAttribute('src')),
  ]
  expect(inline, 'only the boot script runs before the first paint').toHaveLength(1)
  expect(fetched.every((script) => script.hasAttribute('defer'))).toBe(true)
  expectBetween('boot script', String(inline[0]?.textContent).length, 50, 400)
  const all = brotliCompressSync(String(inline[0]?.textContent)).length
  expectBetween(
    'all JavaScript, brotli',
    all +
      (await bytesOf(
        fetched.map((s) => s.getAttribute('src')),
        true,
      )),
    200,
    2_560,
  )
})

test('each script that is fetched', async () => {
  const scripts = filesBelow(dist).filter((file) => /^_astro\/.*\.js$/.test(file))
  expect(scripts.length).toBeGreaterThan(10)
  for (const file of scripts) expectBetween(`${file}, brotli`, await bytesOf([file], true), 50, 2_560)
})

test('the service worker', async () => {
  expectBetween('service worker, brotli', brotliCompressSync(await readFile(join(dist, 'sw.js'))).length, 500, 2_048)
})
