import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { articleFile, build, makeProject } from '../project.ts'
import { type Host, serve } from './host.ts'
import { launchBrowser } from './launch.ts'

let project: Awaited<ReturnType<typeof makeProject>>
let browser: Browser
let host: Host
let context: BrowserContext
let page: Page

const texts: Record<string, [title: string, text: string]> = {
  'dang-vien': ['Gương mẫu đi đầu', 'Câu mở bài dài hơn một chút. Mỗi đảng viên phụ trách ba hộ. Câu cuối.'],
  'dang-huong': ['Mùa lễ hội', 'Người dân dâng hương từ sáng sớm, ai cũng vui.'],
  dang: ['Đảng bộ xã họp', 'Cuộc họp diễn ra trong một ngày.'],
  duong: ['Con đường mới', 'Đường dài 12 km, qua hai xã & một chợ.'],
  ngoai: ['COVID-19 lùi xa', 'Trường học mở cửa, [xem bài kia](/2020/duong/).'],
}
const fields: Record<string, Record<string, string>> = {
  dang: { section: 'Xây dựng Đảng', place: 'Tam Đảo', author: '[Người Thử, Bình Duyên]' },
}

beforeAll(async () => {
  project = await makeProject(
    Object.fromEntries(
      Object.entries(texts).map(([slug, [title, text]], i) => [
        `2020/${slug}/index.mdx`,
        articleFile({ title, date: `"2020-03-0${i + 1}T05:06:00+07:00"`, tags: '[Thử]', ...fields[slug] }, text),
      ]),
    ),
  )
  const built = await build(project.root, { SITE_URL: 'https://bao.example/doc' })
  if (built.code !== 0) throw new Error(built.output)
  host = await serve(join(project.root, 'dist'), '/doc')
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await host?.close()
  await project?.dispose()
})

beforeEach(async () => {
  host.down = false
  context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  page = await context.newPage()
})

afterEach(() => context.close())

/** Asks for words, and waits for the answer: the headlines that are shown, in order. */
async function find(query: string): Promise<string[]> {
  await page.goto(`${host.url}/tim-kiem/?q=${encodeURIComponent(query)}`)
  await page.waitForFunction(() => /bài( nào.)?$/.test(document.querySelector('#so-bai')?.textContent ?? ''))
  return page.locator('#ket-qua h2').allTextContents()
}

test('a query finds the same with and without marks, in any case, also where they are combining ones', async () => {
  for (const query of ['đảng viên', 'Đảng Viên', 'ĐẢNG VIÊN', 'dang vien', 'đảng viên'.normalize('NFD')]) {
    expect(await find(query), query).toEqual(['Gương mẫu đi đầu'])
  }
  expect(await find('duong')).toEqual(['Con đường mới'])
  expect(await find('covid 19')).toEqual(['COVID-19 lùi xa'])
})

test('what is written as it was asked for stands above other readings, headlines above texts', async () => {
  expect(await find('đảng')).toEqual(['Đảng bộ xã họp', 'Gương mẫu đi đầu', 'Mùa lễ hội'])
  expect((await find('dâng'))[0]).toBe('Mùa lễ hội')
  expect(await find('dang')).toHaveLength(3)
})

test('shows the sentence with the words marked, and as text whatever it holds', async () => {
  await find('dang vien')
  const line = page.locator('#ket-qua .teaser-lead')
  expect(await line.textContent()).toBe('Mỗi đảng viên phụ trách ba hộ.')
  expect(await line.locator('mark').allTextContents()).toEqual(['đảng', 'viên'])
  await find('chợ')
  expect(await line.textContent()).toBe('Đường dài 12 km, qua hai xã & một chợ.')
  await page.click('#ket-qua a')
  expect(await page.textContent('h1')).toBe('Con đường mới')
})

/** What stands above the results. */
const hints = () => page.locator('#goi-y p').allTextContents()

test('says whose list is called so, and whose an article is that is found by nothing else', async () => {
  expect(await find('bình duyên')).toEqual(['Đảng bộ xã họp'])
  expect(await hints()).toEqual(['Tác giả: Bình Duyên'])
  expect(await page.textContent('#ket-qua .teaser-lead')).toBe('Tác giả: Bình Duyên')
  await find('xây dựng')
  expect(await hints()).toEqual(['Chuyên mục: Xây dựng Đảng'])
  await find('tam đảo')
  expect(await page.textContent('#ket-qua .teaser-lead')).toBe('Địa danh: Tam Đảo')
  await find('thu')
  expect((await hints()).sort()).toEqual(['Tác giả: Người Thử', 'Từ khóa: Thử'])
  await page.click('#goi-y a:text-is("Người Thử")')
  expect(page.url()).toBe(`${host.url}/tac-gia/nguoi-thu/`)
  expect(await page.locator('.teaser').count()).toBe(5)
})

