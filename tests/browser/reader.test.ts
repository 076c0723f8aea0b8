import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { longArticle } from '../build/pages.ts'
import { useSite } from './site.ts'

const site = useSite()
let context: BrowserContext
let page: Page

beforeEach(async () => {
  context = await site.browser.newContext({ viewport: { width: 390, height: 844 } })
  page = await context.newPage()
  await page.goto(site.host.url + longArticle)
})

afterEach(() => context.close())

/** The computed style of the page's ground and text. */
const look = (of = page) =>
  of.evaluate(() => {
    const text = document.querySelector('.text')
    const style = text && getComputedStyle(text)
    return {
      ground: getComputedStyle(document.documentElement).backgroundColor,
      size: Number.parseFloat(`${style?.fontSize}`),
    }
  })
const sepia = 'rgb(246, 238, 221)'
const light = 'rgb(255, 254, 252)'
const choose = (id: string, of = page) => of.locator(`#${id}`).evaluate((input: HTMLInputElement) => input.click())
const openSettings = (of = page) => of.getByRole('button', { name: 'Cỡ chữ và nền' }).click()

describe('settings', () => {
  test('are seen at once, kept, there before the first paint of the next page, and reset', async () => {
    const before = await look()
    await openSettings()
    await choose('theme-sepia')
    await choose('size-xxl')
    const chosen = await look()
    expect(chosen.ground).toBe(sepia)
    expect(chosen.size / before.size).toBeCloseTo(1.55)
    const next = await context.newPage()
    // What the first paint shows: the style before the body is parsed, and in every frame after.
    await next.addInitScript(() => {
      const seen: string[] = []
      Object.assign(window, { seen })
      const frame = () => {
        if (document.querySelector('style')) seen.push(getComputedStyle(document.documentElement).backgroundColor)
        requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
    })
    await next.goto(site.host.url)
    await next.waitForFunction(() => (window as unknown as { seen: string[] }).seen.length > 3)
    expect(new Set(await next.evaluate(() => (window as unknown as { seen: string[] }).seen))).toEqual(new Set([sepia]))
    expect(await next.locator('#theme-sepia').isChecked()).toBe(true)
    await openSettings(next)
    await next.getByRole('button', { name: 'Đặt lại' }).click()
    expect((await look(next)).ground).toBe(light)
    await next.waitForFunction(() => JSON.parse(localStorage['/settings']).theme === 'auto')
  })

  test('follow in other tabs and on pages that come back', async () => {
    const other = await context.newPage()
    await other.goto(site.host.url + longArticle)
    await choose('theme-dark', other)
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#theme-dark')?.checked)
    await page.goto(site.host.url)
    await choose('theme-light')
    await page.goBack()
    // A page out of the back/forward cache is shown before it hears that it is.
    await expect.poll(async () => (await look()).ground).toBe(light)
    expect(await page.locator('#theme-light').isChecked()).toBe(true)
  })

  test('follow the system when automatic', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    expect((await look()).ground).toBe('rgb(21, 23, 26)')
    await choose('theme-light')
    expect((await look()).ground).toBe(light)
  })

  test('colour the browser’s own bars like the page', async () => {
    const bars = (of = page) =>
      of.locator('[name=theme-color]').evaluateAll((all) => all.map((meta) => meta.getAttribute('content')))
    await choose('theme-sepia')
    expect(await bars()).toEqual(['#f6eedd', '#f6eedd'])
    await page.reload()
    await expect.poll(() => bars()).toEqual(['#f6eedd', '#f6eedd'])
    const other = await context.newPage()
    await other.goto(site.host.url + longArticle)
    await choose('theme-dark', other)
    await expect.poll(() => bars()).toEqual(['#15171a', '#15171a'])
    await choose('theme-auto')
    expect(await bars()).toEqual(['#fffefc', '#fffefc'])
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(() => bars()).toEqual(['#15171a', '#15171a'])
    await choose('theme-light')
    expect(await bars()).toEqual(['#fffefc', '#fffefc'])
  })

  test('leave stronger contrast and black on white on paper as they are', async () => {
    await choose('theme-dark')
    await choose('size-xxl')
    const soft = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--soft'))
    const ink = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink'))
    await page.emulateMedia({ contrast: 'more' })
    expect(await soft()).toBe(ink)
    await page.emulateMedia({ media: 'print', contrast: null })
    expect((await look()).ground).toBe('rgb(255, 255, 255)')
    expect((await look()).size).toBeCloseTo(14, 0)
  })

  test('work without JavaScript, and where only the boot script came', async () => {
    const plain = await site.browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
    const still = await plain.newPage()
    await still.goto(site.host.url + longArticle)
    const before = await still.screenshot()
    await openSettings(still)
    await still.locator('label:has(#theme-dark)').click()
    await still.locator('.settings').getByRole('button', { name: 'Đóng' }).click()
    expect(Buffer.compare(before, await still.screenshot())).not.toBe(0)
    await plain.close()
    await context.route('**/main.*.js', (route) => route.abort())
    await page.evaluate(() => {
      localStorage['/settings'] = '{"theme":"dark"}'
    })
    await page.reload()
    await choose('theme-sepia')
    expect((await look()).ground).toBe(sepia)
  })

  test('move nothing when they are restored', async () => {
    await page.evaluate(() => {
      localStorage['/settings'] = '{"theme":"dark","size":"xxl","spacing":"wide","face":"sans"}'
    })
    await page.addInitScript(() => {
      Object.assign(window, { shift: 0 })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value } = entry as unknown as { value: number }
          ;(window as unknown as { shift: number }).shift += value
        }
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.reload({ waitUntil: 'networkidle' })
    expect((await look()).size).toBeGreaterThan(27)
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThanOrEqual(0.001)
  })
})

