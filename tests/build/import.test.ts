import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { importExport } from '../../src/desk/import/import.ts'
import { servePreview } from '../../src/hosts/preview.ts'
import { keepOneCard } from '../one-card.ts'
import { build, makeProject } from '../project.ts'
import { ask, freePort } from '../serve.ts'
import { post, wxr } from '../wordpress.ts'
import { readPage, runTogether, textOf } from './pages.ts'

const project = await makeProject({})
afterAll(() => project.dispose())

const [posts, env] = [500, { SITE_URL: 'http://localhost' }]
const numbers = Array.from({ length: posts }, (_, i) => i + 1)

test('an imported site is built whole: every old address leads to its article, and no paragraph is lost', async () => {
  const old = join(project.root, 'xuat')
  await mkdir(old)
  const content = (i: number) =>
    `Đoạn một của bài ${i}.\n\nĐoạn hai {ngoặc} & <em>nhấn ${i}</em>.\n\n<ul><li>Mục ${i}</li></ul>`
  await writeFile(join(old, 'xuat.xml'), wxr(numbers.map((i) => post(i, content(i))).join('')))
  const { made } = await importExport(project.root, join(old, 'xuat.xml'), Date.parse('2026-11-24T08:00:00+07:00'))
  expect(made).toHaveLength(posts)
  // Five hundred cards to draw would take half of the time.
  await keepOneCard(project.root, join(project.root, '.cache/pictures'))
  const { code, output } = await build(project.root, env)
  expect(code, output).toBe(0)

  const dist = join(project.root, 'dist')
  const lists = ['index.html', '2019/index.html', '2019/trang/2/index.html']
  const pages = await Promise.all(lists.map((file) => readPage(dist, file)))
  expect(pages.map((page) => page.querySelectorAll('.pager a').length)).toEqual([2, 1, 2])
  expect(pages.flatMap(runTogether)).toEqual([])
  const server = await servePreview(dist, undefined, await freePort())
  try {
    const origin = `http://localhost:${server.port}`
    for (const [n, file] of made.entries()) {
      const i = n + 1
      const path = file.replace('content/articles', '').replace('index.mdx', '')
      for (const address of [`/2019/05/bai-so-${i}.html`, `/?p=${i}`, `/2019/05/ten-cu-${i}.html`]) {
        const { status, headers } = await ask(origin + address)
        expect([status, new URL(String(headers.location), origin).pathname], address).toEqual([301, path])
      }
      const text = textOf((await readPage(dist, `${path.slice(1)}index.html`)).querySelector('.text'))
      for (const words of [`Đoạn một của bài ${i}.`, `Đoạn hai {ngoặc} & nhấn ${i}.`, `Mục ${i}`])
        expect(text).toContain(words)
    }
  } finally {
    await server.stop()
  }
})
