import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { longArticle } from '../build/pages.ts'
import { useSite } from './site.ts'
import { fakeVoice } from './voice.ts'

const site = useSite()
let context: BrowserContext
let page: Page
const voice: Parameters<typeof fakeVoice>[0] = 'chrome'

async function open(options: BrowserContextOptions = {}): Promise<void> {
  context = await site.browser.newContext({
    viewport: { width: 1280, height: 800 },
    serviceWorkers: 'block',
    ...options,
  })
  await context.addInitScript(fakeVoice, voice)
  page = await context.newPage()
  await page.goto(site.host.url + longArticle)
  await wake()
}

/** The first key fetches the tool; the ones after it find it there. */
async function wake(): Promise<void> {
  await page.keyboard.press('Shift')
  await page.waitForFunction(() => !document.querySelector<HTMLElement>('.keys')?.hidden)
}

beforeEach(async () => {
  await open()
  return () => context.close()
})

const chosen = (group: string) => page.locator(`[name=${group}]:checked`).inputValue()
const status = () => page.locator('[role=status]').textContent()
/** Which paragraph has the focus, counted from 0, and how far below the top of the screen it begins. */
const focused = () =>
  page.evaluate(() => ({
    paragraph: [...document.querySelectorAll('.text p')].indexOf(document.activeElement as Element),
    top: Math.round(document.activeElement?.getBoundingClientRect().top ?? -1),
  }))

test('the size goes up and down to its ends, and is told and kept', async () => {
  await page.keyboard.press('+')
  expect(await chosen('size')).toBe('l')
  expect(await status()).toBe('Lớn')
  for (let i = 0; i < 5; i++) await page.keyboard.press('+')
  expect(await chosen('size')).toBe('xxl')
  await page.reload()
  await wake()
  expect(await chosen('size')).toBe('xxl')
  for (let i = 0; i < 6; i++) await page.keyboard.press('-')
  expect(await chosen('size')).toBe('s')
})

test('the theme goes round', async () => {
  const seen: string[] = []
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('t')
    seen.push(await chosen('theme'))
  }
  expect(seen).toEqual(['light', 'sepia', 'dark', 'auto'])
  expect(await status()).toBe('Tự động')
})

test('n listens and pauses, where there is a voice', async () => {
  const bar = page.getByRole('button', { name: 'Tạm dừng' })
  await page.keyboard.press('n')
  await bar.waitFor()
  await page.keyboard.press('n')
  await page.getByRole('button', { name: 'Nghe tiếp' }).waitFor()
  await context.close()
  context = await site.browser.newContext()
  page = await context.newPage()
  await page.goto(site.host.url + longArticle)
  await page.keyboard.press('n')
  expect(await page.locator('.pill button:visible').count()).toBe(0)
})

test('j and k go from paragraph to paragraph, from what is on the screen', async () => {
  const walk = async (keys: string) => {
    const way: number[] = []
    for (const key of keys) {
      await page.keyboard.press(key)
      const { paragraph, top } = await focused()
      expect(top).toBeGreaterThanOrEqual(0)
      expect(top).toBeLessThan(800)
      way.push(paragraph)
    }
    return way
  }
  const count = await page.locator('.text p').count()
  expect(await walk('jjjkk')).toEqual([0, 1, 2, 1, 0])
  // At the end of the page, where nothing can be brought to the top any more, each still has its turn.
  await walk('j'.repeat(count))
  expect((await focused()).paragraph).toBe(count - 1)
  expect(await walk('kj')).toEqual([count - 2, count - 1])
  // Who went elsewhere goes on from there, and not from where the focus was left.
  await page.evaluate(() => scrollTo(0, 0))
  expect(await walk('j')).toEqual([0])
})

test('c does what the first button of the share section does', async () => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.keyboard.press('c')
  await expect.poll(status).toBe('Đã sao chép')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/2018\/[a-z-]+\/$/)
})

test('? opens the sheet that lists the keys and turns them off, which is kept, and shown to nobody without a keyboard', async () => {
  const sheet = page.locator('#cai-dat')
  const keys = sheet.getByRole('group', { name: 'Phím tắt' })
  await page.reload()
  await page.getByRole('button', { name: 'Cỡ chữ và nền' }).click()
  expect(await keys.isVisible()).toBe(false)
  await sheet.getByRole('button', { name: 'Đóng' }).click()
  await page.keyboard.press('?')
  await keys.waitFor()
  const listed = await keys.locator('kbd').allTextContents()
  expect(listed).toEqual(['+', '-', 't', 'n', 'j', 'k', 'c', '?'])
  await keys.getByRole('radio', { name: 'Tắt' }).check()
  await page.reload()
  for (const key of listed) await page.keyboard.press(key)
  expect(await sheet.isVisible()).toBe(false)
  expect(await chosen('size')).toBe('m')
  expect((await focused()).paragraph).toBe(-1)
  await page.getByRole('button', { name: 'Cỡ chữ và nền' }).click()
  await keys.getByRole('radio', { name: 'Bật' }).check()
  await page.keyboard.press('+')
  expect(await chosen('size')).toBe('l')
})

test('nothing happens while typing or with a modifier', async () => {
  for (const modifier of ['Control', 'Alt', 'Meta']) {
    await page.evaluate(() =>
      addEventListener('keydown', (event) => event.preventDefault(), { capture: true, once: true }),
    )
    await page.keyboard.press(`${modifier}+t`)
  }
  await page.evaluate(() => {
    const field = document.createElement('textarea')
    document.body.append(field)
    field.focus()
  })
  await page.keyboard.type('t+j?')
  expect(await page.locator('textarea').inputValue()).toBe('t+j?')
  expect(await chosen('theme')).toBe('auto')
  expect(await chosen('size')).toBe('m')
  expect(await page.locator('#cai-dat').isVisible()).toBe(false)
})

test('without the script there are no keys, and no list of them', async () => {
  await context.route('**/main.*.js', (route) => route.abort())
  await page.reload()
  for (const key of ['t', '+', '?']) await page.keyboard.press(key)
  expect(await chosen('theme')).toBe('auto')
  expect(await page.locator('#cai-dat').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Cỡ chữ và nền' }).click()
  expect(await page.getByRole('group', { name: 'Nền' }).isVisible()).toBe(true)
  expect(await page.locator('.keys').isVisible()).toBe(false)
})