test('progress is drawn without a script, from nothing at the top to all at the text’s end', async () => {
  const plain = await site.browser.newContext({
    javaScriptEnabled: false,
    reducedMotion: 'reduce',
    viewport: { width: 390, height: 844 },
  })
  const still = await plain.newPage()
  await still.goto(site.host.url + longArticle)
  // A screenshot's second row: the bar's colour, or the page's.
  const bar = async () => {
    const { data, info } = await sharp(await still.screenshot({ clip: { x: 0, y: 1, width: 390, height: 1 } }))
      .raw()
      .toBuffer({ resolveWithObject: true })
    const pixels = Array.from({ length: info.width }, (_, x) =>
      data.subarray(x * info.channels, (x + 1) * info.channels),
    )
    // Red, not the ink of a line of text that stands there.
    return pixels.filter(([red = 0, green = 255]) => red > 120 && green < 60).length
  }
  expect(await bar()).toBe(0)
  await still.mouse.move(100, 400)
  const end = await still.locator('.text').evaluate((text) => text.getBoundingClientRect().bottom)
  await still.mouse.wheel(0, Math.floor(end - 844) - 60)
  await expect.poll(bar).toBeGreaterThan(370)
  await still.mouse.wheel(0, 1e5)
  await expect.poll(bar).toBe(0)
  // A text that fits the screen has no bar, wherever its page is scrolled to.
  await still.goto(`${site.host.url}/2023/dinh-chinh/`)
  for (const way of [0, 150, 1e5]) {
    await still.mouse.wheel(0, way)
    expect(await bar()).toBe(0)
  }
  await plain.close()
})

describe('place', () => {
  const leave = async (paragraph: number) => {
    await page.evaluate(
      (n) => document.querySelectorAll('.text p')[n]?.scrollIntoView({ behavior: 'instant' as ScrollBehavior }),
      paragraph,
    )
    await page.goto(site.host.url)
    await page.goto(site.host.url + longArticle)
  }
  const offer = () => page.getByRole('button', { name: 'Đọc tiếp' })

  test('is offered on coming back, and taken only by the reader', async () => {
    expect(await offer().count()).toBe(0)
    await leave(6)
    await offer().waitFor()
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await offer().click()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Đảng ủy thường xuyên đổi mới/)
    await page.waitForFunction(() => {
      const top = document.activeElement?.getBoundingClientRect().top ?? -1
      return top >= 0 && top < innerHeight / 2
    })
    expect(await offer().count()).toBe(0)
  })

  test.each([320, 390, 1440])('is offered at %i px where it lies over nothing and moves nothing', async (width) => {
    await page.setViewportSize({ width, height: 844 })
    const before = await page.locator('.text').boundingBox()
    await leave(6)
    await offer().waitFor()
    expect(await page.locator('.text').boundingBox()).toEqual(before)
    const chip = await page.locator('.resume span').evaluate((span) => {
      const { left, right, top, bottom } = span.getBoundingClientRect()
      const words = document.createRange()
      words.selectNodeContents(document.querySelector('.article') as Element)
      return [...words.getClientRects()].filter(
        (line) => line.height < 60 && line.left < right && line.right > left && line.top < bottom && line.bottom > top,
      ).length
    })
    // Its own word.
    expect(chip).toBe(1)
    expect((await offer().boundingBox())?.height).toBe(44)
  })

  test('is forgotten with the end of the article', async () => {
    await leave(6)
    await offer().waitFor()
    await page.evaluate(() => scrollTo({ top: 1e6, behavior: 'instant' }))
    await page.goto(site.host.url)
    await page.goto(site.host.url + longArticle, { waitUntil: 'networkidle' })
    expect(await offer().count()).toBe(0)
  })
})

