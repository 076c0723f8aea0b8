import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { articleFile, build, makeProject, photo } from '../project.ts'
import { type Host, serve } from './host.ts'
import { launchBrowser } from './launch.ts'

/** A site under a base path, with two articles that have a picture, and what an owner deploys after it. */
let project: Awaited<ReturnType<typeof makeProject>>
let newer: string
let off: string
let browser: Browser
let host: Host
let context: BrowserContext
let page: Page

beforeAll(async () => {
  const files = Object.fromEntries(
    await Promise.all(
      ['mot', 'hai', 'ba'].map(async (name) => [
        `2020/${name}/index.mdx`,
        articleFile(
          { title: `Bài "${name}" & bạn`, photo: '\n  src: a.jpg\n  alt: Ảnh đầu' },
          'Đoạn văn.\n\n'.repeat(40),
        ),
      ]),
    ),
  )
  for (const name of ['mot', 'hai', 'ba']) files[`2020/${name}/a.jpg`] = await photo(1000)
  project = await makeProject(files)
  const env = { SITE_URL: 'https://bao.example/doc' }
  const built = await build(project.root, env)
  if (built.code !== 0) throw new Error(built.output)
  const copies = await mkdtemp(join(tmpdir(), 'deploys-'))
  newer = join(copies, 'newer')
  await cp(join(project.root, 'dist'), newer, { recursive: true })
  await writeFile(join(newer, 'sw.js'), `${await readFile(join(newer, 'sw.js'), 'utf8')}//newer`)
  const first = join(copies, 'first')
  await cp(join(project.root, 'dist'), first, { recursive: true })
  const site = join(project.root, 'src/site.ts')
  const source = await readFile(site, 'utf8')
  await writeFile(site, source.replace('offline: true', 'offline: false'))
  const built2 = await build(project.root, env)
  if (built2.code !== 0) throw new Error(built2.output)
  off = join(project.root, 'dist')
  host = await serve(first, '/doc')
  dist = first
  browser = await launchBrowser()
})

let dist: string

afterAll(async () => {
  await browser?.close()
  await host?.close()
  await project?.dispose()
  if (dist) await rm(join(dist, '..'), { recursive: true, force: true })
})

beforeEach(async () => {
  Object.assign(host, { dist, down: false, wrong: () => undefined })
  context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  page = await context.newPage()
})

afterEach(() => context.close())

/** Opens a page and waits until the worker serves it and has kept it. */
async function read(path: string): Promise<void> {
  await page.goto(host.url + path)
  await page.waitForFunction(() => navigator.serviceWorker.controller)
  await kept(path)
}

/** Waits for what only a promise can tell: waitForFunction takes a promise itself for a yes. */
const until = <T>(condition: (argument: T) => Promise<boolean>, argument?: T) =>
  expect
    .poll(() => page.evaluate(condition as (argument: unknown) => Promise<boolean>, argument), { timeout: 15_000 })
    .toBe(true)

/** Waits until a page and its picture are in a cache. */
const kept = (path: string, cache = 'read ') =>
  until(
    async ([url, name]) => {
      const names = (await caches.keys()).filter((key) => key.startsWith(String(name)))
      for (const key of names) {
        const all = (await (await caches.open(key)).keys()).map((request) => request.url)
        if (all.includes(String(url)) && all.some((one) => /avif|webp|jpeg/.test(one))) return true
      }
      return false
    },
    [host.url + path, cache],
  )

const pictureShown = () =>
  page.waitForFunction(() => (document.querySelector<HTMLImageElement>('.text img')?.naturalWidth ?? 0) > 0)

