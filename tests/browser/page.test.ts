import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { longArticle } from '../build/pages.ts'
import { type Host, serve } from './host.ts'
import { launchBrowser } from './launch.ts'

const dist = inject('dist')
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
let server: Host

beforeAll(async () => {
  browser = await launchBrowser()
  server = await serve(dist)
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

const phone = { viewport: { width: 390, height: 844 } }

/** Opens a page, hands it to the test and closes it. */
async function onPage<T>(path: string, options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ ...phone, ...options })
  const page = await context.newPage()
  try {
    await page.goto((path.startsWith('http') ? '' : server.url) + path)
    return await use(page)
  } finally {
    await context.close()
  }
}

/** What axe finds against WCAG 2.2 A and AA, AAA contrast and best practice. */
async function axeViolations(page: Page): Promise<string[]> {
  // evaluate() is not bound by the page's policy; a script element would be.
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const rules = { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } }
    const { axe } = globalThis as never as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, { rules })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  })
}

const isWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)

test.each(['s', 'm', 'xxl'])('on a desk the author stands on the first line of the text, at size %s', async (size) => {
  await onPage(longArticle, { viewport: { width: 1440, height: 900 } }, async (page) => {
    await page.evaluate((size) => document.documentElement.setAttribute('data-size', size), size)
    const [author = 0, text = 0] = await page.evaluate(() =>
      ['.author', '.text > p'].map((selector) => {
        // An empty box in a line stands on its baseline.
        const box = document.createElement('canvas')
        box.width = box.height = 0
        document.querySelector(selector)?.prepend(box)
        return box.getBoundingClientRect().bottom
      }),
    )
    expect(Math.abs(author - text), 'CSS pixels between the baselines, at most 2').toBeLessThanOrEqual(2)
  })
})

describe('nothing breaks the policy, and no other host is asked', () => {
  test.each(['/', longArticle, '/2018/', '/tac-gia/tran-mau/', '/gioi-thieu/', '/2021/bo-anh/', '/khong-co/'])(
    '%s',
    async (path) => {
      const context = await browser.newContext(phone)
      const page = await context.newPage()
      const [messages, hosts] = [[] as string[], new Set<string>()]
      page.on('console', (message) => messages.push(message.text()))
      page.on('pageerror', (error) => messages.push(error.message))
      page.on('request', (request) => hosts.add(new URL(request.url()).origin))
      await page.goto(server.url + path, { waitUntil: 'networkidle' })
      expect(messages.filter((text) => !(path === '/khong-co/' && text.includes('404')))).toEqual([])
      expect([...hosts]).toEqual([server.url])
      await context.close()
    },
  )
})

describe('axe finds nothing', () => {
  const zoomed = { viewport: { width: 320, height: 256 } }
  test.each([
    ['light', longArticle, {}],
    ['dark', longArticle, { colorScheme: 'dark' as const }],
    ['at 320 px', longArticle, { viewport: { width: 320, height: 640 } }],
    ['at 400 % of 1280 px', longArticle, zoomed],
    ['on a desk', longArticle, { viewport: { width: 1440, height: 900 } }],
    ['on the home page', '/', {}],
    ['on the home page, dark', '/', { colorScheme: 'dark' as const }],
    ['on a page that is not there', '/khong-co/', {}],
    ['on a list', '/tac-gia/binh-duyen/', {}],
    ['on an author’s page', '/tac-gia/tran-mau/', {}],
    ['on a section on a desk', '/chuyen-muc/kinh-te/', { viewport: { width: 1440, height: 900 } }],
    ['on an owner’s page', '/gioi-thieu/', {}],
    ['with a gallery, quotations and an author', '/2021/bo-anh/', {}],
    [
      'with them on a desk, dark',
      '/2021/bo-anh/',
      { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const },
    ],
    ['with a table and a footnote at 320 px', '/2022/bang-so-lieu/', { viewport: { width: 320, height: 640 } }],
    ['with corrections and a source', '/2023/dinh-chinh/', {}],
  ])('%s', async (_, path, options) => {
    await onPage(path, options, async (page) => {
      expect(await axeViolations(page)).toEqual([])
      expect(await isWide(page), 'the page scrolls sideways').toBe(false)
    })
  })

  test('in sepia, with the sheet open', async () => {
    await onPage(longArticle, {}, async (page) => {
      await page.click('.settings-button')
      await page.click('label:has(#theme-sepia)')
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
        'rgb(246, 238, 221)',
      )
      expect(await axeViolations(page)).toEqual([])
    })
  })
})