describe('marks', () => {
  const select = (paragraph: number, from: number, to: number) =>
    page.evaluate(
      ([n, start, end]) => {
        const node = document.querySelectorAll('.text p')[Number(n)]?.firstChild as Text
        getSelection()?.setBaseAndExtent(node, Number(start), node, Number(end))
      },
      [paragraph, from, to],
    )
  const painted = () => page.evaluate(() => [...(CSS.highlights.get('marked') ?? [])].map(String))
  const list = () => page.getByRole('button', { name: /^Đã đánh dấu/ })

  test('are painted, kept, listed, copied with their source, and removed', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await select(2, 0, 31)
    await page.getByRole('button', { name: 'Đánh dấu', exact: true }).click()
    await expect.poll(() => page.getByRole('status').textContent()).toBe('Đã đánh dấu (1)')
    await page.reload()
    await expect.poll(painted).toEqual(['Việc nêu gương được triển khai '])
    await list().click()
    await page.getByRole('button', { name: 'Sao chép', exact: true }).click()
    await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent === 'Đã sao chép')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('“Việc nêu gương được triển khai”')
    expect(copied).toContain(longArticle)
    await page.getByRole('button', { name: 'Bỏ', exact: true }).click()
    expect(await painted()).toEqual([])
    expect(await list().count()).toBe(0)
  })

  const markWords = async (paragraph: number, from: number, to: number) => {
    await select(paragraph, from, to)
    await page.getByRole('button', { name: 'Đánh dấu', exact: true }).click()
    await list().waitFor()
  }

  test('grow where they meet, and are copied, noted and removed with a tap', async () => {
    await markWords(2, 0, 10)
    await markWords(2, 10, 20)
    await markWords(2, 15, 31)
    await markWords(4, 0, 5)
    await expect.poll(() => page.evaluate(() => CSS.highlights.get('marked')?.size)).toBe(2)
    expect((await painted())[0]).toBe('Việc nêu gương được triển khai ')
    await page
      .locator('.text p')
      .nth(2)
      .click({ position: { x: 20, y: 12 } })
    const sheet = page.getByRole('dialog', { name: 'Đã đánh dấu' })
    expect(await sheet.getByRole('listitem').count()).toBe(1)
    await sheet.getByRole('button', { name: 'Ghi chú' }).click()
    await page.keyboard.type('So với năm trước')
    await page.keyboard.press('Escape')
    await markWords(2, 25, 40)
    await expect.poll(() => page.evaluate(() => localStorage['/marks /2018/bai-dai/'])).toContain('So với năm trước')
    await page
      .locator('.text p')
      .nth(2)
      .click({ position: { x: 20, y: 12 } })
    expect(await sheet.getByRole('textbox').inputValue()).toBe('So với năm trước')
    await sheet.getByRole('button', { name: 'Bỏ' }).click()
    await sheet.waitFor({ state: 'detached' })
    expect(await painted()).toHaveLength(1)
  })

  test('of all articles stand in one place, where they are noted and removed', async () => {
    await markWords(2, 0, 31)
    await page.goto(`${site.host.url}/2023/dinh-chinh/`)
    await markWords(0, 0, 12)
    await page.evaluate(() => {
      localStorage['/marks /2024/hong/'] = '{"a":1}'
      localStorage['/khac/marks /khac/2024/bai/'] = '[["của trang khác",""]]'
    })
    await list().click()
    await page.getByRole('link', { name: 'Mọi đoạn đã đánh dấu' }).click()
    const marks = page.locator('.marks')
    await marks.waitFor()
    expect(await marks.getByRole('heading', { level: 3 }).count()).toBe(2)
    expect(await marks.textContent()).not.toContain('trang khác')
    const first = marks.locator('section').first()
    await first.getByRole('button', { name: 'Ghi chú' }).click()
    await page.keyboard.type('Xem lại')
    await page.reload()
    expect(await first.getByRole('textbox').inputValue()).toBe('Xem lại')
    await first.getByRole('button', { name: 'Bỏ' }).click()
    expect(await marks.getByRole('heading', { level: 3 }).count()).toBe(1)
    await marks.getByRole('link').click()
    await list().waitFor()
  })

  test('are found again in a text that was corrected before them', async () => {
    await select(2, 0, 31)
    await page.getByRole('button', { name: 'Đánh dấu', exact: true }).click()
    await list().waitFor()
    const unserved = await site.browser.newContext({
      serviceWorkers: 'block',
      storageState: await context.storageState(),
    })
    const corrected = await unserved.newPage()
    await corrected.route(`**${longArticle}`, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: (await response.text()).replace('hiện có 285', 'hiện nay đang có 290') })
    })
    await corrected.goto(site.host.url + longArticle)
    expect(await corrected.textContent('.text')).toContain('hiện nay đang có 290')
    await expect
      .poll(() => corrected.evaluate(() => [...(CSS.highlights.get('marked') ?? [])].map(String)))
      .toEqual(['Việc nêu gương được triển khai '])
    await unserved.close()
  })
})

