import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { inflateSync, constants as zlib } from 'node:zlib'
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { longArticle } from '../build/pages.ts'
import { everyControl, offeredControls } from './controls.ts'
import { type Host, serve } from './host.ts'

/** Firefox as the machine has it; Playwright starts only builds of its own. */
const firefox = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => ['firefox-esr', 'firefox'].map((name) => join(folder, name)))
  .find(isExecutable)

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

let host: Host
const start = (extraPrefsFirefox: Record<string, unknown>) =>
  puppeteer.launch({ browser: 'firefox', executablePath: `${firefox}`, extraPrefsFirefox })

// One that does not start, such as the wrapper that a package manager leaves, is none.
const browser = firefox ? await start({}).catch(() => undefined) : undefined
const plain = browser && (await start({ 'javascript.enabled': false }))
if (!browser) console.log('firefox.test.ts: no Firefox in PATH that starts, so nothing is tested in it')

describe.runIf(browser)('in Firefox', () => {
  beforeAll(async () => {
    host = await serve(inject('dist'))
  })

  afterAll(async () => {
    await Promise.all([browser?.close(), plain?.close()])
    await host?.close()
  })

  /** What Firefox complains of, on any page of these tests. */
  const complaints: string[] = []

  /** Opens the first article, as on the first visit. */
  async function open(width = 390, of = browser): Promise<Page> {
    const context = await (of as Browser).createBrowserContext()
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.setViewport({ width, height: 844 })
    await page.goto(host.url + longArticle)
    return page
  }
  const close = (page: Page) => page.browserContext().close()
  const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const button = async (page: Page, name: string) =>
    (await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`)) as ElementHandle<HTMLElement>
  const press = async (page: Page, name: string) => (await button(page, name)).evaluate((e) => e.click())

  /** The colour of the page's ground, as it is painted. */
  const groundOf = async (screenshot: Uint8Array): Promise<number[]> => [
    ...(await sharp(screenshot).extract({ left: 2, top: 2, width: 1, height: 1 }).removeAlpha().raw().toBuffer()),
  ]

  test('an article is whole, and offers what works here', async () => {
    const page = await open()
    const whole = await page.evaluate(() => ({
      headline: document.querySelector('h1')?.textContent,
      paragraphs: document.querySelectorAll('.text p').length,
      picture: document.querySelector<HTMLImageElement>('.text img')?.alt,
      face: [...document.fonts].filter(({ status }) => status === 'loaded').length,
    }))
    expect(whole.headline).toMatch(/^Nêu cao vai trò/)
    expect(whole.paragraphs).toBeGreaterThan(8)
    expect(whole.picture).toMatch(/^Nhìn từ trên xuống/)
    expect(whole.face).toBeGreaterThan(0)
    await button(page, 'Lưu để đọc ngoại tuyến')
    const offered = await page.evaluate(offeredControls)
    // Listening is offered where the machine has a Vietnamese voice, which those of tests have not.
    const isElsewhere = (name: string | null) => name !== 'Nghe bài'
    expect(offered.filter(isElsewhere)).toEqual(everyControl.filter(isElsewhere))
    await close(page)
  })

  test('without JavaScript the settings work all the same', async () => {
    const page = await open()
    await press(page, 'Cỡ chữ và nền')
    // Where to tap: the tests' own scripts do not run where there is no JavaScript, and both pages look the same.
    const places = await page.evaluate(() =>
      ['.settings-button', '#theme-dark'].map((selector) => {
        const { left, top, width, height } = (document.querySelector(selector) as Element).getBoundingClientRect()
        return [left + width / 2, top + height / 2] as const
      }),
    )
    await close(page)
    const still = await open(390, plain)
    const before = await groundOf(await still.screenshot())
    for (const [x, y] of places) await still.mouse.click(x, y)
    await expect.poll(async () => groundOf(await still.screenshot())).toEqual([0x15, 0x17, 0x1a])
    expect(before).not.toEqual([0x15, 0x17, 0x1a])
    await close(still)
  })

  test('settings are reached by the keyboard, kept, and follow the reader to the next page', async () => {
    const page = await open()
    const before = await ground(page)
    await (await button(page, 'Cỡ chữ và nền')).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => !!document.querySelector('.settings:popover-open'))).toBe(true)
    // Size, spacing, face, theme: each group is one stop.
    for (let i = 0; i < 4; i++) await page.keyboard.press('Tab')
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('theme')
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
    const dark = await ground(page)
    expect(dark).not.toBe(before)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.evaluate(() => !!document.querySelector('.settings:popover-open'))).toBe(false)
    await page.goto(host.url)
    expect(await ground(page)).toBe(dark)
    await close(page)
  })

  test('nothing scrolls sideways at 320 px, also with the largest text and the spacing of WCAG 1.4.12', async () => {
    const page = await open(320)
    const excess = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(await excess()).toBeLessThanOrEqual(0)
    const size = () =>
      page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector('.text p') as Element).fontSize))
    const before = await size()
    await page.$eval('#size-xxl', (input) => (input as HTMLInputElement).click())
    expect((await size()) / before).toBeGreaterThan(1.5)
    await page.evaluate(() => {
      // The policy allows no style element; a sheet that a script makes is none.
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
      )
      document.adoptedStyleSheets.push(sheet)
    })
    expect(await excess()).toBeLessThanOrEqual(0)
    await press(page, 'Cỡ chữ và nền')
    expect(await excess()).toBeLessThanOrEqual(0)
    await close(page)
  })

  test('the article is two pages of A4', async () => {
    const page = await open()
    const pdf = Buffer.from(await page.pdf({ format: 'A4', printBackground: true }))
    // The count stands in a packed stream.
    const streams = pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)
    const texts = [...streams].map(([, packed = '']) => {
      try {
        // Its last byte may look like the end of a line.
        const finishFlush = zlib.Z_SYNC_FLUSH
        return inflateSync(Buffer.from(packed, 'latin1'), { finishFlush }).toString('latin1')
      } catch {
        return packed
      }
    })
    expect([...texts, pdf.toString('latin1')].join('\n').match(/\/Count (\d+)/)?.[1]).toBe('2')
    await close(page)
  })

  test('a passage is marked, painted where the browser can, and kept', async () => {
    const page = await open()
    const canPaint = await page.evaluate(() => 'highlights' in CSS)
    await page.evaluate(() => {
      const node = document.querySelectorAll('.text p')[2]?.firstChild as Text
      getSelection()?.setBaseAndExtent(node, 0, node, 31)
    })
    if (canPaint) {
      const painting = () => page.waitForFunction(() => CSS.highlights.get('marked')?.size)
      await press(page, 'Đánh dấu')
      // What marks is fetched with the press.
      await painting()
      await page.reload()
      await painting()
      const painted = await page.evaluate(() => [...(CSS.highlights.get('marked') ?? [])].map(String))
      expect(painted).toEqual(['Việc nêu gương được triển khai '])
    } else expect(await page.$('::-p-aria([name="Đánh dấu"][role="button"])')).toBeNull()
    await close(page)
  })

  test('who comes back is offered the place, and taken there', async () => {
    const page = await open()
    await page.evaluate(() => document.querySelectorAll('.text p')[6]?.scrollIntoView({ behavior: 'instant' }))
    await page.goto(host.url)
    await page.goto(host.url + longArticle)
    await press(page, 'Đọc tiếp')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Đảng ủy thường xuyên đổi mới/)
    await close(page)
  })

  test('progress is drawn where the style sheet can, and absent, not stuck, elsewhere', async () => {
    const page = await open()
    const bar = () =>
      page.evaluate(() => {
        const { content, transform } = getComputedStyle(document.querySelector('.article') as Element, '::before')
        return content === 'none' ? 'none' : transform
      })
    if (await page.evaluate(() => CSS.supports('animation-timeline: view()'))) {
      const top = await bar()
      await page.evaluate(() => scrollTo({ top: 1e6, behavior: 'instant' }))
      await expect.poll(bar).not.toBe(top)
    } else expect(await bar()).toBe('none')
    await close(page)
  })

  test('single keys work, and the sheet that lists them', async () => {
    const page = await open(1280)
    await page.keyboard.press('t')
    // The first key fetches what answers keys.
    await expect
      .poll(() => page.$eval('[name=theme]:checked', (input) => (input as HTMLInputElement).value))
      .toBe('light')
    await page.keyboard.press('j')
    expect(await page.evaluate(() => document.activeElement?.matches('.text p'))).toBe(true)
    await page.keyboard.type('?')
    await expect.poll(() => page.evaluate(() => document.querySelector('.keys')?.checkVisibility())).toBe(true)
    await close(page)
  })

  test('what was read is there when its server is gone', async () => {
    const mortal = await serve(inject('dist'))
    const page = await open()
    await page.goto(mortal.url + longArticle)
    const isKept = () => page.evaluate(async (path) => !!(await caches.match(path)), longArticle)
    await expect.poll(isKept, { timeout: 20_000 }).toBe(true)
    await mortal.close()
    await page.goto(mortal.url + longArticle)
    await expect
      .poll(() => page.evaluate(() => document.querySelector<HTMLImageElement>('.text img')?.naturalWidth))
      .toBeGreaterThan(0)
    expect(await page.$eval('h1', (headline) => headline.textContent)).toMatch(/^Nêu cao/)
    await close(page)
  })

  test('it has nothing to complain of', () => {
    expect(complaints).toEqual([])
  })
})