describe('without a network', () => {
  test('what was read is there, with its picture, at another size of the screen too', async () => {
    await read('/2020/mot/')
    host.down = true
    await page.reload()
    expect(await page.textContent('h1')).toBe('Bài "mot" & bạn')
    await pictureShown()
    await page.setViewportSize({ width: 1400, height: 900 })
    await page.reload()
    await pictureShown()
  })

  test('a link to what was not read leads to the offline page, which lists what is there', async () => {
    await read('/2020/mot/')
    host.down = true
    await page.goto(`${host.url}/2020/hai/`)
    expect(await page.textContent('h1')).toBe('Đọc ngoại tuyến')
    await page.click('#tren-may a')
    expect(await page.textContent('h1')).toBe('Bài "mot" & bạn')
  })

  test('an article that was kept on purpose is there, and listed as kept', async () => {
    await read('/2020/hai/')
    const button = page.getByRole('button', { name: 'Lưu để đọc ngoại tuyến' })
    await button.click()
    await kept('/2020/hai/', 'saved ')
    await page.waitForSelector('button[aria-pressed="true"]')
    await page.evaluate(async () => {
      for (const name of await caches.keys()) if (name.startsWith('read')) await caches.delete(name)
    })
    host.down = true
    await page.goto(`${host.url}/ngoai-tuyen/`)
    await page.waitForSelector('#tren-may li')
    expect(await page.textContent('#tren-may li')).toContain('Đã lưu')
    await page.click('#tren-may a')
    await pictureShown()
    await page.getByRole('button', { name: 'Lưu để đọc ngoại tuyến' }).click()
    await page.waitForSelector('button[aria-pressed="false"]')
    await page.goto(`${host.url}/ngoai-tuyen/`)
    expect(await page.locator('#tren-may li').count()).toBe(0)
  })
})

describe('with a network', () => {
  test('a page is never an old one', async () => {
    await read('/2020/mot/')
    host.wrong = (path) => (path.endsWith('/mot/') ? { body: '<!doctype html><h1>Đã sửa</h1></html>' } : undefined)
    await page.reload()
    expect(await page.textContent('h1')).toBe('Đã sửa')
  })

  test('a wrong or half-loaded answer is never kept', async () => {
    await read('/2020/mot/')
    const wrongs: ReturnType<Host['wrong']>[] = [
      { status: 500, body: '<h1>Lỗi</h1>' },
      { status: 404, body: '<h1>Lỗi</h1>' },
      { type: 'text/plain', body: '<h1>Lỗi</h1>' },
      { body: '<!doctype html><h1>Nửa</h1>', length: 5000 },
    ]
    for (const wrong of wrongs) {
      host.wrong = (path) => (path.endsWith('/mot/') ? wrong : undefined)
      await page.goto(`${host.url}/2020/mot/`, { waitUntil: 'commit' }).catch(() => {})
      // Another page, so that the worker has had its time with the wrong one.
      await page.goto(`${host.url}/2020/ba/`)
      await kept('/2020/ba/')
      host.wrong = () => undefined
      host.down = true
      await page.goto(`${host.url}/2020/mot/`)
      expect(await page.textContent('h1'), JSON.stringify(wrong)).toBe('Bài "mot" & bạn')
      host.down = false
    }
  })

  test('a file of a page is not kept where the host answers with a page', async () => {
    host.wrong = (path) => (/\.(avif|webp|jpeg)$/.test(path) ? { body: '<h1>Trang chủ</h1>' } : undefined)
    await page.goto(`${host.url}/2020/mot/`)
    await page.waitForFunction(() => navigator.serviceWorker.controller)
    await page.reload()
    host.wrong = () => undefined
    await page.reload()
    await pictureShown()
  })

  test('a new version is offered, and taken when the reader says so', async () => {
    await read('/2020/mot/')
    const version = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state)
    host.dist = newer
    await page.reload()
    const offer = page.getByRole('button', { name: 'Có bản mới: tải lại' })
    await offer.waitFor()
    expect(await page.evaluate(async () => !!(await navigator.serviceWorker.getRegistration())?.waiting)).toBe(true)
    await Promise.all([page.waitForEvent('load'), offer.click()])
    await until(async () => !(await navigator.serviceWorker.getRegistration())?.waiting)
    expect(await version()).toBe('activated')
    expect(await offer.count()).toBe(0)
  })

  test('one deploy switches it off and leaves nothing', async () => {
    await read('/2020/mot/')
    host.dist = off
    await page.reload()
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await until(async () => !(await navigator.serviceWorker.getRegistration()) && (await caches.keys()).length === 0)
    // A page that is open keeps its worker until it goes.
    await page.close()
    page = await context.newPage()
    await page.goto(`${host.url}/2020/mot/`)
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
    expect(await page.getByRole('button', { name: /ngoại tuyến/ }).count()).toBe(0)
  })
})