describe('the bar', () => {
  const bar = () => page.locator('.bar')
  const scroll = async (by: number) => {
    await page.evaluate((top) => scrollBy({ top, behavior: 'instant' }), by)
    // A frame for the event, one for what it changes.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
  beforeEach(() => bar().waitFor({ state: 'attached' }))

  test('is there while the page moves up, and nowhere else', async () => {
    await scroll(2000)
    expect(await bar().isVisible()).toBe(false)
    await scroll(-300)
    expect(await bar().isVisible()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    expect(await bar().isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 320, height: 256 })
    expect(await bar().isVisible()).toBe(false)
    await page.setViewportSize({ width: 390, height: 844 })
    await scroll(100)
    expect(await bar().isVisible()).toBe(false)
    await scroll(-100)
    expect(await bar().isVisible()).toBe(true)
    await scroll(-5000)
    expect(await bar().isVisible()).toBe(false)
  })

  test('has what the page has, and does the same', async () => {
    await page.getByRole('button', { name: 'Lưu để' }).waitFor()
    await scroll(3000)
    await scroll(-300)
    expect(await bar().getByRole('button').allTextContents()).toEqual(['Cỡ chữ', 'Lưu', 'Chia sẻ'])
    await bar().getByRole('button', { name: 'Lưu' }).click()
    await page.locator('.keep[aria-pressed=true]').waitFor()
    await scroll(-50)
    expect(await bar().getByRole('button', { name: 'Lưu' }).getAttribute('aria-pressed')).toBe('true')
    await bar().getByRole('button', { name: 'Cỡ chữ' }).click()
    await page.locator('.settings:popover-open').waitFor()
    await page.keyboard.press('Escape')
    await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelectorAll('.text p')[4] as Node))
    await page.getByRole('button', { name: 'Đánh dấu', exact: true }).waitFor()
    expect(await bar().isVisible()).toBe(false)
  })

  test('covers no focus, and stays while the keyboard is on it', async () => {
    await page.evaluate(() => scrollTo({ top: 1e6, behavior: 'instant' }))
    await page.locator('.footer a').last().focus()
    let times = 0
    for (let presses = 0; presses < 25; presses += 1) {
      await page.keyboard.press('Shift+Tab')
      await scroll(0)
      const isCovered = await page.evaluate(() => {
        const focus = document.activeElement?.getBoundingClientRect()
        const box = document.querySelector('.bar')?.getBoundingClientRect()
        return !!focus && !!box && box.height > 0 && focus.bottom > box.top && focus.top < box.bottom
      })
      if (await bar().isVisible()) times += 1
      expect(isCovered, `after ${presses + 1} presses`).toBe(false)
    }
    expect(times).toBeGreaterThan(0)
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
    await scroll(3000)
    await scroll(-300)
    await bar().getByRole('button').first().focus()
    await page.keyboard.press('Tab')
    await scroll(200)
    expect(await bar().isVisible()).toBe(true)
  })

  test('moves only where motion is welcome', async () => {
    const animation = () => bar().evaluate((element) => getComputedStyle(element).animationName)
    expect(await animation()).toBe('rise')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await animation()).toBe('none')
  })
})

