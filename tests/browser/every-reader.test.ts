import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { longArticle } from '../build/pages.ts'
import { articleFile, build, makeProject, photo } from '../project.ts'
import { everyControl, offeredControls } from './controls.ts'
import { type Host, serve } from './host.ts'
import { launchBrowser } from './launch.ts'
import { fakeVoice } from './voice.ts'

let browser: Browser
let host: Host
let notes: Host
let project: Awaited<ReturnType<typeof makeProject>>
const voice: Parameters<typeof fakeVoice>[0] = 'chrome'
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

beforeAll(async () => {
  project = await makeProject({
    '2020/bai/index.mdx': articleFile(
      { timeless: 'true' },
      // Browsers fetch a lazy picture that is 2,500 px below the window, on a slow line.
      `${'Một đoạn văn dài vừa đủ để thành dòng. '.repeat(12)}[^1]\n\n${'Một đoạn nữa.\n\n'.repeat(90)}## Mục\n\nĐoạn sau mục.\n\n![Ảnh](a.jpg "Chú thích")\n\n[^1]: Nguồn của đoạn.`,
    ),
    '2020/bai/a.jpg': await photo(1200),
  })
  const { code, output } = await build(project.root, { SITE_URL: 'https://bao.example' })
  if (code !== 0) throw new Error(output)
  notes = await serve(join(project.root, 'dist'))
  host = await serve(inject('dist'))
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await host?.close()
  await notes?.close()
  await project?.dispose()
})

/** Opens the first article as a reader of some kind sees it. */
async function open(options: BrowserContextOptions = {}, address = host.url + longArticle): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options })
  await context.addInitScript(fakeVoice, voice)
  const page = await context.newPage()
  await page.goto(address)
  return page
}

describe('what is shown is what works', () => {
  const controls = (page: Page) => page.evaluate(offeredControls)
  const settings = 'Cỡ chữ và nền'

  test('with everything', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Lưu để' }).waitFor()
    expect(await controls(page)).toEqual(everyControl)
    await page.context().close()
  })

  test('without JavaScript, and with its file blocked', async () => {
    const plain = await open({ javaScriptEnabled: false })
    // Scripts of the test do not run there either: ask the accessibility tree.
    expect(await plain.getByRole('button').count()).toBe(2)
    for (const name of [settings, 'Mã QR']) expect(await plain.getByRole('button', { name }).count()).toBe(1)
    await plain.context().close()
    const context = await browser.newContext()
    await context.route('**/main.*.js', (route) => route.abort())
    const blocked = await context.newPage()
    await blocked.goto(host.url + longArticle)
    expect(await controls(blocked)).toEqual([settings, 'Mã QR'])
    await context.close()
  })

  test.each([
    [
      'no voice',
      'delete window.speechSynthesis; Object.defineProperty(window, "speechSynthesis", { value: undefined })',
      'Nghe bài',
    ],
    [
      'no service worker',
      'Object.defineProperty(Navigator.prototype, "serviceWorker", { value: undefined })',
      'Lưu để đọc ngoại tuyến',
    ],
  ])('with %s', async (_, script, missing) => {
    const context = await browser.newContext()
    if (missing !== 'Nghe bài') await context.addInitScript(fakeVoice, voice)
    await context.addInitScript(script)
    const page = await context.newPage()
    const errors: Error[] = []
    page.on('pageerror', (error) => errors.push(error))
    await page.goto(host.url + longArticle, { waitUntil: 'networkidle' })
    if (missing !== 'Lưu để đọc ngoại tuyến') await page.getByRole('button', { name: 'Lưu để' }).waitFor()
    expect(await controls(page)).toEqual(everyControl.filter((name) => name !== missing))
    expect(errors).toEqual([])
    await context.close()
  })
})

