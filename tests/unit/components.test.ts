import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readArticle } from '../../src/articles/read.ts'
import { compileText } from '../../src/markdown/compile.ts'
import { formatProblems } from '../../src/problem.ts'
import { dateAtStart } from '../../src/vietnamese/event-date.ts'
import { articleFile, photo, writeArticles } from '../project.ts'

/** What a text becomes; a picture stands as `[src|alt|…]`, and a bar where the style sheet is fetched. */
async function html(markdown: string): Promise<string> {
  const { blocks, begins, problems } = await compileText(markdown, 'a.mdx')
  expect(problems).toEqual([])
  return blocks
    .map((block, i) => {
      const { src, alt, size, plain, video, license } = typeof block === 'string' ? ({} as never) : block
      const picture = [src, alt, size, plain && 'plain', video?.src, license].filter(Boolean).join('|')
      return `${i === begins.component ? '¦' : ''}${typeof block === 'string' ? block : `[${picture}]`}`
    })
    .join('')
    .replace(/ id="p[a-z0-9]{4}"/g, '')
    .replace(/>\n+</g, '><')
}

describe('components become plain elements', () => {
  test.each([
    [
      'an aside',
      '<Aside title="Tên">\n\nMột.\n\n</Aside>',
      '¦<aside class="aside" aria-label="Tên"><p class="title"><strong>Tên</strong></p><p>Một.</p></aside>',
    ],
    [
      'a pull quote on one line',
      '<PullQuote>Một câu.</PullQuote>',
      '¦<blockquote class="pull-quote"><p>Một câu.</p></blockquote>',
    ],
    [
      'a figure',
      'Đoạn.\n\n<Figure size="wide" license="CC BY 4.0">\n\n![A](a.jpg "Chú. Ảnh: Vũ An")\n\n</Figure>',
      '<p>Đoạn.</p>\n¦<figure class="wide">[a.jpg|A|wide|CC BY 4.0]<figcaption>Chú. <span class="credit">Ảnh: Vũ An</span> <span class="licence">CC BY 4.0</span></figcaption></figure>',
    ],
    [
      'a figure whose licence can be read, without a caption',
      '<Figure license="CC BY 4.0" licenseUrl="https://cc.example/by/">\n\n![A](a.jpg)\n\n</Figure>',
      '¦<figure>[a.jpg|A|CC BY 4.0]<figcaption><a class="licence" rel="license" href="https://cc.example/by/">CC BY 4.0</a></figcaption></figure>',
    ],
    [
      'a pull quote with who says it',
      '<PullQuote>\n\nMột câu.\n\n— Ông Năm\n\n</PullQuote>',
      '¦<blockquote class="pull-quote"><p>Một câu.</p><p class="said-by">— Ông Năm</p></blockquote>',
    ],
    [
      'a gallery',
      '<Gallery>\n\n![A](a.jpg "Một.")\n\n![B](b.jpg)\n\n</Gallery>',
      '¦<div class="gallery" role="group" aria-label="Bộ ảnh, 2 ảnh"><div><figure>[a.jpg|A|half]<figcaption>Một.</figcaption></figure><figure>[b.jpg|B|half]</figure></div></div>',
    ],
    [
      'a timeline',
      '<Timeline title="Đã qua">\n\n- **07/09/2018**: Một\n- Năm 2019 – Hai\n- **Mùa xuân** Ba\n\n</Timeline>',
      '¦<div class="timeline" role="group" aria-label="Đã qua"><p class="title"><strong>Đã qua</strong></p><ol><li><strong class="when"><time datetime="2018-09-07">07/09/2018</time>:</strong> Một</li><li><strong class="when"><time datetime="2019">Năm 2019</time> –</strong> Hai</li><li><strong class="when">Mùa xuân</strong> Ba</li></ol></div>',
    ],
    [
      'facts of a list',
      '<Facts title="Tóm tắt">\n\n- **Tên:** giá *trị*\n\n</Facts>',
      '¦<table class="facts"><caption>Tóm tắt</caption><tbody><tr><th scope="row">Tên:</th><td>giá <em>trị</em></td></tr></tbody></table>',
    ],
    [
      'facts of a table, whose empty head is left out',
      '<Facts title="Tóm tắt">\n\n| | |\n|---|---|\n| Tên | giá trị |\n\n</Facts>',
      '¦<table class="facts"><caption>Tóm tắt</caption><tbody><tr><th scope="row">Tên</th><td>giá trị</td></tr></tbody></table>',
    ],
    [
      'a video beside the article',
      '<Video src="phim.mp4">\n\n![A](a.jpg "Chú.")\n\n</Video>',
      '¦<figure class="video">[a.jpg|A|phim.mp4]<figcaption>Chú.</figcaption></figure>',
    ],
    [
      'a video elsewhere, which is a link',
      '<Video src="https://www.youtube.com/watch?v=x">\n\n![A](a.jpg)\n\n</Video>',
      '¦<figure class="video"><a class="watch" href="https://www.youtube.com/watch?v=x" rel="external">[a.jpg|A|plain] <span>Xem trên YouTube</span></a></figure>',
    ],
  ])('%s', async (_, markdown, expected) => {
    expect(await html(markdown)).toBe(expected)
  })

  test('a component within another is rendered, too, and the sheet is asked for once', async () => {
    expect(await html('<Aside>\n\n<PullQuote>Một.</PullQuote>\n\n</Aside>')).toBe(
      '¦<aside class="aside"><blockquote class="pull-quote"><p>Một.</p></blockquote></aside>',
    )
  })

  test('an article without components asks for no sheet', async () => {
    expect((await compileText('Một.\n\n![A](a.jpg)', 'a.mdx')).begins).toEqual({})
  })
})