describe('picture', () => {
  const zoomed = () => page.locator('.zoom:popover-open')

  test('fills the screen by mouse or keyboard, and goes by Escape, its button, and the back button', async () => {
    await page.locator('.photo').press('Enter')
    await zoomed().waitFor()
    const alt = await page.getAttribute('.text img', 'alt')
    expect(await zoomed().getAttribute('aria-label')).toBe(alt)
    await page.waitForFunction(() => document.querySelector('.zoom img')?.getBoundingClientRect().width === innerWidth)
    await page.keyboard.press('Escape')
    await zoomed().waitFor({ state: 'detached' })
    await page.locator('.photo').click()
    await zoomed().getByRole('button', { name: 'Đóng' }).click()
    await zoomed().waitFor({ state: 'detached' })
    await page.waitForFunction(() => history.state === null)
    await page.locator('.photo').click()
    await zoomed().waitFor()
    await page.goBack()
    await zoomed().waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe(longArticle)
  })

  test('has its caption and credit with it, and leads to the next by keys, buttons and swipes', async () => {
    await page.goto(`${site.host.url}/2021/bo-anh/`, { waitUntil: 'networkidle' })
    await page.locator('.gallery .photo').first().click()
    await zoomed().waitFor()
    const seen = () =>
      page.evaluate(() => {
        const strip = document.querySelector<HTMLElement>('.zoom .strip')
        const photo = strip?.children[Math.round(strip.scrollLeft / strip.clientWidth)]
        return [document.querySelector('.zoom .count')?.textContent, photo?.querySelector('figcaption')?.textContent]
      })
    expect(await seen()).toEqual(['2/4', 'Chuyến đò đầu. Ảnh: Trần Mẫu'])
    await page.keyboard.press('ArrowRight')
    await expect.poll(seen).toEqual(['3/4', 'Gánh hàng. Ảnh: Lê Thử'])
    expect(await zoomed().getAttribute('aria-label')).toBe('Một người gánh hàng lên bờ')
    await zoomed().getByRole('button', { name: 'Ảnh sau' }).click()
    await expect.poll(seen).toEqual(['4/4', undefined])
    expect(await zoomed().getByRole('button', { name: 'Ảnh sau' }).isVisible()).toBe(false)
    await zoomed().getByRole('button', { name: 'Ảnh trước' }).click()
    await expect.poll(seen).toEqual(['3/4', 'Gánh hàng. Ảnh: Lê Thử'])
    // What a finger does, the browser makes a scroll of.
    await page.evaluate(() => document.querySelector('.zoom .strip')?.scrollBy({ left: -400 }))
    await expect.poll(seen).toEqual(['2/4', 'Chuyến đò đầu. Ảnh: Trần Mẫu'])
    await page.goBack()
    await zoomed().waitFor({ state: 'detached' })
  })

  test('is a link to its largest file without JavaScript', async () => {
    const plain = await site.browser.newContext({ javaScriptEnabled: false })
    const still = await plain.newPage()
    await still.goto(site.host.url + longArticle)
    const [response] = await Promise.all([still.waitForResponse('**/*.jpg'), still.click('.photo')])
    expect(response.status()).toBe(200)
    expect(await still.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(1000)
    await plain.close()
  })
})

describe('an old article', () => {
  const note = () => page.locator('.old-note')

  test('says so by the reader’s clock', async () => {
    expect(await note().isVisible()).toBe(true)
    await page.clock.setFixedTime(new Date('2019-09-01T00:00:00+07:00'))
    await page.reload()
    expect(await note().isVisible()).toBe(false)
    await page.clock.setFixedTime(new Date('2019-09-09T00:00:00+07:00'))
    await page.reload()
    expect(await note().isVisible()).toBe(true)
  })
})