test('is spoken in order: headline, byline, date, text, picture, caption, credit, controls; nothing twice, nothing unnamed', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Lưu để' }).waitFor()
  // A figure is named by its caption, which follows within it.
  const tree = (await page.locator('body').ariaSnapshot()).replace(/figure "[^"]*"/, 'figure')
  const order = [
    /heading "Nêu cao vai trò/,
    /link "Bình Duyên"/,
    /Thứ Sáu, 07\/09\/2018/,
    /Bài đăng cách đây hơn một năm/,
    /Thực hiện lời dạy của Bác/,
    /img "Nhìn từ trên xuống/,
    /Việc kiểm tra hồ sơ đảng viên/,
    /Ảnh: Dương Hà/,
    /Từ một địa phương nghèo/,
    /button "Sao chép liên kết"/,
    /button "Lưu để đọc ngoại tuyến"/,
  ]
  const places = order.map((part) => tree.search(part))
  expect(
    places.every((place) => place >= 0),
    tree,
  ).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  for (const once of ['Thực hiện lời dạy của Bác', 'link "Bình Duyên"', 'Ảnh: Dương Hà'])
    expect(tree.split(once), once).toHaveLength(2)
  expect(tree).not.toMatch(/- (?:button|link|img|dialog|checkbox)(?: \[[^\]]*\])?:?$/m)
  expect(tree).toMatch(/- status/)
  await page.context().close()
})

describe('axe finds nothing', () => {
  const states: Record<string, (page: Page) => Promise<unknown>> = {
    'as it comes': async () => {},
    settings: (page) => page.getByRole('button', { name: 'Cỡ chữ và nền' }).click(),
    listening: (page) => page.getByRole('button', { name: 'Nghe bài' }).click(),
    zoomed: (page) => page.locator('.photo').click(),
    marks: async (page) => {
      await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelectorAll('.text p')[1] as Node))
      await page.getByRole('button', { name: 'Đánh dấu', exact: true }).click()
      await page.getByRole('button', { name: /^Đã đánh dấu/ }).click()
    },
  }
  test.each(['light', 'sepia', 'dark'].flatMap((theme) => Object.keys(states).map((state) => [theme, state] as const)))(
    'in %s, %s',
    async (theme, state) => {
      const page = await open({ viewport: { width: 320, height: 640 }, reducedMotion: 'reduce', bypassCSP: true })
      await page.locator(`#theme-${theme}`).evaluate((input: HTMLInputElement) => input.click())
      await states[state]?.(page)
      await page.addScriptTag({ path: axeFile })
      const found = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: typeof import('axe-core') }
        const tags = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
        const { violations } = await axe.run({ runOnly: tags })
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
      })
      expect(found).toEqual([])
      await page.context().close()
    },
  )
})

test('where popovers are unknown, nothing lies open that cannot be closed, and no button is dead', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, bypassCSP: true })
  await context.addInitScript(() => {
    for (const name of ['popover', 'showPopover', 'hidePopover', 'togglePopover'] as const)
      Reflect.deleteProperty(HTMLElement.prototype, name)
  })
  // An engine drops every rule that asks for what it does not know: this asks for what none knows.
  await context.route(/\/$|\.css$/, async (route) => {
    const response = await route.fetch()
    const text = (await response.text())
      .replaceAll(':popover-open', ':no-such-class')
      .replaceAll(/ popover(?=[ >])/g, '')
    await route.fulfill({ response, body: text })
  })
  const page = await context.newPage()
  await page.goto(host.url + longArticle)
  await page.getByRole('button', { name: 'Sao chép liên kết' }).first().waitFor()
  for (const part of ['.settings', '.qr', '.settings-button', '.share [popovertarget]'])
    expect(await page.locator(part).isVisible(), part).toBe(false)
  await context.unrouteAll({ behavior: 'ignoreErrors' })
  await context.close()
})

test('nothing is cut and nothing scrolls sideways at 320 px with the largest text and the spacing of WCAG 1.4.12', async () => {
  const page = await open({ viewport: { width: 320, height: 640 }, bypassCSP: true })
  await page.locator('#size-xxl').evaluate((input: HTMLInputElement) => input.click())
  await page.addStyleTag({
    content:
      '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
  })
  const overflow = () =>
    page.evaluate(() => ({
      page: document.documentElement.scrollWidth - innerWidth,
      cut: [...document.querySelectorAll<HTMLElement>('h1, h2, p, button, a, label, li, .pill')]
        // The row of sections goes on sideways by itself: what has the focus is in view.
        .filter((e) => e.checkVisibility() && !e.matches('.unseen, .skip-link, .icon, .zoom h2, .sections *'))
        .filter((e) => {
          const { left, right } = e.getBoundingClientRect()
          return e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'
            ? true
            : left < -1 || right > innerWidth + 1
        })
        .map((e) => e.outerHTML.slice(0, 100)),
    }))
  const whole = { page: 0, cut: [] }
  expect(await overflow()).toEqual(whole)
  await page.getByRole('button', { name: 'Nghe bài' }).click()
  expect(await overflow()).toEqual(whole)
  await page.locator('.pill').getByRole('button', { name: 'Đóng' }).click()
  await page.getByRole('button', { name: 'Cỡ chữ và nền' }).click()
  expect(await overflow()).toEqual(whole)
  await page.context().close()
})

