import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { componentText } from '../build/components.ts'
import { articleFile, build, makeProject, photo, repository } from '../project.ts'
import { type Host, serve } from './host.ts'
import { launchBrowser } from './launch.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const path = '/2020/thanh-phan/'

let browser: Browser
let project: Awaited<ReturnType<typeof makeProject>>
/** The sheets come a second late, so that what they move is seen. */
let slow: Host

beforeAll(async () => {
  project = await makeProject({
    '2020/thanh-phan/index.mdx': articleFile({}, componentText),
    '2020/thanh-phan/b.jpg': await photo(900),
    '2020/thanh-phan/phim.mp4': await readFile(join(repository, 'src/desk/examples/phim.mp4')),
    '2020/thanh-phan/phim.vtt': 'WEBVTT\n\n00:00.000 --> 00:02.000\nMột.\n',
  })
  const { code, output } = await build(project.root)
  expect(code, output).toBe(0)
  slow = await serve(join(project.root, 'dist'))
  slow.delay = (path) => (path.endsWith('.css') ? 1000 : 0)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  await slow.close()
  await project.dispose()
})

async function onPage<T>(options: BrowserContextOptions, use: (page: Page, asked: string[]) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => asked.push(`console: ${message.text()}`))
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(globalThis, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  try {
    await page.goto(slow.url + path, { waitUntil: 'networkidle' })
    return await use(page, asked)
  } finally {
    await context.close()
  }
}

const theme = (page: Page, name: string) =>
  page.evaluate((value) => {
    document.documentElement.dataset.theme = value
    document.documentElement.dataset.size = 'xxl'
  }, name)

describe.each([320, 390, 820, 1280])('at %i px', (width) => {
  test('nothing moves when the sheet comes late, and the page does not scroll sideways', async () => {
    await onPage({ viewport: { width, height: 900 } }, async (page) => {
      const moved = await page.evaluate(() => (globalThis as never as { shifts: number[] }).shifts)
      expect(moved.reduce((sum, shift) => sum + shift, 0)).toBeLessThanOrEqual(0.01)
      const scrolls = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      expect(await scrolls()).toBe(false)
      await theme(page, 'light')
      expect(await scrolls()).toBe(false)
    })
  })
})

test.each(['light', 'sepia', 'dark'])('axe finds nothing in %s, at the largest size', async (name) => {
  await onPage({ viewport: { width: 320, height: 640 } }, async (page) => {
    await theme(page, name)
    await page.evaluate(axe)
    const found = await page.evaluate(async () => {
      const rules = { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } }
      const { axe } = globalThis as never as { axe: typeof import('axe-core') }
      const { violations } = await axe.run(document, { rules })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
    })
    expect(found).toEqual([])
  })
})

test('a video is fetched with the click, and not before; no other host is asked', async () => {
  await onPage({}, async (page, asked) => {
    expect(asked.filter((text) => /\.(?:mp4|vtt)|^console/.test(text))).toEqual([])
    const video = page.locator('video')
    await video.scrollIntoViewIfNeeded()
    await video.focus()
    await page.keyboard.press('Space')
    await page.waitForFunction(() => Number(document.querySelector('video')?.currentTime) > 0)
    expect(asked.filter((text) => text.endsWith('.mp4')).length).toBeGreaterThan(0)
    expect(asked.filter((text) => !text.startsWith(slow.url))).toEqual([])
    expect(await page.getByRole('link', { name: 'Ảnh nơi khác Xem trên YouTube' }).getAttribute('href')).toBe(
      'https://www.youtube.com/watch?v=x',
    )
  })
})

test('a gallery is swiped through on a phone, by keyboard too', async () => {
  await onPage({}, async (page) => {
    const group = page.getByRole('group', { name: 'Bộ ảnh' })
    const strip = group.locator('> div')
    expect(await strip.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true)
    await group.getByRole('link').first().focus()
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction((element) => Number(element?.scrollLeft) > 0, await strip.elementHandle())
  })
})

test('paper has every picture of a gallery, the dates, and the addresses of videos', async () => {
  await onPage({}, async (page) => {
    await page.emulateMedia({ media: 'print' })
    const right = await page.evaluate(() =>
      [...document.querySelectorAll('.gallery img')].map((img) => img.getBoundingClientRect().right <= innerWidth),
    )
    expect(right).toEqual([true, true])
    expect(await page.locator('video').isVisible()).toBe(false)
    expect(await page.locator('.on-paper').isVisible()).toBe(true)
    expect(await page.getByText('07/09/2018').isVisible()).toBe(true)
  })
})

test('forced colours keep a pull quote, a frame and the dates apart', async () => {
  await onPage({ forcedColors: 'active' }, async (page) => {
    const width = (selector: string) =>
      page.locator(selector).evaluate((element) => Number.parseFloat(getComputedStyle(element).borderTopWidth))
    expect(await width('.aside')).toBeGreaterThan(0)
    expect(await width('table.facts')).toBeGreaterThan(0)
  })
})
