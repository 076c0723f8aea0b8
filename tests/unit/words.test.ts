import { describe, expect, test } from 'vitest'
import { listsOf } from '../../src/articles/lists.ts'
import { nearest } from '../../src/markdown/nearest.ts'
import { paths, sitePath, siteUrl } from '../../src/routes.ts'
import { splitCredit } from '../../src/vietnamese/credit.ts'
import { foldMarks, slugify } from '../../src/vietnamese/slug.ts'
import { countSyllables, readingMinutes } from '../../src/vietnamese/syllables.ts'

test('syllables are what stands between white space and has a letter or digit', () => {
  expect(countSyllables('Nghị quyết T.Ư 4, khóa XII –  về\ntăng cường')).toBe(9)
  expect(countSyllables(' … – ')).toBe(0)
})

test('reading time is in whole minutes, at least one', () => {
  // 240 syllables a minute, rounded to the nearest: 370 are a minute and a half, 310 a little more than one.
  expect([0, 100, 310, 370, 937, 3000].map(readingMinutes)).toEqual([1, 1, 1, 2, 4, 13])
})

test('a slug is plain letters, đ among them', () => {
  expect(slugify('Đảng bộ thị trấn Tam Sơn (Sông Lô): 285 đảng viên!')).toBe(
    'dang-bo-thi-tran-tam-son-song-lo-285-dang-vien',
  )
  expect(slugify('…')).toBe('')
})

test('folding takes every mark off and keeps the letters', () => {
  expect(foldMarks('ĐƯỜNG ở Huế, quỹ')).toBe('DUONG o Hue, quy')
})

describe('a credit is told apart from its caption', () => {
  test.each([
    ['Kiểm tra hồ sơ. Ảnh: Đào Thử', 'Kiểm tra hồ sơ.', 'Đào Thử'],
    ['Kiểm tra hồ sơ (Ảnh: Đào Thử)', 'Kiểm tra hồ sơ', 'Đào Thử'],
    ['Ảnh: TTXVN', '', 'TTXVN'],
    ['Hai bức\nảnh đẹp. Ảnh : Vũ An', 'Hai bức\nảnh đẹp.', 'Vũ An'],
    ['Chợ quê. Tranh: Lê Mẫu', 'Chợ quê.', 'Lê Mẫu'],
    ['Giá xăng. Đồ họa: Phạm Kiểm', 'Giá xăng.', 'Phạm Kiểm'],
    ['Bến sông. Nguồn ảnh: TTXVN', 'Bến sông.', 'TTXVN'],
  ])('%j', (text, caption, credit) => {
    expect(splitCredit(text)).toEqual({ caption, credit })
  })

  test('and not invented where there is none', () => {
    expect(splitCredit('Ông Ảnh cho biết')).toEqual({ caption: 'Ông Ảnh cho biết' })
  })
})

test('the nearest word is one that somebody may have meant', () => {
  expect(nearest('autor', ['title', 'author', 'date'])).toBe('author')
  expect(nearest('desc', ['title', 'author', 'date'])).toBeUndefined()
})

test('names that make one slug are one list', () => {
  const lists = listsOf('chu-de', [
    { author: [], tags: ['Đảng'] },
    { author: [], tags: ['đảng', 'Dang'] },
  ])
  expect(lists.map(({ name, slug, articles }) => [name, slug, articles.length])).toEqual([['Đảng', 'dang', 2]])
})

test('paths and addresses keep the base path', () => {
  expect(sitePath(paths.article('2018/bai'), '/bao')).toBe('/bao/2018/bai/')
  expect(sitePath(paths.home, '/')).toBe('/')
  expect(siteUrl(paths.author('Bình Duyên'), 'https://a.vn/bao')).toBe('https://a.vn/bao/tac-gia/binh-duyen/')
})
