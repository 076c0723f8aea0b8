import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import { expect, test } from 'vitest'
import { type CitedArticle, formats } from '../../src/reader/citations.ts'

const article: CitedArticle = {
  headline: 'Đường về 100% & {phố} cũ_mới',
  description: 'Lời dẫn.',
  url: 'https://bao.example/2018/duong-ve/',
  inLanguage: 'vi',
  datePublished: '2018-09-07T00:09:00+07:00',
  author: [{ name: 'Bình Duyên' }, { name: 'Vũ An' }],
  publisher: { name: 'Báo Thử' },
}

test('a BibTeX parser reads it, with names whole and letters kept', () => {
  const [item] = new Cite(formats.BibTeX.write(article)).data
  expect(item?.title).toBe('Đường về 100% & {phố} cũ_mới')
  expect(JSON.stringify(item?.author)).toContain('Bình Duyên')
  expect(item?.URL).toBe(article.url)
})

test('RIS and CSL-JSON name the newspaper article, each author in one piece, and the day in Viet Nam', () => {
  const ris = formats.RIS.write(article).split('\r\n')
  expect(ris).toEqual(expect.arrayContaining(['TY  - NEWS', 'AU  - Bình Duyên', 'AU  - Vũ An', 'DA  - 2018/09/07']))
  expect(ris.at(-2)).toBe('ER  - ')
  const [item] = JSON.parse(formats['CSL-JSON'].write(article))
  expect(item).toMatchObject({
    id: '2018-duong-ve',
    type: 'article-newspaper',
    author: [{ literal: 'Bình Duyên' }, { literal: 'Vũ An' }],
    issued: { 'date-parts': [[2018, 9, 7]] },
    'container-title': 'Báo Thử',
  })
})

test('a moment that is written in UTC has the day that the page has', () => {
  const lastOfYear = { ...article, datePublished: '2020-12-31T20:00:00Z' }
  expect(formats.RIS.write(lastOfYear)).toContain('PY  - 2021\r\nDA  - 2021/01/01\r\n')
})

test('what was published elsewhere first is cited from there', () => {
  const republished = { ...article, isBasedOn: { publisher: { name: 'Báo Vĩnh Phúc' } } }
  expect(formats.RIS.write(republished)).toContain('T2  - Báo Vĩnh Phúc\r\n')
})
