import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { longArticleFile, readPage, textOf } from './pages.ts'

let page: Document
/** The source's blocks, as they stand between empty lines. */
let source: string[]

beforeAll(async () => {
  page = await readPage(inject('dist'), longArticleFile)
  const text = await readFile(new URL('../fixtures/first-article.txt', import.meta.url), 'utf8')
  source = text.split(/\n\n/).map((block) => block.replace(/^\n+|\n+$/g, ''))
})

describe('the first article is the source, word for word', () => {
  test('headline', () => {
    expect(textOf(page.querySelector('h1'))).toBe(source[0])
    expect(page.querySelectorAll('h1')).toHaveLength(1)
  })

  test('every paragraph, the caption with its credit, and the author, in order', () => {
    // After the title, the time and the lead, which the first paragraph repeats.
    const expected = source.slice(3)
    expect(expected).toHaveLength(11)
    const printed = [...page.querySelectorAll('.text > p, .text figcaption, .signature')].map((element) => {
      const standIn = element.querySelector('.stand-in')?.textContent ?? ''
      return element.textContent?.replace(standIn, '').replace(/\s+$/, '')
    })
    expect(printed).toEqual(expected)
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