test.each(['"hai xã"', '“hai xã”'])('a phrase is found where its words follow one another: %s', async (query) => {
  expect(await find(query)).toEqual(['Con đường mới'])
  expect(await page.textContent('#so-bai')).toBe('1 bài')
  expect(await find(query.replace('hai xã', 'xã hai'))).toEqual([])
  await page.waitForSelector('#goi-y a')
  expect((await hints())[0]).toBe('Có phải bạn muốn tìm: xã hai')
})

test('where there is nothing it says so, and offers the nearest words and the lists', async () => {
  expect(await find('ddang vieen')).toEqual([])
  expect(await page.textContent('#so-bai')).toBe('Không tìm thấy bài nào.')
  expect(await page.locator('#so-bai').getAttribute('role')).toBe('status')
  await page.waitForFunction(() => document.querySelectorAll('#goi-y p').length === 2)
  expect(await hints()).toEqual(['Có phải bạn muốn tìm: đảng viên', 'Hoặc xem theo: Năm Chuyên mục Từ khóa Tác giả'])
  const lists = page.locator('#goi-y a[href^="#"]')
  for (const id of await lists.evaluateAll((links) => links.map((link) => link.getAttribute('href'))))
    expect(await page.locator(`h2${id}`).count(), `${id}`).toBe(1)
  await page.click('#goi-y a')
  await page.waitForSelector('#ket-qua li')
  expect(await page.locator('#ket-qua h2').allTextContents()).toEqual(['Gương mẫu đi đầu'])
})

test('words that stand in no one article are offered one by one', async () => {
  expect(await find('chợ hương')).toEqual([])
  await page.waitForSelector('#goi-y a')
  expect((await hints())[0]).toBe('Tìm riêng từng từ: chợ hương')
})

test('each file of the search is small', async () => {
  const fetched: string[] = []
  page.on('response', (response) => fetched.push(new URL(response.url()).pathname))
  await find('ddang')
  await page.waitForSelector('#goi-y a')
  const files = new Set(fetched.filter((path) => /_astro\/(?:search|passages|near-words)\./.test(path)))
  expect(files.size).toBe(3)
  for (const path of files) {
    const { length } = brotliCompressSync(await readFile(join(project.root, 'dist', path.slice('/doc'.length))))
    expect(length, `${path} is ${length} B, at most 2,560`).toBeLessThanOrEqual(2_560)
  }
})

test('fetches nothing of the index before it is used, and then only what the words stand in', async () => {
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname))
  await page.goto(`${host.url}/2020/duong/`)
  expect(fetched.filter((path) => /search|tim-kiem/.test(path))).toEqual([])
  await page.goto(`${host.url}/tim-kiem/`)
  await page.waitForSelector('.search:not([hidden])')
  expect(fetched.filter((path) => path.endsWith('.json'))).toEqual([])
  await page.fill('#q', 'đường')
  await page.press('#q', 'Enter')
  await page.waitForSelector('#ket-qua li')
  expect(fetched.filter((path) => path.endsWith('.json'))).toHaveLength(2)
  expect(new URL(page.url()).searchParams.get('q')).toBe('đường')
})

test('a link that an author writes within the site leads there, below a base path, too', async () => {
  await page.goto(`${host.url}/2020/ngoai/`)
  await page.click('.text a[href*=duong]')
  expect(page.url()).toBe(`${host.url}/2020/duong/`)
  const [feed, markdown] = await Promise.all(
    ['rss.xml', '2020/ngoai/index.md'].map((file) => readFile(join(project.root, 'dist', file), 'utf8')),
  )
  expect(feed).toContain('href="https://bao.example/doc/2020/duong/"')
  expect(markdown).toContain('](https://bao.example/doc/2020/duong/)')
})

test('without script it is an honest plain list', async () => {
  await context.close()
  context = await browser.newContext({ javaScriptEnabled: false })
  page = await context.newPage()
  await page.goto(`${host.url}/tim-kiem/`)
  expect(await page.isVisible('.search')).toBe(false)
  expect(await page.locator('.browse a').allTextContents()).toEqual([
    '2020',
    'Xây dựng Đảng',
    'Thử',
    'Người Thử',
    'Bình Duyên',
  ])
  await page.click('.browse a')
  expect(await page.locator('.teaser').count()).toBe(5)
})

test('without a network it finds what is on the device', async () => {
  await page.goto(`${host.url}/2020/duong/`)
  await page.waitForFunction(() => navigator.serviceWorker.controller)
  await page.reload()
  await expect
    .poll(() => page.evaluate(async () => Boolean(await caches.match(location.href))), { timeout: 15_000 })
    .toBe(true)
  host.down = true
  await page.goto(`${host.url}/tim-kiem/?q=cho`)
  await page.waitForSelector('#ket-qua li')
  expect(await page.locator('#ket-qua h2').allTextContents()).toEqual(['Con đường mới'])
  expect(await page.textContent('#ket-qua .teaser-lead')).toBe('Đường dài 12 km, qua hai xã & một chợ.')
  expect(await page.textContent('#so-bai')).toContain('trên máy này')
})