test('words in components are counted once, captions are found, and a title has no paragraph id', async () => {
  const { paragraphs, captions, paragraphIds } = await compileText(
    '<Aside title="Tên">\n\nTrong khung.\n\n</Aside>\n\n<Facts title="Bảng">\n\n- **Số:** một\n\n</Facts>\n\n' +
      '<Timeline>\n\n- **2018** Việc.\n\n</Timeline>\n\n<Gallery>\n\n![A](a.jpg "Chú. Ảnh: Vũ An")\n![B](b.jpg)\n\n</Gallery>',
    'a.mdx',
  )
  expect(paragraphs).toEqual(['Tên', 'Trong khung.', 'Bảng', 'Số:', 'một', '2018 Việc.'])
  expect(captions).toEqual(['Chú.'])
  expect(paragraphIds).toHaveLength(2)
})

describe('dates of events', () => {
  test.each([
    ['07/09/2018', '2018-09-07'],
    ['7-9-2018', '2018-09-07'],
    ['Ngày 7 tháng 9 năm 2018', '2018-09-07'],
    ['Thứ Sáu, 07/09/2018', '2018-09-07'],
    ['08:09 | 07/09/2018', '2018-09-07T08:09'],
    ['7/9/2018, 8h09', '2018-09-07T08:09'],
    ['2018-09-07', '2018-09-07'],
    ['Tháng 9/2018', '2018-09'],
    ['tháng 9 năm 2018', '2018-09'],
    ['Năm 1975', '1975'],
    ['8 giờ 09', '08:09'],
    ['29/02/2020', '2020-02-29'],
  ])('%s is read', (text, datetime) => {
    expect(dateAtStart(text)).toEqual({ length: text.length, datetime })
    expect(dateAtStart(`${text}: việc`)).toEqual({ length: text.length, datetime })
  })

  test.each(['7/9', '2018/2019', '1975m', 'Mùa xuân 2018', '20187', 'mùng 5 Tết'])('%s is none', (text) => {
    expect(dateAtStart(text)).toBeUndefined()
  })

  test.each(['31/02/2018', '29/02/2019', '1/13/2018', '25:00 07/09/2018', '13/2018'])(
    '%s is in no calendar',
    (text) => {
      expect(dateAtStart(text)).toEqual({ length: text.length, datetime: undefined })
    },
  )
})

