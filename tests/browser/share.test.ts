import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { longArticle } from '../build/pages.ts'
import { type Host, serve } from './host.ts'
import { launchBrowser } from './launch.ts'

let browser: Browser
let server: Host

beforeAll(async () => {
  browser = await launchBrowser()
  server = await serve(inject('dist'))
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

/** What a reader selects: from one text's start to another's end, each the nth of its kind. */
interface Quote {
  from: string
  to: string
  nth: number
}

/** Selects words as a reader does. */
function select(page: Page, quote: Quote): Promise<string> {
  return page.evaluate(({ from, to, nth }) => {
    const find = (words: string, skip: number) => {
      const walker = document.createTreeWalker(document.querySelector('.text') as Node, NodeFilter.SHOW_TEXT)
      let left = skip
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = String(node.nodeValue)
        for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
          if (left-- === 0) return { node, at }
        }
      }
      throw new Error(`no "${words}"`)
    }
    const [start, end] = [find(from, nth), find(to, from === to ? nth : 0)]
    getSelection()?.setBaseAndExtent(start.node, start.at, end.node, end.at + to.length)
    return String(getSelection())
  }, quote)
}

/** The link that the page offers to what is selected. */
async function quoteLink(page: Page): Promise<string> {
  await page.evaluate(() => {
    const writeText = async (text: string) => Object.assign(globalThis, { copiedLink: text })
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
  })
  await page.getByRole('button', { name: 'Sao chép liên kết đến câu này' }).click()
  await page.waitForFunction(() => 'copiedLink' in globalThis)
  return page.evaluate(() => (globalThis as never as { copiedLink: string }).copiedLink)
}

/** Of the marked pixels on the screen: how many there are, how many outside the quote, and the quote's bare lines. */
async function marked(page: Page, quote: Quote): Promise<{ pixels: number; outside: number; bareLines: number }> {
  const { data, info } = await sharp(await page.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  await select(page, quote)
  const rects = await page.evaluate(() =>
    [...(getSelection()?.getRangeAt(0).getClientRects() ?? [])].map(({ left, top, right, bottom }) => ({
      left,
      top,
      right,
      bottom,
    })),
  )
  const lines = rects.filter(({ left, right, top, bottom }) => right - left > 8 && top >= 0 && bottom <= info.height)
  const hits = lines.map(() => 0)
  let [pixels, outside] = [0, 0]
  for (let y = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++) {
      const at = (y * info.width + x) * 3
      if (data[at] !== 0xf5 || data[at + 1] !== 0xe6 || data[at + 2] !== 0xa8) continue
      pixels++
      const line = rects.findIndex((r) => x >= r.left - 2 && x <= r.right + 2 && y >= r.top - 6 && y <= r.bottom + 6)
      if (line < 0) outside++
      lines.forEach((r, i) => {
        if (x >= r.left && x <= r.right && y >= r.top && y <= r.bottom) hits[i] = (hits[i] ?? 0) + 1
      })
    }
  }
  const bareLines = lines.filter((r, i) => (hits[i] ?? 0) < (r.right - r.left) * (r.bottom - r.top) * 0.3).length
  return { pixels, outside, bareLines }
}

describe('a link to a quotation', () => {
  test.each([
    ['a few words', 'đều tốt", Đảng bộ', undefined, 0],
    ['one sentence', 'Đảng bộ thị trấn Tam Sơn hiện có 285 đảng viên, sinh hoạt ở 10 chi bộ.', undefined, 0],
    ['in curly quotes', '“trên trước, dưới sau”', undefined, 0],
    ['words that occur again', 'nêu gương cho', undefined, 1],
    ['words that occur again only when folded', 'Đảng bộ', undefined, 1],
    ['a short piece at an abbreviation', 'khóa XII, Đảng ủy', undefined, 0],
    ['across two paragraphs', 'ngày càng trong sạch, vững mạnh.', 'Đảng bộ thị trấn Tam Sơn hiện có 285', 0],
    ['a whole paragraph', 'Theo đó, mỗi cán bộ', '“làm cho xong”', 0],
    ['the last words', 'tại địa phương...', undefined, 0],
    ['a long passage', 'Đảng viên Vũ Văn Linh', 'đạt hiệu quả cao hơn"', 0],
  ])('leads to and marks just what was selected: %s', async (_, from, to = from, nth) => {
    const quote = { from, to, nth }
    const context = await browser.newContext({ viewport: { width: 390, height: 700 } })
    const page = await context.newPage()
    await page.goto(server.url + longArticle)
    await select(page, quote)
    const link = await quoteLink(page)
    expect(link).toMatch(new RegExp(`^https://bao\\.example${longArticle}#p[a-z0-9]{4}:~:text=`))
    const fresh = await context.newPage()
    await fresh.goto(link.replace('https://bao.example', server.url), { waitUntil: 'networkidle' })
    await fresh.evaluate(() => document.fonts.ready)
    const { pixels, outside, bareLines } = await marked(fresh, quote)
    expect(pixels, `${link} marks something on the screen`).toBeGreaterThan(200)
    expect(outside, 'nothing else is marked').toBe(0)
    expect(bareLines, 'every line of it is marked').toBe(0)
    await context.close()
  })

  test('falls back to the paragraph where a browser knows no text fragments', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 400 } })
    await page.goto(server.url + longArticle)
    await select(page, { from: 'sinh hoạt ở 10 chi bộ', to: 'sinh hoạt ở 10 chi bộ', nth: 0 })
    const link = await quoteLink(page)
    const id = new URL(link.replace(/:~:.*/, '')).hash
    expect(await page.locator(id).innerText()).toContain('sinh hoạt ở 10 chi bộ')
    await page.close()
  })

  test('is offered for the text alone', async () => {
    const page = await browser.newPage()
    await page.goto(server.url + longArticle)
    await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('.footer') as Node))
    await page.waitForTimeout(100)
    expect(await page.getByRole('button', { name: 'Sao chép liên kết đến câu này' }).isVisible()).toBe(false)
    await page.close()
  })
})

