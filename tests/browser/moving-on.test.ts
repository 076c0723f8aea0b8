import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { longArticle } from '../build/pages.ts'
import { useSite } from './site.ts'

const site = useSite()
const article = '/2021/bo-anh/'

/** A page of its own, and what its console complained of; no worker, so that the host sees what is asked for. */
async function open(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; wrong: string[] }> {
  const context = await site.browser.newContext({
    viewport: { width: 390, height: 844 },
    serviceWorkers: 'block',
    ...options,
  })
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('console', (message) => {
    const isOurs = !message.text().includes('blocked by Playwright')
    if (isOurs && /error|warning/.test(message.type())) wrong.push(message.text())
  })
  await page.goto(site.host.url + path, { waitUntil: 'networkidle' })
  site.host.asked.clear()
  return { page, wrong }
}

test('a page of the site is fetched once a reader points at its link; a picture or a feed is not', async () => {
  const { page, wrong } = await open('/')
  await page.locator('a[href$="/rss.xml"]').hover()
  await page.locator(`main a[href="${article}"]`).hover()
  await expect.poll(() => [...site.host.asked].filter((path) => !path.includes('/_astro/'))).toEqual([article])
  await page.click(`main a[href="${article}"]`)
  await page.waitForURL(`**${article}`)
  site.host.asked.clear()
  await page.locator('.text .photo').first().hover()
  await page.locator('.wordmark').hover()
  await expect.poll(() => site.host.asked.has('/')).toBe(true)
  expect([...site.host.asked].filter((path) => path.endsWith('.jpg'))).toEqual([])
  expect(wrong).toEqual([])
  await page.context().close()
})

/** As in browsers that know no speculation rules. */
const withoutRules = (page: Page) =>
  page.addInitScript(() => {
    HTMLScriptElement.supports = () => false
  })
const prefetched = (page: Page) =>
  page
    .locator('link[rel=prefetch]')
    .evaluateAll((all) => all.map((link) => new URL((link as HTMLLinkElement).href).pathname))

test('elsewhere it is fetched while the finger is down', async () => {
  const { page, wrong } = await open('/')
  await withoutRules(page)
  await page.reload({ waitUntil: 'networkidle' })
  const press = async (selector: string) => {
    await page.locator(selector).first().hover()
    await page.mouse.down()
    await page.mouse.move(0, 0)
    await page.mouse.up()
  }
  await press('a[href$="/rss.xml"]')
  await press('.wordmark')
  expect(await prefetched(page)).toEqual([])
  await press(`main a[href="${article}"]`)
  expect(await prefetched(page)).toEqual([article])
  expect(wrong).toEqual([])
  await page.context().close()
})

test.each([
  ['with speculation rules', () => {}],
  ['without', withoutRules],
])('for those who save data nothing is fetched before it is asked for: %s', async (_, prepare) => {
  const { page } = await open('/')
  await prepare(page)
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }))
  await page.reload({ waitUntil: 'networkidle' })
  site.host.asked.clear()
  await page.locator(`main a[href="${article}"]`).hover()
  await page.locator(`main a[href="${article}"]`).dispatchEvent('pointerdown')
  await page.waitForTimeout(500)
  expect(await prefetched(page)).toEqual([])
  expect([...site.host.asked].filter((path) => path === article || path.includes('/idle.'))).toEqual([])
  await page.context().close()
})

test('the way back leads to where the reader was, in the list and in the article', async () => {
  const { page } = await open('/')
  const scrolled = () => page.evaluate(() => Math.round(scrollY))
  const link = page.locator(`main a[href="${longArticle}"]`)
  await link.scrollIntoViewIfNeeded()
  const inList = await scrolled()
  expect(inList).toBeGreaterThan(100)
  await link.click()
  await page.waitForURL(`**${longArticle}`)
  await page.evaluate(() => scrollTo({ top: 1500, behavior: 'instant' }))
  await page.goto(`${site.host.url}/2018/`)
  await page.goBack()
  await expect.poll(scrolled).toBe(1500)
  await page.goBack()
  await expect.poll(scrolled).toBe(inList)
  await page.context().close()
})

test.each([
  ['no-preference', true],
  ['reduce', false],
] as const)('one page turns into the next where motion is welcome: %s', async (reducedMotion, isSeen) => {
  const { page, wrong } = await open('/', { reducedMotion })
  await page.addInitScript(() => {
    addEventListener('pagereveal', (event) => {
      Object.assign(window, { turned: !!(event as Event & { viewTransition?: unknown }).viewTransition })
    })
  })
  await page.click(`main a[href="${article}"]`)
  await page.waitForURL(`**${article}`)
  await expect.poll(() => page.evaluate(() => (window as unknown as { turned?: boolean }).turned)).toBe(isSeen)
  expect(wrong).toEqual([])
  await page.context().close()
})
