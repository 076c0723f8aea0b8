import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
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
  Object.assign(host, { dist, down: false, delay: () => 0, wrong: () => undefined })
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
  test('what was kept stands at the front page’s foot, with how far it was read, and moves nothing', async () => {
    // What comes once the page is loaded; before that the late style sheet arrives.
    await page.addInitScript(() => {
      Object.assign(window, { shift: 0 })
      addEventListener('load', () =>
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            (window as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value
        }).observe({ type: 'layout-shift' }),
      )
    })
    await read('/2020/hai/')
    await page.goto(`${host.url}/`, { waitUntil: 'networkidle' })
    expect(await page.locator('.reading').count()).toBe(0)
    await page.goto(`${host.url}/2020/hai/`)
    await page.getByRole('button', { name: 'Lưu để đọc ngoại tuyến' }).click()
    await page.waitForSelector('button[aria-pressed="true"]')
    const readTo = (paragraph: number) =>
      page.evaluate((n) => document.querySelectorAll('.text p')[n]?.scrollIntoView(), paragraph)
    await readTo(20)
    await page.goto(`${host.url}/`)
    const list = page.locator('.reading')
    await list.waitFor()
    const [, percent] = /Đã đọc (\d+)%/.exec(`${await list.textContent()}`) ?? []
    expect(Number(percent)).toBeGreaterThan(40)
    expect(Number(percent)).toBeLessThan(60)
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBe(0)
    await list.getByRole('link', { name: 'Bài "hai" & bạn' }).click()
    await page.waitForURL('**/2020/hai/')
    await page.evaluate(() => scrollTo(0, 1e6))
    await page.goto(`${host.url}/ngoai-tuyen/`)
    await page.waitForSelector('#tren-may li')
    expect(await page.textContent('#tren-may li')).toContain('Đã lưu, Đã đọc xong')
  })

  test('what is only fetched ahead has not been read; where it is opened, it has', async () => {
    await read('/2020/mot/')
    await page.goto(`${host.url}/`)
    host.asked.clear()
    const link = page.locator('main a[href$="/2020/ba/"]')
    await link.hover()
    await expect.poll(() => host.asked.has('/doc/2020/ba/')).toBe(true)
    const readPages = () =>
      page.evaluate(async (name) => {
        const keys = await (await caches.open(name)).keys()
        return keys.map(({ url }) => url).filter((url) => !url.includes('_astro')).length
      }, `read ${host.url}/`)
    expect(await readPages()).toBe(2)
    await link.click()
    await page.waitForURL('**/2020/ba/')
    await kept('/2020/ba/')
  })

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

  test.each([404, 410])('an article that answers %i leaves the device', async (status) => {
    await read('/2020/mot/')
    await page.getByRole('button', { name: 'Lưu để đọc ngoại tuyến' }).click()
    await kept('/2020/mot/', 'saved ')
    host.wrong = (path) => (path.endsWith('/mot/') ? { status, body: '<!doctype html><h1>Đã gỡ</h1>' } : undefined)
    await page.reload()
    expect(await page.textContent('h1')).toBe('Đã gỡ')
    await until(async () => !(await caches.match('/doc/2020/mot/')))
    host.down = true
    await page.reload()
    expect(await page.textContent('h1')).toBe('Đọc ngoại tuyến')
  })

  test('on a slow line what is on the device is shown, and the newer page offered when it comes', async () => {
    await read('/2020/mot/')
    const changed = (await readFile(join(dist, '2020/mot/index.html'), 'utf8')).replaceAll(
      '&amp; bạn',
      '&amp; bạn, đã sửa',
    )
    host.wrong = (path) => (path.endsWith('/mot/') ? { body: changed } : undefined)
    host.delay = (path) => (path.endsWith('/mot/') ? 5000 : 0)
    await page.reload()
    expect(await page.textContent('h1')).toBe('Bài "mot" & bạn')
    const offer = page.getByRole('button', { name: 'Có bản mới: tải lại' })
    await offer.waitFor()
    host.delay = () => 0
    await Promise.all([page.waitForEvent('load'), offer.click()])
    expect(await page.textContent('h1')).toBe('Bài "mot" & bạn, đã sửa')
  })

  test('at most 40 pages that were only read stay, the latest of them', async () => {
    await read('/2020/mot/')
    await page.evaluate(async () => {
      const [name = ''] = (await caches.keys()).filter((key) => key.startsWith('read '))
      const cache = await caches.open(name)
      const html = { headers: { 'content-type': 'text/html' } }
      for (let i = 0; i < 45; i++) await cache.put(`/doc/cu/${i}/`, new Response('<h1>Cũ</h1>', html))
    })
    await page.goto(`${host.url}/2020/hai/`)
    await kept('/2020/hai/')
    const pages = () =>
      page.evaluate(async () => {
        const [name = ''] = (await caches.keys()).filter((key) => key.startsWith('read '))
        const urls = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)
        return urls.filter((url) => !url.includes('/_astro/'))
      })
    await expect.poll(async () => (await pages()).length).toBe(40)
    expect(await pages()).toContain('/doc/2020/hai/')
    expect(await pages()).not.toContain('/doc/cu/0/')
  })

  test('the first visit costs little more than the page', async () => {
    const asked = async (path: string, options: { serviceWorkers?: 'block' }) => {
      const visit = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options })
      const visited = await visit.newPage()
      host.asked.clear()
      await visited.goto(host.url + path, { waitUntil: 'networkidle' })
      if (!options.serviceWorkers) await visited.waitForFunction(() => navigator.serviceWorker.controller)
      await visited.waitForTimeout(1000)
      await visit.close()
      return [...host.asked]
    }
    const own = await asked('/2020/mot/', { serviceWorkers: 'block' })
    // What the page has fetched under a name that changes with its contents, hosts let browsers keep.
    const more = (await asked('/2020/mot/', {})).filter((path) => !own.includes(path))
    const sizes = more.map(async (path) => {
      const body = await readFile(join(dist, path.replace('/doc/', '').replace(/\/$/, '/index.html')))
      return /\.(?:woff2|avif|jpg|png)$/.test(path) ? body.length : brotliCompressSync(body).length
    })
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    const most = 25_000
    console.log(`the worker fetches ${bytes} B on a first visit: ${more.join(' ')}`)
    expect(bytes, `the worker fetches ${bytes} B on a first visit; at most ${most}`).toBeLessThanOrEqual(most)
    expect(more).toContain('/doc/ngoai-tuyen/')
    expect(more.join()).not.toContain('italic')
  })

  test('where the device has no room, reading goes on', async () => {
    const session = await context.newCDPSession(page)
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(host.url).origin, quotaSize: 1 })
    const errors: Error[] = []
    page.on('pageerror', (error) => errors.push(error))
    await page.goto(`${host.url}/2020/mot/`, { waitUntil: 'networkidle' })
    await page.goto(`${host.url}/2020/hai/`, { waitUntil: 'networkidle' })
    expect(await page.textContent('h1')).toBe('Bài "hai" & bạn')
    expect(errors).toEqual([])
  })

  test('two sites on one origin keep apart', async () => {
    await read('/2020/mot/')
    await page.evaluate(async () => {
      const other = await caches.open(`read ${location.origin}/khac/`)
      await other.put('/khac/2020/mot/', new Response('<h1>Khác</h1>', { headers: { 'content-type': 'text/html' } }))
      localStorage['/khac/size'] = '"xxl"'
    })
    await page.goto(`${host.url}/ngoai-tuyen/`)
    await page.waitForSelector('#tren-may li')
    expect(await page.locator('#tren-may li').count()).toBe(1)
    expect(await page.evaluate(() => document.documentElement.dataset.size)).toBeUndefined()
    host.dist = off
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await until(async () => (await caches.keys()).length === 1)
    expect(await page.evaluate(() => caches.keys())).toEqual([expect.stringMatching(/^read .*\/khac\/$/)])
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

  test('a page of before, which a cache on the way still had, brings nothing back', async () => {
    await read('/2020/mot/')
    const gone = async () => !(await navigator.serviceWorker.getRegistration()) && (await caches.keys()).length === 0
    const body = await readFile(join(off, 'sw.js'), 'utf8')
    host.wrong = (path) => (path.endsWith('/sw.js') ? { type: 'text/javascript', body } : undefined)
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await until(gone)
    // The first tab stays open: what it was registered with is not cleared yet, and a new registration takes it up.
    const second = await context.newPage()
    await second.goto(`${host.url}/2020/hai/`)
    await second.evaluate(() => navigator.serviceWorker.ready)
    await until(gone)
    await second.close()
  })
})
