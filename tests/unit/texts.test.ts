import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { readAllArticles } from '../../src/articles/read-all.ts'
import { hasTexts, readText } from '../../src/articles/texts.ts'
import { readJson, writeJson } from '../../src/cache/checked-file.ts'
import { articleFile, makeProject, writeArticles } from '../project.ts'

const project = await makeProject({})
const { root } = project
const texts = (year: string) => join(root, '.cache/texts', year)
const read = async () => (await readAllArticles(root, () => true)).articles
const words = async (article: { file: string; text: string }) => (await readText(root, article)).blocks.join()

beforeEach(async () => {
  for (const path of ['content', '.cache']) rmSync(join(root, path), { recursive: true, force: true })
  await writeArticles(root, {
    '2019/mot/index.mdx': articleFile({ date: '"2019-03-04T05:06:00+07:00"' }, 'Đoạn của bài một.'),
    '2020/hai/index.mdx': articleFile({}, 'Đoạn của bài hai.'),
    '2020/ba/index.mdx': articleFile({}, 'Đoạn của bài ba.'),
  })
})

afterAll(() => project.dispose())

test('every text is read as it was compiled, from one file a year', async () => {
  const articles = await read()
  const found = await Promise.all(articles.map(words))
  expect(found.map((text) => /của bài (.*?)\./.exec(text)?.[1])).toEqual(['một', 'ba', 'hai'])
  expect([hasTexts(root, '2019'), hasTexts(root, '2020'), hasTexts(root, '2021')]).toEqual([true, true, false])
})

test('a text that changes leaves the others of its year', async () => {
  await read()
  await writeArticles(root, { '2020/hai/index.mdx': articleFile({}, 'Đoạn khác, dài hơn trước.') })
  const found = await Promise.all((await read()).map(words))
  expect(found.join()).toMatch(/bài một.*bài ba.*khác, dài hơn/)
  expect(readFileSync(texts('2020'), 'utf8')).not.toContain('bài hai')
})

test.each([
  ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['empty', () => ''],
  ['of another kind', () => 'null'],
])('a file that is %s is compiled anew', async (_, damage) => {
  for (const name of ['2020', '2020.json']) {
    const articles = await read()
    writeFileSync(texts(name), damage(readFileSync(texts(name))))
    const found = await Promise.all(articles.map(words))
    expect(found.join()).toMatch(/bài một.*bài ba.*bài hai/)
    expect(hasTexts(root, '2020'), 'the next build compiles the year').toBe(false)
    await read()
    expect(hasTexts(root, '2020')).toBe(true)
  }
})

test('what another process has written anew is found', async () => {
  const [, article] = await read()
  if (!article) throw new Error('no article')
  expect(await words(article)).toContain('bài ba')
  const before = Buffer.from('another text')
  writeFileSync(texts('2020'), Buffer.concat([before, readFileSync(texts('2020'))]))
  const places = Object.entries(readJson<Record<string, [number, number]>>(texts('2020.json')) ?? {})
  const moved = places.map(([hash, [from, length]]) => [hash, [from + before.length, length]])
  writeJson(texts('2020.json'), Object.fromEntries(moved))
  expect(await words(article)).toContain('bài ba')
  expect(hasTexts(root, '2020'), 'nothing was lost').toBe(true)
})

test('a year without articles is forgotten', async () => {
  await read()
  rmSync(join(root, 'content/articles/2019'), { recursive: true })
  await read()
  expect([hasTexts(root, '2019'), hasTexts(root, '2020')]).toEqual([false, true])
})