test('the text is whole without JavaScript, and settings work by CSS alone', async () => {
  await onPage(longArticle, { javaScriptEnabled: false }, async (page) => {
    expect(await page.locator('.text > p').count()).toBe(9)
    const size = () =>
      page
        .locator('.text > p')
        .first()
        .evaluate((p) => Number.parseFloat(getComputedStyle(p).fontSize))
    const before = await size()
    await page.click('.settings-button')
    await page.click('label:has(#size-xl)')
    expect((await size()) / before).toBeCloseTo(1.32, 2)
  })
})

test('the text is readable without CSS, in order', async () => {
  await onPage(longArticle, {}, async (page) => {
    await page.evaluate(() => {
      for (const element of document.querySelectorAll('style, link[rel=stylesheet]')) element.remove()
    })
    const text = await page.locator('main').innerText()
    const order = [
      'Nêu cao vai trò',
      'Bình Duyên',
      'Thứ Sáu, 07/09/2018',
      'Thực hiện lời dạy',
      'Ảnh: Dương Hà',
      'Đảng bộ thị trấn Tam Sơn hiện',
    ]
    const places = order.map((words) => text.indexOf(words))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
  })
})

test.each([longArticle, '/2022/bang-so-lieu/'])('only one request stands before the text of %s', async (path) => {
  const slow = await serve(dist)
  slow.delay = (path) => (path.endsWith('/') ? 0 : 3_000)
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  await page.goto(slow.url + path, { waitUntil: 'commit' })
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0, undefined, {
    timeout: 2_500,
  })
  expect(await page.locator('.text > p').last().isVisible()).toBe(true)
  expect(await page.evaluate(() => document.readyState)).not.toBe('complete')
  await context.close()
  await slow.close()
})