test('targets are 44 px high', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Nghe bài' }).click()
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button')]
      .filter((button) => button.checkVisibility())
      .map((button) => ({ name: button.textContent, height: button.getBoundingClientRect().height }))
      .filter(({ height }) => height < 44),
  )
  expect(small).toEqual([])
  await page.context().close()
})

test('a footnote is shown beside its mark, without going there', async () => {
  const page = await open({ viewport: { width: 1000, height: 800 } }, `${notes.url}/2020/bai/`)
  const mark = page.locator('[data-footnote-ref]')
  await mark.click()
  const note = page.locator('.note')
  expect(await note.textContent()).toContain('Nguồn của đoạn.')
  const [at, box] = await Promise.all([mark.boundingBox(), note.boundingBox()])
  expect(Math.abs(Number(box?.y) - Number(at?.y) - Number(at?.height))).toBeLessThan(30)
  expect(new URL(page.url()).hash).toBe('')
  await page.keyboard.press('Escape')
  await note.waitFor({ state: 'detached' })
  expect(await page.locator('.old-note').count(), 'a timeless article').toBe(0)
  await page.context().close()
})

test('a footnote’s digit is neither copied nor marked with the words around it', async () => {
  const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] }, `${notes.url}/2020/bai/`)
  await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('.text p') as Element))
  await page.keyboard.press('Control+c')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^Một đoạn văn dài/)
  expect(copied).not.toContain('1')
  await page.getByRole('button', { name: 'Đánh dấu', exact: true }).click()
  await page.getByRole('button', { name: 'Đã đánh dấu (1)' }).click()
  const marked = await page.getByRole('dialog').getByRole('listitem').locator('p').textContent()
  expect(marked?.trim()).toBe(copied.trim())
  await page.context().close()
})

test('a footnote is an ordinary jump, and back, on a narrow screen', async () => {
  const page = await open({}, `${notes.url}/2020/bai/`)
  const mark = page.locator('[data-footnote-ref]')
  await mark.click()
  expect(await page.locator('.note').count()).toBe(0)
  const note = await mark.getAttribute('href')
  expect(new URL(page.url()).hash).toBe(note)
  await expect.poll(() => page.locator(`[id="${note?.slice(1)}"]`).evaluate((e) => e.matches(':target'))).toBe(true)
  await page.locator('[data-footnote-backref]').click()
  await expect
    .poll(async () => {
      const box = await mark.boundingBox()
      return box && box.y >= 0 && box.y < 844
    })
    .toBe(true)
  await page.context().close()
})

describe('print', () => {
  test.each(['A4', 'Letter'])('the first article is two pages of %s, whatever the theme', async (format) => {
    const page = await open()
    await page.locator('#theme-dark').evaluate((input: HTMLInputElement) => input.click())
    await page.locator('#size-xxl').evaluate((input: HTMLInputElement) => input.click())
    const pdf = (await page.pdf({ format })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2)
    await page.context().close()
  })

  test('fetches the pictures that were never scrolled to', async () => {
    const page = await open({}, `${notes.url}/2020/bai/`)
    const loaded = () =>
      page.evaluate(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0))
    expect(await loaded()).toBe(false)
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0))
    await page.context().close()
  })

  test('shows nothing of the interface', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Nghe bài' }).click()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('button').count()).toBe(0)
    expect(await page.locator('.dock').isVisible()).toBe(false)
    await page.context().close()
  })
})

test('forced colours leave every control and icon to be seen', async () => {
  const page = await open({ forcedColors: 'active' })
  await page.getByRole('button', { name: 'Nghe bài' }).click()
  await page.getByRole('button', { name: 'Tạm dừng' }).waitFor()
  const seen = await page.evaluate(() =>
    [...document.querySelectorAll('.pill .icon')].map((icon) => {
      const before = getComputedStyle(icon, '::before')
      const pill = getComputedStyle(icon.closest('.pill') as Element)
      return (
        (before.backgroundColor !== pill.backgroundColor || before.backgroundImage !== 'none') &&
        pill.borderWidth !== '0px'
      )
    }),
  )
  expect(seen).toEqual([true, true, true, true])
  await page.context().close()
})
