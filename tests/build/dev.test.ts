import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { components } from '../../src/markdown/component-rules.ts'
import { articleFile, makeProject, repository, writeArticles } from '../project.ts'
import { freePort } from '../serve.ts'
import { textOf } from './pages.ts'

let project: Awaited<ReturnType<typeof makeProject>>
let server: ChildProcess
let address: string
let output = ''

/** Asks again until the answer is there; how long that takes is the machine's affair, the test's time limit ends it. */
async function until<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await wait(200)
  }
}

async function page(path: string): Promise<Document | undefined> {
  const response = await fetch(address + path).catch(() => undefined)
  if (response?.status !== 200) return undefined
  return parseHTML(await response.text()).document as unknown as Document
}

beforeAll(async () => {
  project = await makeProject({
    '2020/da-dang/index.mdx': articleFile({ title: 'Đã đăng' }),
    '2020/nhap/index.mdx': articleFile({ title: 'Nháp', draft: 'true' }),
    '2040/hen/index.mdx': articleFile({ title: 'Hẹn', date: '"2040-01-02T03:04:00+07:00"' }),
    '2020/hong/index.mdx': articleFile({ title: 'Hỏng', author: undefined }),
  })
  const port = await freePort()
  address = `http://127.0.0.1:${port}`
  const astro = join(repository, 'node_modules/astro/bin/astro.mjs')
  const { PATH = '', HOME = '' } = process.env
  server = spawn(process.execPath, [astro, 'dev', '--host', '127.0.0.1', '--port', String(port)], {
    cwd: project.root,
    env: { PATH, HOME, ASTRO_TELEMETRY_DISABLED: '1', SITE_URL: address, NO_COLOR: '1' },
  })
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  await until(() => page('/'))
})

afterAll(async () => {
  if (server.exitCode === null && server.kill()) await once(server, 'exit')
  await project.dispose()
})

test('it starts with an article that has a mistake, says so, and shows the others', async () => {
  await until(() => /2020\/hong\/index\.mdx\n {2}line 2:1 {2}author: is missing/.test(output) || undefined)
  const titles = [...(await until(() => page('/'))).querySelectorAll('.teaser h2')].map(textOf)
  expect(titles).toEqual(['Hẹn', 'Đã đăng', 'Nháp'])
  await rm(join(project.root, 'content/articles/2020/hong'), { recursive: true })
})

test('an article leads to those before and after it, as in a build', async () => {
  const article = await until(() => page('/2020/da-dang/'))
  const hrefs = [...article.querySelectorAll('.in-time a')].map((link) => link.getAttribute('href'))
  expect(hrefs).toEqual(['/2020/nhap/', '/2040/hen/'])
})

test('a band says of a draft and of a future article that readers do not see it', async () => {
  const band = async (path: string) => textOf((await until(() => page(path))).querySelector('.byline .not-out'))
  expect(await band('/2020/nhap/')).toBe('Bản nháp, người đọc chưa thấy')
  expect(await band('/2040/hen/')).toBe('Hẹn đăng Thứ Hai, 02/01/2040, 03:04 (GMT+7), người đọc chưa thấy')
  expect(await band('/2020/da-dang/')).toBe('')
})

test('a page shows each component, its source and its result', async () => {
  const examples = await until(() => page('/vi-du/'))
  const sources = [...examples.querySelectorAll('pre')].map(textOf)
  const shown = sources.map((source) => /^(?:Đoạn .*? )?<(\w+)/.exec(source)?.[1])
  expect(shown.toSorted()).toEqual(Object.keys(components).sort())
  const results = '.wide img, .gallery img, .pull-quote, .aside, .timeline time, table.facts, video, a.watch img'
  expect(examples.querySelectorAll(results)).toHaveLength(1 + 3 + 1 + 1 + 3 + 2 + 1 + 1)
  const film = await fetch(address + examples.querySelector('video')?.getAttribute('src'))
  expect([film.status, film.headers.get('content-type')]).toEqual([200, 'video/mp4'])
})

test('a page has the styles that a build gives it and no other, and those of now', async () => {
  const styles = async () => [...((await page('/2020/da-dang/'))?.querySelectorAll('style') ?? [])].map(textOf)
  const [own = '', ...others] = await styles()
  expect(own).toContain('.byline')
  // The mark on what is not out yet has a style of its own.
  expect(others.filter((style) => !style.includes('not-out'))).toEqual([])
  const sheet = join(project.root, 'src/styles/article.css')
  await writeFile(sheet, `${await readFile(sheet, 'utf8')}\n.just-now { color: red }`)
  await until(async () => (await styles())[0]?.includes('.just-now') || undefined)
})

test('lists mark both', async () => {
  const teasers = [...(await until(() => page('/'))).querySelectorAll('.teaser')]
  const marks = teasers.map((teaser) => [
    textOf(teaser.querySelector('h2')),
    textOf(teaser.querySelector('.not-out')).split(/ Thứ|,/)[0],
  ])
  expect(marks).toEqual([
    ['Hẹn', 'Hẹn đăng'],
    ['Đã đăng', ''],
    ['Nháp', 'Bản nháp'],
  ])
})

test('a mistake is told in the terminal, the last good page stays, and the next good text comes', async () => {
  const file = '2020/da-dang/index.mdx'
  output = ''
  await writeArticles(project.root, { [file]: articleFile({ author: undefined }, 'Đoạn hỏng.') })
  const told = await until(() => /1 mistake in 1 file[\s\S]+write {2}author: .+/.exec(output)?.[0])
  expect(told).toContain(`content/articles/${file}\n  line 2:1  author: is missing`)
  expect(textOf((await until(() => page('/2020/da-dang/'))).querySelector('.text > p'))).toBe('Một đoạn văn.')
  await writeArticles(project.root, { [file]: articleFile({}, 'Đoạn đã chữa.') })
  await until(async () => {
    const text = textOf((await page('/2020/da-dang/'))?.querySelector('.text > p') ?? null)
    return text === 'Đoạn đã chữa.' || undefined
  })
})

test('a mistake in a page of the owner’s is told, too, when it comes', async () => {
  output = ''
  await writeArticles(project.root, {
    '../pages/lien-he.mdx': '---\ntitel: Liên hệ\ndescription: Một câu.\n---\n\nChữ.\n',
  })
  const told = await until(() => /1 mistake in 1 file[\s\S]+titel: there is no such field/.exec(output)?.[0])
  expect(told).toContain('content/pages/lien-he.mdx\n  line 2:1')
})

test('it sends the share card that a page names', async () => {
  const card = (await until(() => page('/2020/nhap/'))).querySelector('meta[property="og:image"]')
  const answer = await fetch(new URL(new URL(String(card?.getAttribute('content'))).pathname, address))
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
})