/** Sums up in the page how much moves in it, as `cls`. */
const countShifts = (page: Page) =>
  page.addInitScript(() => {
    const shifts = globalThis as never as { cls: number }
    shifts.cls = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.cls += (entry as never as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })

const shiftsOf = (page: Page) => page.evaluate(() => (globalThis as never as { cls: number }).cls)

test.each([
  '/',
  longArticle,
  '/2022/bang-so-lieu/',
  '/chuyen-muc/van-hoa/',
  '/tac-gia/tran-mau/',
  '/tim-kiem/',
  '/gioi-thieu/',
])('nothing moves on %s when the late sheet comes late', async (path) => {
  const slow = await serve(dist)
  slow.delay = (file) => (/late\.\w+\.css$/.test(file) ? 1_000 : 0)
  const context = await browser.newContext({ ...phone, serviceWorkers: 'block' })
  const page = await context.newPage()
  await countShifts(page)
  await page.goto(slow.url + path, { waitUntil: 'load' })
  await page.waitForTimeout(300)
  expect(await shiftsOf(page)).toBeLessThanOrEqual(0.01)
  await context.close()
  await slow.close()
})

describe('nothing moves when the fonts come 1.5 s late', () => {
  /** The serif of Android, which most readers see first; test machines do not have it, so it comes as a file. */
  async function asOnAndroid(html: string): Promise<string> {
    const { resolve } = createRequire(import.meta.url)
    let page = html
    for (const [twin, weight] of Object.entries({ 'Noto twin': 400, 'Noto headline twin': 700 })) {
      const face = new RegExp(`@font-face{font-family:${twin};[^}]*}`).exec(page)?.[0] ?? ''
      const subsets = ['latin', 'latin-ext', 'vietnamese'].map(async (subset) => {
        const file = await readFile(resolve(`@fontsource/noto-serif/files/noto-serif-${subset}-${weight}-normal.woff2`))
        return face.replace(/src:[^;]+/, `src:url(data:font/woff2;base64,${file.toString('base64')})`)
      })
      page = page.replace(face, (await Promise.all(subsets)).join(''))
    }
    return page
  }

  /** How much moves between the twins' text and that in the site's own faces. */
  async function layoutShift(width: number, path = longArticle, change = (html: string) => html): Promise<number> {
    // The worker would fetch the page once more.
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      bypassCSP: true,
      serviceWorkers: 'block',
    })
    const page = await context.newPage()
    await page.route('**/*.woff2', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      await route.continue()
    })
    await page.route(server.url + path, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: change(await asOnAndroid(await response.text())) })
    })
    await countShifts(page)
    // Not until it has loaded: a page waits for the faces that it preloads.
    await page.goto(server.url + path, { waitUntil: 'commit' })
    const isLoaded = (name: string) =>
      page.evaluate((n) => [...document.fonts].some((f) => f.family.includes(n) && f.status === 'loaded'), name)
    await expect.poll(() => isLoaded('Noto twin')).toBe(true)
    // On a device the twin is there from the start; here its own coming does not count.
    await page.waitForTimeout(200)
    await page.evaluate(() => Object.assign(globalThis, { cls: 0 }))
    expect(await isLoaded('Trang Doc Text')).toBe(false)
    await expect.poll(() => isLoaded('Trang Doc Text'), { timeout: 10_000 }).toBe(true)
    await page.waitForTimeout(300)
    const cls = await shiftsOf(page)
    // A request that is still on its way answers to nobody.
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await context.close()
    return cls
  }

  test.each([
    [390, longArticle],
    [820, longArticle],
    [1440, longArticle],
    [390, '/'],
    [1440, '/'],
    [390, '/chuyen-muc/kinh-te/'],
    [1440, '/tac-gia/tran-mau/'],
    [820, '/2021/bo-anh/'],
    [390, '/gioi-thieu/'],
  ])('at %i px on %s', async (width, path) => {
    const cls = await layoutShift(width, path)
    console.log(`CLS at ${width} px on ${path}: ${cls}`)
    expect(cls, `CLS at ${width} px on ${path} is ${cls}; at most 0.01`).toBeLessThanOrEqual(0.01)
  })

  test('and much would move with a twin of another width', async () => {
    expect(
      await layoutShift(390, longArticle, (html) => html.replaceAll('size-adjust:98.84%', 'size-adjust:120%')),
    ).toBeGreaterThan(0.05)
  })
})

test('the skip link leads the keyboard to the text', async () => {
  await onPage(longArticle, {}, async (page) => {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip-link')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('noi-dung')
  })
})

test('the first article prints on two pages, with the paper’s name and its permalink and nothing to click', async () => {
  await onPage(longArticle, {}, async (page) => {
    for (const format of ['A4', 'Letter']) {
      const pdf = await page.pdf({ format, preferCSSPageSize: true })
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g), format).toHaveLength(2)
    }
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.header').innerText()).toBe('Báo Thử')
    for (const part of ['.sections', '.search-link', '.settings-button', '.share', '.go-on', '.cite', '.footer']) {
      expect(await page.locator(part).first().isVisible(), part).toBe(false)
    }
    expect(await page.locator('.permalink').isVisible()).toBe(true)
    expect(await page.locator('.permalink').innerText()).toBe(`https://bao.example${longArticle}`)
  })
})

test.each([
  ['corrections', '/2023/dinh-chinh/', '.correction'],
  ['the source', '/2023/dinh-chinh/', '.republished'],
  ['what is known of the author', '/2021/bo-anh/', '.author-box'],
])('%s stay on paper', async (_, path, part) => {
  await onPage(path, {}, async (page) => {
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator(part).first().isVisible()).toBe(true)
  })
})

test('a wide table scrolls in itself, by keyboard too, never the page', async () => {
  await onPage('/2022/bang-so-lieu/', { viewport: { width: 320, height: 640 } }, async (page) => {
    expect(await isWide(page)).toBe(false)
    const scroller = page.getByRole('region', { name: 'Bảng, cuộn ngang được' })
    expect(await scroller.evaluate((region) => region.scrollWidth > region.clientWidth)).toBe(true)
    await scroller.focus()
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction((region) => Number(region?.scrollLeft) > 0, await scroller.elementHandle())
    expect(await axeViolations(page)).toEqual([])
  })
})
