import { cp, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { filesBelow } from '../../src/articles/files.ts'
import { build, makeProject, repository } from '../project.ts'
import { longArticleFile, readPage, textOf } from './pages.ts'

let page: Document
/** The source's blocks, as they stand between empty lines. */
let source: string[]

beforeAll(async () => {
  page = await readPage(inject('dist'), longArticleFile)
  const text = await readFile(new URL('../fixtures/first-article.txt', import.meta.url), 'utf8')
  source = text.split(/\n\n/).map((block) => block.replace(/^\n+|\n+$/g, ''))
})

/** The paragraphs of a page as they are printed, its caption with the credit, and its author. */
const printed = (of: Document) =>
  [...of.querySelectorAll('.text > p, .text figcaption, .signature')].map((element) => {
    const standIn = element.querySelector('.stand-in')?.textContent ?? ''
    return element.textContent?.replace(standIn, '').replace(/\s+$/, '')
  })

// The one test that reads what is the owner's: the article that the site began with.
test('the first article, where the owner still has it, is its source', async (context) => {
  const articles = join(repository, 'content/articles')
  const files = filesBelow(articles).filter((name) => name.endsWith('index.mdx'))
  const texts = await Promise.all(
    files.map(async (name) => [name, await readFile(join(articles, name), 'utf8')] as const),
  )
  const file = texts.find(([, text]) => text.includes(`title: ${source[0]}\n`))?.[0]
  if (!file) {
    console.log('the first article is not in content/: it was not held to its source')
    return context.skip()
  }
  const project = await makeProject({})
  await cp(join(articles, dirname(file)), join(project.root, 'content/articles', dirname(file)), { recursive: true })
  const { code, output } = await build(project.root)
  expect(code, output).toBe(0)
  expect(printed(await readPage(join(project.root, 'dist'), `${dirname(file)}/index.html`))).toEqual(source.slice(3))
  await project.dispose()
})

describe('the long article is its source, word for word', () => {
  test('headline', () => {
    expect(textOf(page.querySelector('h1'))).toBe(source[0])
    expect(page.querySelectorAll('h1')).toHaveLength(1)
  })

  test('every paragraph, the caption with its credit, and the author, in order', () => {
    // After the title, the time and the lead, which the first paragraph repeats.
    const expected = source.slice(3)
    expect(expected).toHaveLength(11)
    expect(printed(page)).toEqual(expected)
  })

  test('the lead is the description, and is not printed twice', () => {
    const lead = source[2]?.replace(/\s+$/u, '')
    expect(page.querySelector('meta[name=description]')?.getAttribute('content')).toBe(lead)
    expect(textOf(page.querySelector('main')).split(String(lead))).toHaveLength(2)
  })
})

test('date and reading time stand as newspapers print them', () => {
  const time = page.querySelector('.byline time')
  expect(textOf(time)).toBe('Thứ Sáu, 07/09/2018, 08:09 (GMT+7)')
  expect(time?.getAttribute('datetime')).toBe('2018-09-07T08:09:00+07:00')
  expect(textOf(page.querySelector('.byline'))).toContain('4 phút đọc')
})

test('the picture says that it stands in, in the order alt, caption, credit', () => {
  const figure = page.querySelector('.text > p + figure')
  expect(figure?.querySelector('img')?.getAttribute('alt')).toMatch(/^Nhìn từ trên xuống bàn làm việc/)
  expect(textOf(figure?.querySelector('figcaption') ?? null)).toBe(
    'Việc kiểm tra hồ sơ đảng viên, nắm bắt tư tưởng đảng viên được cấp ủy thị trấn Tam Sơn thường xuyên thực hiện. ' +
      'Ảnh: Dương Hà Hình minh họa. Ảnh gốc của Dương Hà không kèm theo bản nguồn.',
  )
})

test('landmarks, language and the skip link are there', () => {
  expect(page.documentElement.lang).toBe('vi')
  for (const landmark of ['header', 'main', 'footer']) expect(page.querySelectorAll(landmark)).toHaveLength(1)
  const target = page.querySelector(String(page.querySelector('.skip-link')?.getAttribute('href')))
  expect(target?.getAttribute('tabindex')).toBe('-1')
})
