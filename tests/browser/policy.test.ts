import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { filesBelow } from '../../src/articles/files.ts'
import { portableFolder, singleFile } from '../../src/hosts/portable.ts'
import { longArticle } from '../build/pages.ts'
import { type Server, servers } from '../serve.ts'
import { launchBrowser } from './launch.ts'

const dist = inject('dist')
let browser: Browser
let server: Server | undefined
let folder: string

beforeAll(async () => {
  browser = await launchBrowser()
  server = await servers['the project’s own server']?.(dist)
  folder = await mkdtemp(join(tmpdir(), 'portable-'))
  const names = filesBelow(dist)
  const files = new Map(await Promise.all(names.map(async (n) => [n, await readFile(join(dist, n))] as const)))
  const home = { address: 'https://bao.example', base: '/' }
  const made = new Map<string, string | Uint8Array>(portableFolder(files, home))
  made.set('mot.html', singleFile(files, home, longArticle.slice(1)))
  for (const [name, contents] of made) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), contents)
  }
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Opens a page of its own context and collects all that goes wrong on it. */
async function open(url: string): Promise<{ page: Page; wrong: string[] }> {
  const page = await (await browser.newContext()).newPage()
  const wrong: string[] = []
  page.on('console', (message) => {
    // Browsers ask for this one by themselves, whether the site has one or not.
    if (message.location().url.endsWith('/favicon.ico')) return
    if (/error|warning/.test(message.type())) wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(String(error)))
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText
    // A reload cuts short what the first visit still keeps for reading offline; nothing forbade it.
    if (reason !== 'net::ERR_ABORTED') wrong.push(`${request.url()} failed: ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`${response.url()} answers ${response.status()}`)
  })
  await page.goto(url, { waitUntil: 'load' })
  return { page, wrong }
}

/** Opens the settings, goes dark and large, and sees both kept after a reload. */
async function changeSettings(page: Page): Promise<void> {
  await page.click('[popovertarget=cai-dat]')
  await page.check('#theme-dark', { force: true })
  await page.check('#size-xl', { force: true })
  const kept = () => page.evaluate(() => Object.values(localStorage).join())
  await expect.poll(kept).toMatch(/dark.*xl|xl.*dark/)
  await page.reload({ waitUntil: 'load' })
  // The script that marks the choices comes after the text.
  for (const choice of ['#theme-dark', '#size-xl'])
    await expect.poll(() => page.isChecked(choice), { message: choice }).toBe(true)
}

const places = [
  ['under the whole set of headers', () => `${server?.origin}${longArticle}`],
  ['from a disk', () => pathToFileURL(join(folder, longArticle, 'index.html')).href],
  ['as a single file', () => pathToFileURL(join(folder, 'mot.html')).href],
] as const

test.each(places)('%s the article has its faces, its picture and its settings, and breaks no rule', async (_, url) => {
  const { page, wrong } = await open(url())
  await changeSettings(page)
  await page.locator('.text img').first().scrollIntoViewIfNeeded()
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>('.text img, .permalink img')].every(
      (image) => image.complete && image.naturalWidth > 0,
    ),
  )
  await page.evaluate(() => document.fonts.ready)
  const faces = await page.evaluate(() =>
    [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family),
  )
  expect(faces.length).toBeGreaterThanOrEqual(2)
  expect(wrong).toEqual([])
  await page.context().close()
})

test('from a disk every page leads to every other', async () => {
  const { page, wrong } = await open(pathToFileURL(join(folder, 'index.html')).href)
  await page.click('main a[href*="2018/"]')
  await page.waitForSelector('.article h1')
  await page.click('header .wordmark')
  await page.waitForSelector('main .list')
  expect(page.url()).toBe(pathToFileURL(join(folder, 'index.html')).href)
  expect(wrong).toEqual([])
  await page.context().close()
})

test('a script that the policy does not know is stopped, at home as at the host', async () => {
  const { page, wrong } = await open(`${server?.origin}/`)
  await page
    .evaluate(() => {
      const script = document.createElement('script')
      script.append('document.title = "broken into"')
      document.head.append(script)
    })
    .catch(() => undefined)
  expect(await page.title()).not.toBe('broken into')
  expect(wrong.join()).toMatch(/Content Security Policy|TrustedScript/)
  await page.context().close()
})