test('copying the link is confirmed in words that are announced', async () => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  await page.goto(server.url + longArticle)
  const button = page.getByRole('button', { name: 'Sao chép liên kết', exact: true })
  await button.click()
  await page.getByRole('status').filter({ hasText: 'Đã sao chép' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`https://bao.example${longArticle}`)
  await context.close()
})

test('the QR code opens and closes without JavaScript', async () => {
  const page = await browser.newPage({ javaScriptEnabled: false })
  await page.goto(server.url + longArticle)
  await page.getByRole('button', { name: 'Mã QR' }).click()
  const code = page.getByRole('img', { name: 'Mã QR của bài này' })
  await code.waitFor({ state: 'visible' })
  expect((await code.boundingBox())?.width).toBe(200)
  await page.keyboard.press('Escape')
  await code.waitFor({ state: 'hidden' })
  await page.close()
})

test('the QR code is 25 mm wide on paper', async () => {
  const page = await browser.newPage()
  await page.goto(server.url + longArticle)
  await page.emulateMedia({ media: 'print' })
  const { width = 0 } = (await page.getByRole('img', { name: 'Mã QR của bài này' }).boundingBox()) ?? {}
  expect((width / 96) * 25.4, 'millimetres, at least 25').toBeGreaterThanOrEqual(25)
  await page.close()
})

const areInstalled = ['pdftoppm', 'zbarimg'].every((program) => !spawnSync(program, ['--version']).error)
if (!areInstalled) console.log('poppler-utils or zbar-tools is not installed: the printed QR code was not read')

test.skipIf(!areInstalled)('a scanner reads the QR code of the printed page at 100 dpi', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paper-'))
  const page = await browser.newPage()
  await page.goto(server.url + longArticle)
  await page.pdf({ path: join(folder, 'page.pdf'), format: 'A4' })
  await page.close()
  const run = (program: string, ...args: string[]) => spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
  expect(run('pdftoppm', '-r', '100', '-png', 'page.pdf', 'page').status).toBe(0)
  const pages = (await readdir(folder)).filter((name) => name.endsWith('.png'))
  expect(run('zbarimg', '--quiet', '--raw', ...pages).stdout.trim()).toBe(`https://bao.example${longArticle}`)
  await rm(folder, { recursive: true })
})

test('the citation is folded away, and comes as a line to copy and as a file where it is opened', async () => {
  const page = await browser.newPage()
  await page.goto(server.url + longArticle, { waitUntil: 'networkidle' })
  expect(await page.locator('.citation').isVisible()).toBe(false)
  await page.getByText('Trích dẫn bài này').click()
  expect(await page.locator('.citation').innerText()).toContain('Bình Duyên, “Nêu cao vai trò gương mẫu')
  for (const [format, ending, start] of [
    ['BibTeX', 'bib', '@article{2018-bai-dai,'],
    ['RIS', 'ris', 'TY  - NEWS'],
    ['CSL-JSON', 'json', '['],
  ] as const) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: format }).click(),
    ])
    expect(file.suggestedFilename()).toBe(`2018-bai-dai.${ending}`)
    expect((await readFile(await file.path(), 'utf8')).startsWith(start)).toBe(true)
  }
  await page.close()
})
