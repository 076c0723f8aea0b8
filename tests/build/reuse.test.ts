import { execFileSync } from 'node:child_process'
import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manifestFile } from '../../src/hosting/manifest.ts'
import { articleFile, build, makeProject, photo, writeArticles } from '../project.ts'

const env = { SITE_URL: 'https://bao.example' }
let files: Record<string, string | Uint8Array>
let project: Awaited<ReturnType<typeof makeProject>>
let dist: string

/** An article of the test's archive; every ninth has a photo. */
const article = (i: number, text = 'Một đoạn văn.') =>
  articleFile(
    {
      title: `Bài số ${i}`,
      date: `"2020-03-${String((i % 28) + 1).padStart(2, '0')}T05:06:00+07:00"`,
      tags: `[Thử, Nhóm ${i % 3}]`,
      ...(i % 9 === 0 && { photo: '\n  src: a.jpg\n  alt: Ảnh' }),
    },
    text,
  )

beforeAll(async () => {
  const picture = await photo(400)
  files = Object.fromEntries(
    Array.from({ length: 45 }, (_, i) => [
      [`2020/bai-${i}/index.mdx`, article(i)],
      ...(i % 9 === 0 ? [[`2020/bai-${i}/a.jpg`, picture] as const] : []),
    ]).flat() as [string, string][],
  )
  project = await makeProject(files)
  dist = join(project.root, 'dist')
  const built = await build(project.root, env)
  if (built.code !== 0) throw new Error(built.output)
})

afterAll(() => project.dispose())

const manifest = (root = project.root) => readFile(join(root, 'dist', manifestFile), 'utf8')

/** How many files a build took from the one before it. */
async function rebuild(): Promise<number> {
  const { code, output } = await build(project.root, env)
  expect(code, output).toBe(0)
  expect(execFileSync('sha256sum', ['--quiet', '-c', manifestFile], { cwd: dist }).toString()).toBe('')
  return Number(/(\d+) files are as the last build left them/.exec(output)?.[1] ?? 0)
}

/** The manifest of a build that knows of no other. */
async function manifestOfWhole(changed: typeof files, lock: string): Promise<string> {
  const other = await makeProject(changed)
  await writeFile(join(other.root, 'content/permalinks.txt'), lock)
  const built = await build(other.root, env)
  expect(built.code, built.output).toBe(0)
  const text = await manifest(other.root)
  await other.dispose()
  return text
}

const lock = () => readFile(join(project.root, 'content/permalinks.txt'), 'utf8')

test('where nothing changed all articles are left as they are, and the manifest is the same', async () => {
  const before = await manifest()
  const page = join(dist, '2020/bai-7/index.html')
  const { ino } = await stat(page)
  expect(await rebuild()).toBeGreaterThan(45 * 8)
  expect(await manifest()).toBe(before)
  expect((await stat(page)).ino, 'the very file').toBe(ino)
})

test('a changed headline, a new article and a removed one change what they stand on, to the bytes of a whole build', async () => {
  files['2020/bai-9/index.mdx'] = article(9).replace('Bài số 9', 'Bài số chín')
  files['2020/bai-46/index.mdx'] = article(46, 'Đoạn mới.')
  await writeArticles(project.root, files)
  expect(await rebuild()).toBeGreaterThan(45 * 4)
  expect(await readFile(join(dist, 'tac-gia/nguoi-thu/rss.xml'), 'utf8')).toContain('bai-')
  expect(await manifest()).toBe(await manifestOfWhole(files, await lock()))

  delete files['2020/bai-44/index.mdx']
  await rm(join(project.root, 'content/articles/2020/bai-44'), { recursive: true })
  const shorter = (await lock()).replace(/^(2020\/bai-44) .*$/m, '$1 removed')
  await writeFile(join(project.root, 'content/permalinks.txt'), shorter)
  await rebuild()
  expect(await manifest()).toBe(await manifestOfWhole(files, shorter))
})

test('what somebody wrote into dist/ is no part of the next build', async () => {
  const before = await manifest()
  // A file that is younger than the build that made it.
  await new Promise((resolve) => setTimeout(resolve, 20))
  await appendFile(join(dist, '2020/bai-3/index.html'), 'lạ')
  expect(await rebuild()).toBe(0)
  expect(await manifest()).toBe(before)
  await rm(join(dist, '2020/bai-3/index.html'))
  expect(await rebuild()).toBe(0)
  expect(await manifest()).toBe(before)
})

test('a change of the code makes everything anew', async () => {
  const site = join(project.root, 'src/site.ts')
  await writeFile(site, (await readFile(site, 'utf8')).replace("'Trang Đọc'", "'Báo Thử'"))
  expect(await rebuild()).toBe(0)
  expect(await readFile(join(dist, '2020/bai-3/index.html'), 'utf8')).toContain('Báo Thử')
})
