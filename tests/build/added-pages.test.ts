import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { policyProblems } from '../../src/hosts/policy-check.ts'
import { articleFile, build, makeProject } from '../project.ts'
import { readPage } from './pages.ts'

/* Pages as an Astro developer adds them: a file in src/pages/, and nothing else. */

const page = (head: string, body = '') => `---
import Page from '../layouts/Page.astro'
import Part from './_parts/Part.astro'
---

<Page head={{ ${head} }}>
  <h1>Trang thêm</h1>
  <Part />
</Page>
${body}`

const pages = {
  '_parts/Part.astro': '<p>Một phần.</p>\n',
  've-chung-toi.astro': page(
    "title: 'Về chúng tôi', description: 'Ai làm báo này.'",
    '<!-- Search engines may list it: no noindex here. -->\n<style>h1 { color: red; }</style>\n<script>console.log(1)</script>\n',
  ),
  'viet-tay.md':
    '---\nlayout: ../layouts/Page.astro\ntitle: Viết tay\ndescription: Bằng Markdown.\n---\n\n# Viết tay\n\nMột đoạn.\n',
  'giới-thiệu.astro': page("title: 'Giới thiệu'"),
  'tat-ca/[...so].astro': page("title: 'Tất cả'")
    .replaceAll("'../", "'../../")
    .replace('./_', '../_')
    .replace('---\n\n', "export const getStaticPaths = () => [{ params: { so: '1' } }]\n---\n\n"),
  'rieng/index.astro': page("title: 'Riêng', noindex: true").replaceAll("'../", "'../../").replace('./_', '../_'),
}

let project: Awaited<ReturnType<typeof makeProject>>
let dist: string

beforeAll(async () => {
  project = await makeProject({
    '2020/bai-thu/index.mdx': articleFile(
      {},
      'Xem [về chúng tôi](/ve-chung-toi/), [viết tay](/viet-tay/) và [tất cả](/tat-ca/1/).',
    ),
    '2020/bai-hong/index.mdx': articleFile({ title: 'Bài hai' }, 'Xem [một phần](/_parts/Part/).'),
  })
  for (const [path, contents] of Object.entries(pages)) {
    const file = join(project.root, 'src/pages', path)
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(file, contents)
  }
  dist = join(project.root, 'dist')
  const { code, output } = await build(project.root, { SITE_URL: 'https://bao.example/bao' })
  expect(code, output).toBe(0)
})

afterAll(() => project.dispose())

test.each([
  ['ve-chung-toi', 'Về chúng tôi'],
  ['viet-tay', 'Viết tay'],
])('%s has a head of its own, and is canonical and listed', async (path, title) => {
  const { head } = await readPage(dist, `${path}/index.html`)
  expect(head.querySelector('title')?.textContent).toContain(title)
  expect(head.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(`https://bao.example/bao/${path}/`)
  expect(head.querySelector('meta[name=robots]')?.getAttribute('content')).toBe('max-image-preview:large')
})

test('the sitemap has each of them, but the one that says noindex and what is no page', async () => {
  const sitemap = await readFile(join(dist, 'sitemap-trang.xml'), 'utf8')
  const paths = [...sitemap.matchAll(/<loc>https:\/\/bao.example\/bao\/(.*?)<\/loc>/g)].map(([, path]) => path)
  expect(paths).toEqual(expect.arrayContaining(['ve-chung-toi/', 'viet-tay/', encodeURI('giới-thiệu/')]))
  expect(paths.filter((path) => /rieng|_parts|\.md/.test(String(path)))).toEqual([])
})

test('a style and a script of its own are files, which the policy of all pages lets in', async () => {
  const html = await readFile(join(dist, 've-chung-toi/index.html'), 'utf8')
  expect(html).toMatch(/<link rel="stylesheet" href="\/bao\/_astro\/ve-chung-toi\.[^"]+\.css">/)
  expect(html).toMatch(/<script type="module" src="\/bao\/_astro\/[^"]+\.js"><\/script>/)
  expect(policyProblems(html, '')).toEqual([])
})

test('a link to it is alive, and one to what is no page is not', async () => {
  const command = ['src/run.js', 'src/desk/commands/check.ts']
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: project.root }).catch((error) => error)
  expect(stdout).toContain('/_parts/Part/')
  expect(stdout).not.toMatch(/ve-chung-toi|viet-tay|tat-ca/)
})
