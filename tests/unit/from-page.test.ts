import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { draftFromHtml } from '../../src/desk/from-html.ts'
import { makeArticle } from '../../src/desk/new-article.ts'
import { photo } from '../project.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const sentence = (n: number) =>
  `Câu thứ ${n} đủ dài để được coi là một đoạn của bài, không phải là một nhãn hay một đường dẫn.`
const page = (text: string, head = '') =>
  `<html><head><meta charset="utf-8"><title>Bài thử của trang</title>${head}</head><body><h1>Bài thử của trang</h1><div class="article-body">${text}</div></body></html>`
const read = (html: string) => draftFromHtml(Buffer.from(html), join(folder, 'bai.html'))
const paragraphs = (...numbers: number[]) => numbers.map((n) => `<p>${sentence(n)}</p>`).join('')

describe('a saved page', () => {
  test('gives author and source of a byline with both, and no paragraph of it', async () => {
    const byline = '<p class="Normal" style="text-align:right;"><strong>Minh An</strong> <em>(theo Reuters)</em></p>'
    const draft = await read(page(paragraphs(1, 2, 3) + byline))
    expect(draft).toMatchObject({ author: ['Minh An'], source: { name: 'Reuters' } })
    expect(draft.blocks).toEqual([1, 2, 3].map(sentence))
  })

  test('places its photo by paragraphs, as the build counts', async () => {
    const text = `${paragraphs(1)}<h2>Cây bưởi</h2><ul><li>Bưởi Diễn: 120 ha</li><li>Bưởi đỏ: 40 ha</li></ul>${paragraphs(2)}<figure><img src="bai_files/buoi.jpg"><figcaption>Vườn bưởi. Ảnh: Đào Thử</figcaption></figure>${paragraphs(3, 4)}`
    await mkdir(join(folder, 'bai_files'))
    await writeFile(join(folder, 'bai_files/buoi.jpg'), await photo(400))
    const { file } = await makeArticle(folder, await read(page(text)), 0)
    expect(await readFile(join(folder, file), 'utf8')).toMatch(/photo:\n {2}src: "buoi\.jpg"[\s\S]*\n {2}position: 2\n/)
  })

  test('has each half of a paragraph with a picture in it once', async () => {
    const text = `${paragraphs(1, 2, 3, 4)}<p>Câu trước ảnh nói về chuyện làng bên sông năm ấy. <img src="a.jpg" width="600" height="400"> Câu sau ảnh kể tiếp chuyện người đi xa trở về nhà.</p>`
    const { blocks, photos } = await read(page(text))
    expect(blocks.slice(4)).toEqual([
      'Câu trước ảnh nói về chuyện làng bên sông năm ấy.',
      'Câu sau ảnh kể tiếp chuyện người đi xa trở về nhà.',
    ])
    expect(photos.map(({ after }) => after)).toEqual([5])
  })

  test('leaves out buttons, labels of boxes, and captions that stand once more in the text', async () => {
    const figure =
      '<figure><img src="a.jpg"><a class="btn-zoom" role="button">Phóng to</a><figcaption>Cảnh họp ở xã vùng cao. Ảnh: Đào Thử</figcaption></figure><p>Cảnh họp ở xã vùng cao.</p>'
    const { blocks, photos } = await read(
      page(
        `${paragraphs(1)}${figure}${paragraphs(2)}<div>TIN MỚI</div><p>Phóng to</p>${paragraphs(3)}<p>QUẢNG CÁO</p>`,
      ),
    )
    expect(blocks).toEqual([1, 2, 3].map(sentence))
    expect(photos).toMatchObject([{ caption: 'Cảnh họp ở xã vùng cao.', credit: 'Đào Thử', after: 1 }])
  })

  test('is made without a picture that is broken, with a note', async () => {
    await mkdir(join(folder, 'bai_files'))
    await writeFile(join(folder, 'bai_files/a.jpg'), (await photo(400)).slice(0, 5000))
    const draft = await read(
      page(
        `${paragraphs(1, 2)}<figure><img src="bai_files/a.jpg"><figcaption>Cảnh họp.</figcaption></figure>${paragraphs(3)}`,
      ),
    )
    const { file, notes } = await makeArticle(folder, draft, 0)
    expect(notes.join()).toMatch(/a\.jpg cannot be read as a picture/)
    expect(await readFile(join(folder, file), 'utf8')).toContain(sentence(3))
  })

  test('with a cell of a hundred million columns ends', { timeout: 5_000 }, async () => {
    const table =
      '<table><tr><td colspan=100000000 rowspan=100000000>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>'
    const { blocks } = await read(page(paragraphs(1, 2, 3) + table))
    expect(blocks.at(-1)).toMatch(/\| a \| b \|/)
  })

  test.each<[what: string, html: string, sentence: RegExp]>([
    ['300,000 items', page(`${paragraphs(1, 2)}<ul>${'<li>a'.repeat(300_000)}`), /over 250000 tags/],
    ['300,000 spans', page(`${paragraphs(1, 2)}<p>${'<span>a</span>'.repeat(300_000)}</p>`), /over 250000 tags/],
    ['elements 5,000 deep', page(`${'<x-a>'.repeat(5_000)}${paragraphs(1, 2)}`), /nests over 500/],
  ])('of %s is refused in a sentence', { timeout: 10_000 }, async (_, html, told) => {
    await expect(read(html)).rejects.toThrow(told)
  })

  test('with 100,000 attributes ends', { timeout: 10_000 }, async () => {
    const attributes = Array.from({ length: 100_000 }, (_, i) => `data-a${i}="1"`).join(' ')
    const { blocks } = await read(page(`<div ${attributes}>${paragraphs(1, 2, 3)}</div>`))
    expect(blocks).toEqual([1, 2, 3].map(sentence))
  })

  test.each([
    [
      'a list of articles',
      (n: number) => `<article><h3><a href="/a-${n}.html">Bài số ${n}</a></h3><p>${sentence(n)}</p></article>`,
    ],
    [
      'a front page',
      (n: number) =>
        `<div class="box"><h2><a href="/a-${n}.html">Bài số ${n}</a></h2><p>${sentence(n)} ${sentence(n)}</p></div>`,
    ],
  ])('that is %s is refused', async (_, teaser) => {
    const html = `<html><head><title>Báo Thử</title></head><body><div class="main">${Array.from({ length: 20 }, (_, n) => teaser(n)).join('')}</div></body></html>`
    await expect(read(html)).rejects.toThrow(/list of articles or a front page/)
  })

  test('saved by a phone as MHTML is read with its pictures', async () => {
    const picture = Buffer.from(await photo(400))
    const html = page(
      `${paragraphs(1, 2)}<figure><img src="https://a.example/anh/hop.jpg"><figcaption>Cảnh họp. Ảnh: Đào Thử</figcaption></figure>${paragraphs(3)}`,
    )
    const quoted = [...Buffer.from(html)]
      .map((byte) =>
        byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte),
      )
      .join('')
      .replace(/(.{70}(?!=?[\dA-F]))/g, '$1=\r\n')
    const archive = [
      'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Ranh--abc"\r\n',
      `\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/bai.html\r\n\r\n${quoted}\r\n`,
      `\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/anh/hop.jpg\r\n\r\n${picture.toString('base64').replace(/(.{76})/g, '$1\r\n')}\r\n`,
    ].join('------Ranh--abc')
    const draft = await draftFromHtml(Buffer.from(`${archive}------Ranh--abc--\r\n`), join(folder, 'bai.mhtml'))
    expect(draft.blocks).toEqual([1, 2, 3].map(sentence))
    expect(draft.photos).toMatchObject([{ caption: 'Cảnh họp.', credit: 'Đào Thử', after: 2 }])
    expect(draft.photos[0]?.bytes?.equals(picture)).toBe(true)
  })
})