describe('mistakes', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'components-'))
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  const file = 'content/articles/2020/bai-thu/index.mdx'
  const still = '![A](a.jpg)'

  /** What an editor is told of a text; it begins on line 8. */
  async function told(text: string, files: Record<string, string | Uint8Array> = {}): Promise<string> {
    const beside = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`2020/bai-thu/${name}`, bytes]))
    await writeArticles(root, { '2020/bai-thu/index.mdx': articleFile({}, text), ...beside })
    const { problems } = await readArticle(root, file)
    return formatProblems(problems)
  }

  test.each([
    ['an unknown attribute', '<Aside titel="A">\n\nMột.\n\n</Aside>', '<Aside> cannot have titel\n    write  title='],
    [
      'an attribute of another component',
      '<Gallery size="wide">\n\n![A](a.jpg)\n![B](b.jpg)\n\n</Gallery>',
      '<Gallery> cannot have size',
    ],
    ['an attribute without a value', '<Aside title>\n\nMột.\n\n</Aside>', 'title of <Aside> is empty'],
    [
      'an unknown value',
      `<Figure size="wid">\n\n${still}\n\n</Figure>`,
      '"wid" is no size of <Figure>\n    write  size="wide"',
    ],
    [
      'a licence that is at no address',
      `<Figure license="A" licenseUrl="/giay-phep/">\n\n${still}\n\n</Figure>`,
      '"/giay-phep/" is no licenseUrl of <Figure>\n    write  licenseUrl="https://..."',
    ],
    ['a missing attribute', '<Facts>\n\n- **A:** b\n\n</Facts>', '<Facts> has no title'],
    ['a component in a sentence', 'Một <PullQuote>hai</PullQuote> ba.', '<PullQuote> stands within a sentence'],
    ['a component that is empty', '<Aside title="A"></Aside>', 'it is empty'],
    ['two pictures in a figure', `<Figure>\n\n${still}\n\n![B](b.jpg)\n\n</Figure>`, 'it holds 2 pictures, not one'],
    ['one picture in a gallery', `<Gallery>\n\n${still}\n\n</Gallery>`, 'it holds one picture'],
    ['text in a gallery', `<Gallery>\n\n${still}\n\nChữ thừa.\n\n</Gallery>`, '"Chữ thừa." is not a picture'],
    ['an event without a date', '<Timeline>\n\n- Việc gì đó\n\n</Timeline>', '"Việc gì đó" begins with no date'],
    ['a day that is none', '<Timeline>\n\n- **31/02/2018** A\n\n</Timeline>', '"31/02/2018" is in no calendar'],
    ['a timeline of paragraphs', '<Timeline>\n\nMột.\n\n</Timeline>', 'it does not hold one list'],
    [
      'a fact without a name',
      '<Facts title="A">\n\n- giá trị\n\n</Facts>',
      '"giá trị" does not begin with a name in bold',
    ],
    [
      'three columns of facts',
      '<Facts title="A">\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n\n</Facts>',
      'the table has 3 columns',
    ],
    ['a component that is not closed', '<Aside title="A">\n\nMột.', 'the tag that closes the component'],
  ])('%s is told with its line', async (_, text, wrong) => {
    const output = await told(text, { 'a.jpg': await photo(400), 'b.jpg': await photo(400) })
    expect(output).toContain('1 mistake in 1 file')
    expect(output).toMatch(/line (?:8|10)/)
    expect(output).toContain(wrong)
  })

  test('pictures in components are checked like others', async () => {
    const output = await told('<Gallery>\n\n![](a.jpg)\n\n![B](khong-co.jpg)\n\n</Gallery>', {
      'a.jpg': await photo(400),
    })
    expect(output).toContain('line 10:1  picture: "a.jpg" has no alt text')
    expect(output).toContain('line 12:1  picture: there is no file "khong-co.jpg"')
  })

  test.each([
    ['is not there', 'phim.mp4', {}, 'there is no file "phim.mp4"'],
    ['is no MP4', 'phim.mp4', { 'phim.mp4': '<html>' }, '"phim.mp4" is no MP4 file'],
    ['has a name that no address can have', 'Phim 1.mp4', {}, '"Phim 1.mp4" cannot be an address'],
    ['lies elsewhere', '../phim.mp4', {}, '"../phim.mp4" cannot be an address'],
    ['is of another kind', 'phim.webm', {}, '"phim.webm" cannot be an address'],
  ])('a video that %s is refused', async (_, src, files, wrong) => {
    const output = await told(`<Video src="${src}">\n\n${still}\n\n</Video>`, { 'a.jpg': await photo(400), ...files })
    expect(output).toContain('1 mistake in 1 file')
    expect(output).toContain(`line 10:1  video: ${wrong}`)
  })
})
