import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { longArticle } from '../build/pages.ts'
import { hasWebKit, openWebKit, type Tab } from './engines.ts'
import { type Host, serve } from './host.ts'

if (!hasWebKit) console.log('webkit.test.ts: no WebKitGTK with its driver and Xvfb, so nothing is tested in it')

/** Presses what a page calls so; it may come late. */
const press = (name: string) => `
  const find = () => [...document.querySelectorAll('button')].find((b) => (b.ariaLabel || b.textContent) === '${name}' && b.checkVisibility())
  for (let i = 0; i < 100 && !find(); i++) await new Promise((go) => setTimeout(go, 50))
  find().click()`
const ground = 'return getComputedStyle(document.documentElement).backgroundColor'

describe.runIf(hasWebKit)('in WebKitGTK', () => {
  let host: Host
  let tab: Tab
  /** Asks the page until it says so. */
  const poll = (body: string) => expect.poll(() => tab.run(body), { timeout: 20_000 })

  beforeAll(async () => {
    host = await serve(inject('dist'))
    tab = await openWebKit()
  })
  afterAll(async () => {
    await tab?.close()
    await host?.close()
  })

  test('the faces come, Vietnamese letters with them', async () => {
    await tab.go(host.url + longArticle)
    await poll(
      `return [...document.fonts].filter((face) => face.status === 'loaded' && face.family.includes('Trang Doc')).length > 1`,
    ).toBe(true)
  })

  test('the settings open, change the page at once, and are there on the next', async () => {
    await tab.run(press('Cỡ chữ và nền'))
    expect(await tab.run(`return document.querySelector('.settings').matches(':popover-open')`)).toBe(true)
    await tab.run(`document.querySelector('#theme-dark').click()`)
    expect(await tab.run(ground)).toBe('rgb(21, 23, 26)')
    await tab.run(`document.querySelector('.settings').hidePopover()`)
    expect(await tab.run(`return document.querySelector('.settings').checkVisibility()`)).toBe(false)
    await tab.go(host.url)
    expect(await tab.run(ground)).toBe('rgb(21, 23, 26)')
    await tab.run(`document.querySelector('#theme-auto').click()`)
  })

  test('a photo is shown as large as the screen, and closed again', async () => {
    await tab.go(host.url + longArticle)
    await tab.run(`document.querySelector('a.photo').click()`)
    await poll(`return document.querySelector('.zoom')?.matches(':popover-open')`).toBe(true)
    await tab.run('history.back()')
    await poll(`return document.querySelector('.zoom')?.checkVisibility() ?? false`).toBe(false)
  })

  test('a passage is marked, and still is on the next visit', async () => {
    const painted = `return [...(CSS.highlights.get('marked') ?? [])].map(String)`
    await tab.go(host.url + longArticle)
    await tab.run(`
      const node = document.querySelectorAll('.text p')[2].firstChild
      getSelection().setBaseAndExtent(node, 0, node, 31)`)
    await tab.run(press('Đánh dấu'))
    await poll(painted).toEqual(['Việc nêu gương được triển khai '])
    await tab.go(host.url)
    await tab.go(host.url + longArticle)
    await poll(painted).toEqual(['Việc nêu gương được triển khai '])
  })

  test('search finds an article by words without marks', async () => {
    await tab.go(`${host.url}/tim-kiem/?q=neu+cao+vai+tro`)
    await poll(`return document.querySelector('#ket-qua a')?.textContent ?? ''`).toMatch(/^Nêu cao vai trò/)
  })

  test('what was read is there when its host is gone', async () => {
    await tab.go(host.url + longArticle)
    await poll(`return !!(await caches.match('${longArticle}'))`).toBe(true)
    host.down = true
    await tab.go(host.url + longArticle)
    expect(await tab.run(`return document.querySelector('h1').textContent`)).toMatch(/^Nêu cao/)
    host.down = false
  })

  test('dark where the system is', async () => {
    const dark = await openWebKit({ GTK_THEME: 'Adwaita:dark' })
    try {
      await dark.go(host.url + longArticle)
      expect(await dark.run(ground)).toBe('rgb(21, 23, 26)')
    } finally {
      await dark.close()
    }
  })
})
