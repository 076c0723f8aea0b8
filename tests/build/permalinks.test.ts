import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { articleFile, build, makeProject, writeArticles } from '../project.ts'
import { readPage } from './pages.ts'

const env = { SITE_URL: 'https://bao.example/doc' }
const text = 'Đoạn một.\n\nĐoạn hai.\n\nĐoạn ba.'
let project: Awaited<ReturnType<typeof makeProject>>
let lock: string

beforeAll(async () => {
  project = await makeProject({ '2020/bai-cu/index.mdx': articleFile({}, text) })
  const { code, output } = await build(project.root, env)
  expect(code, output).toBe(0)
  expect(output).toContain('content/permalinks.txt has new permalinks or paragraphs: commit it')
  lock = await readFile(join(project.root, 'content/permalinks.txt'), 'utf8')
  expect(lock).toMatch(/^2020\/bai-cu(?: p[a-z0-9]{4}){3}$/m)
})

afterAll(() => project.dispose())

const idsOf = async (file: string) =>
  [...(await readPage(join(project.root, 'dist'), file)).querySelectorAll('.text > p')].map((p) => p.id)

test('a corrected paragraph keeps the id that was published', async () => {
  const before = await idsOf('2020/bai-cu/index.html')
  await writeArticles(project.root, {
    '2020/bai-cu/index.mdx': articleFile({}, text.replace('Đoạn hai.', 'Đoạn thứ hai, đã sửa.')),
  })
  expect((await build(project.root, env)).code).toBe(0)
  expect(await idsOf('2020/bai-cu/index.html')).toEqual(before)
})

test('a build that would lose a paragraph stops', async () => {
  await writeArticles(project.root, { '2020/bai-cu/index.mdx': articleFile({}, 'Đoạn một.\n\nĐoạn ba.') })
  const { code, output } = await build(project.root, env)
  expect(code).toBe(1)
  expect(output).toMatch(/#p[a-z0-9]{4} was a paragraph that links may point at/)
  expect(output).toContain('write  line 3 of content/permalinks.txt without it')
  await writeArticles(project.root, { '2020/bai-cu/index.mdx': articleFile({}, text) })
})

test('a renamed folder stops the build with the line to add; with it the old address leads to the new', async () => {
  await rename(join(project.root, 'content/articles/2020/bai-cu'), join(project.root, 'content/articles/2020/bai-moi'))
  const failed = await build(project.root, env)
  expect(failed.code).toBe(1)
  expect(failed.output).toContain('/2020/bai-cu/ was published, and nothing answers to it')
  expect(failed.output).toContain('write  aliases: [/2020/bai-cu/]  in content/articles/2020/bai-moi/index.mdx')
  await writeArticles(project.root, { '2020/bai-moi/index.mdx': articleFile({ aliases: '[/2020/bai-cu/]' }, text) })
  const { code, output } = await build(project.root, env)
  expect(code, output).toBe(0)
  const stub = await readPage(join(project.root, 'dist'), '2020/bai-cu/index.html')
  expect(stub.documentElement.lang).toBe('vi')
  expect(stub.querySelector('meta[http-equiv=refresh]')?.getAttribute('content')).toBe('0; url=/doc/2020/bai-moi/')
  expect(stub.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe('https://bao.example/doc/2020/bai-moi/')
  expect(stub.querySelector('a')?.getAttribute('href')).toBe('/doc/2020/bai-moi/')
  const feed = JSON.parse(await readFile(join(project.root, 'dist/feed.json'), 'utf8'))
  // Readers of the feed have read it already.
  expect(feed.items[0]).toMatchObject({
    id: 'https://bao.example/doc/2020/bai-cu/',
    url: 'https://bao.example/doc/2020/bai-moi/',
  })
})

test('a removed article answers with a page that says so', async () => {
  const removed = await makeProject({ '2020/con-lai/index.mdx': articleFile({}, text) })
  await writeArticles(removed.root, { '../permalinks.txt': '2020/bai-go removed\n' })
  const { code, output } = await build(removed.root, env)
  expect(code, output).toBe(0)
  const page = await readPage(join(removed.root, 'dist'), '2020/bai-go/index.html')
  expect(page.querySelector('h1')?.textContent).toBe('Bài này đã được gỡ')
  expect(page.querySelector('meta[name=robots]')?.getAttribute('content')).toBe('noindex')
  await removed.dispose()
})
