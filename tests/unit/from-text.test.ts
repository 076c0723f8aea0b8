import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readArticle } from '../../src/articles/read.ts'
import { readByline } from '../../src/desk/bylines.ts'
import { draftFromDocument, isDocument } from '../../src/desk/from-document.ts'
import { draftFromText } from '../../src/desk/from-text.ts'
import { makeArticle } from '../../src/desk/new-article.ts'
import { readDate } from '../../src/vietnamese/read-date.ts'
import { photo, repository } from '../project.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'text-'))
})

afterAll(() => rm(folder, { recursive: true }))

const [first, second] = [
  'Sáng nay, lãnh đạo tỉnh đã đến thăm xã vùng cao của huyện này.',
  'Người dân vui mừng đón đoàn công tác.',
]
const withTail = (tail: string) =>
  draftFromText(`Lãnh đạo tỉnh thăm xã\n\n08:00 | 25/02/2021\n\n${first}\n\n${second}\n\n${tail}`)

describe('the last lines of a text', () => {
  test.each<[tail: string, author: string[] | undefined, source?: string]>([
    ['Minh An', ['Minh An']],
    ['MINH AN - VŨ BÌNH', ['MINH AN', 'VŨ BÌNH']],
    ['Minh An, Vũ Bình và Trần Cường', ['Minh An', 'Vũ Bình', 'Trần Cường']],
    ['Bài và ảnh: Minh An', ['Minh An']],
    ['Tin, ảnh: Minh An (Mèo Vạc)', ['Minh An']],
    ['Thực hiện: Minh An', ['Minh An']],
    ['Người viết: Minh An', ['Minh An']],
    ['Minh An (tổng hợp)', ['Minh An']],
    ['Minh An (thực hiện)', ['Minh An']],
    ['Minh An (theo TTXVN)', ['Minh An'], 'TTXVN'],
    ['Minh An - Theo VnExpress', ['Minh An'], 'VnExpress'],
    ['Minh An/TTXVN', ['Minh An'], 'TTXVN'],
    ['TS. Nguyễn Văn An', ['TS. Nguyễn Văn An']],
    ['Theo M.AN (SGGP)', undefined, 'M.AN (SGGP)'],
    ['(Theo Báo Nhân Dân)', undefined, 'Báo Nhân Dân'],
    ['Nguồn: Báo Nghệ An', undefined, 'Báo Nghệ An'],
    ['Nguồn: https://bao.example/a-1.html', undefined, 'bao.example'],
    ['TTXVN', undefined, 'TTXVN'],
    ['PV Minh An', ['Minh An']],
    ['Minh An biên dịch', ['Minh An']],
    ['Minh An (lược dịch, theo BBC)', ['Minh An'], 'BBC'],
    ['Theo Sức khỏe & Đời sống', undefined, 'Sức khỏe & Đời sống'],
    ['M.A.', ['M.A']],
  ])('%s: author %j, source %s, and no paragraph', (tail, author, source) => {
    const draft = withTail(tail)
    expect([draft.author, draft.source?.name]).toEqual([author, source])
    expect(draft.blocks).toEqual([first, second])
    expect(draft.photos).toEqual([])
  })

  test.each([
    'Trận đấu diễn ra lúc 19 giờ: Việt Nam - Thái Lan',
    'Hà Nội, ngày 24 tháng 11 năm 2026',
    'Việt Nam - Thái Lan',
    'Thành phố Hồ Chí Minh',
    'Hết',
    'PV',
    'Xin cảm ơn ông!',
    'Theo ông An, giá sẽ giảm',
    'Ban Biên tập',
    '1. Việc đầu tiên',
    'Nội, Ngoại',
    'Theo báo chí nước ngoài',
  ])('%s stays a paragraph, and a note says that no author was found', (tail) => {
    const draft = withTail(tail)
    expect(draft.author).toBeUndefined()
    expect(draft.blocks).toHaveLength(3)
    expect(draft.blocks[2]?.replaceAll('\\', '')).toBe(tail)
    expect(draft.notes.join()).toContain('No line names the author')
  })

  test.each([
    ['Minh An, Hội Nhà báo tỉnh', ['Minh An']],
    ['Nội dung: Minh An | Đồ họa: Vũ Bình', ['Minh An']],
    ['Bài: Minh An - Ảnh: Vũ Bình', ['Minh An']],
  ])('%s says more: the author is read, the line stays, and a note says so', (tail, author) => {
    const draft = withTail(tail)
    expect(draft.author).toEqual(author)
    expect(draft.photos).toEqual([])
    expect(draft.blocks[2]).toBe(tail)
    expect(draft.notes.join()).toContain('says more')
  })

  test('may be several: names, source, words for the search', () => {
    const draft = withTail('Minh An\n\nNguồn: Báo Nghệ An\n\nTừ khóa: lũ, bão, cứu trợ')
    expect([draft.author, draft.source, draft.tags]).toEqual([
      ['Minh An'],
      { name: 'Báo Nghệ An' },
      ['lũ', 'bão', 'cứu trợ'],
    ])
    expect(draft.blocks).toEqual([first, second])
    const unparted = withTail('Từ khóa: Tỉnh Phú Thọ Báo Phú Thọ nông dân')
    expect([unparted.tags, unparted.source]).toEqual([undefined, undefined])
    expect(unparted.notes.join()).toContain('Tỉnh Phú Thọ Báo Phú Thọ nông dân')
  })

  test('no name is too long, and no sentence a name', () => {
    expect(readByline('a '.repeat(90)).authors).toEqual([])
    expect(readByline('Chị Hoa đi chợ về muộn').authors).toEqual([])
  })
})

describe('the date', () => {
  test.each([
    ['16 tháng 6 2019', '2019-06-16T00:00:00+07:00'],
    ['07/09/18', '2018-09-07T00:00:00+07:00'],
    ['7-9-18 8:05', '2018-09-07T08:05:00+07:00'],
    ['8h30 sáng ngày 7/9/2018', '2018-09-07T08:30:00+07:00'],
    ['9 giờ tối 7/9/2018', '2018-09-07T21:00:00+07:00'],
    ['12h30 trưa 7/9/2018', '2018-09-07T12:30:00+07:00'],
    ['20h ngày 7/9/2018', '2018-09-07T20:00:00+07:00'],
    ['Ngày bảy tháng chín năm hai nghìn không trăm mười tám', '2018-09-07T00:00:00+07:00'],
    ['ngày mồng một tháng giêng năm 2020', '2020-01-01T00:00:00+07:00'],
    ['September 7, 2018', '2018-09-07T00:00:00+07:00'],
    ['7 Tháng Chín, 2018', '2018-09-07T00:00:00+07:00'],
    ['7 Sep 2018 08:09', '2018-09-07T08:09:00+07:00'],
  ])('%s is read', (text, moment) => {
    expect(readDate(text)?.moment).toBe(moment)
  })

  test.each([
    '16 tháng 6 2019',
    '7 Tháng Chín, 2018',
    'Ngày bảy tháng chín năm hai nghìn không trăm mười tám',
    '07/09/18',
    'Thứ Sáu, 07/09/2018, 08:09',
    'Cập nhật lúc 8h30 sáng ngày 7/9/2018',
  ])('on a line of its own (%s) is neither lead nor paragraph, above or below the headline', (line) => {
    for (const head of [`Tiêu đề của bài\n\n${line}`, `${line}\n\nTiêu đề của bài`]) {
      const draft = draftFromText(`${head}\n\n${first}\n\n${second}\n\nMinh An`)
      expect(draft).toMatchObject({ title: 'Tiêu đề của bài', description: first, blocks: [first, second] })
      expect(draft.date).toBeTruthy()
    }
  })

  test('that may be American is read with a note', () => {
    const draft = draftFromText(`Tiêu đề\n\n07/09/2018 3:05:00 PM\n\n${first}\n\n${second}`)
    expect(draft.date).toBe('2018-07-09T15:05:00+07:00')
    expect(draft.notes.join()).toMatch(/other way round/)
  })

  test('beside other words gives them away to no one', () => {
    expect(draftFromText(`Tiêu đề\nMinh An - 07/09/2018\n\n${first}\n\n${second}`)).toMatchObject({
      author: ['Minh An'],
      title: 'Tiêu đề',
    })
    expect(draftFromText(`VĨNH PHÚC - 07/09/2018\nTiêu đề\n\n${first}\n\n${second}`)).toMatchObject({
      place: 'VĨNH PHÚC',
      title: 'Tiêu đề',
    })
    expect(draftFromText(`Tiêu đề của bài | 07/09/2018 08:09\n\n${first}\n\n${second}`)).toMatchObject({
      title: 'Tiêu đề của bài',
      date: '2018-09-07T08:09:00+07:00',
    })
    const kept = draftFromText(`Kết quả xổ số ngày 7/9/2018\n\n${first}\n\n${second}`)
    expect([kept.title, kept.notes.join()]).toEqual([
      'Kết quả xổ số ngày 7/9/2018',
      expect.stringContaining('headline'),
    ])
    const sentence = 'Ngày 7/9/2018, xã họp.'
    expect(draftFromText(`Tiêu đề\n\n${sentence}\n\n${second}`).blocks).toContain(sentence)
  })
})

describe('lines', () => {
  test('of a poem, an address and a score stay lines', async () => {
    const poem = [
      'Tiếng suối trong như tiếng hát xa,',
      'Trăng lồng cổ thụ bóng lồng hoa.',
      'Cảnh khuya như vẽ người chưa ngủ,',
    ]
    const draft = draftFromText(
      `Cảnh khuya\n\n09:00 | 20/05/2020\n\n${first}\n\n${poem.join('\n')}\n\n${second}\n\nMinh An`,
    )
    expect(draft.blocks).toEqual([first, poem.join('\\\n'), second])
    expect(draft.author).toEqual(['Minh An'])
  })

  test('no word is lost', () => {
    const text =
      'Một: hai\n\nba (bốn)\nnăm\n\nẢnh: Sáu\n\nbảy\n- tám\n- chín\n\nmười 07/09/2018 mười một và nhiều chữ nữa\n\nNguồn: mười hai'
    const draft = draftFromText(text)
    const told = JSON.stringify(draft)
    for (const word of ['Một', 'hai', 'ba', 'bốn', 'năm', 'Sáu', 'bảy', 'tám', 'chín', 'mười một', 'mười hai'])
      expect(told).toContain(word)
  })
})

const zip = (files: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, file]) => [name, typeof file === 'string' ? strToU8(file) : file]),
    ),
  )

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const paragraph = (text: string, properties = '', marks = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r>${marks && `<w:rPr>${marks}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`

async function docx(body: string): Promise<Uint8Array> {
  return zip({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p1" Type="${relations}/image" Target="media/a.jpg"/></Relationships>`,
    'word/styles.xml': `<w:styles ${w}><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>`,
    'word/media/a.jpg': await photo(400),
    'word/document.xml': `<w:document ${w} xmlns:r="${relations}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>${body}</w:body></w:document>`,
  })
}

const drawing =
  '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="b"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:embed="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`

describe('a file of a text processor', () => {
  test('DOCX keeps headings, bold, italics, tables, and pictures with their captions', async () => {
    const bytes = await docx(
      [
        paragraph('Tiêu đề của bài'),
        paragraph('Thứ Sáu, 07/09/2018, 08:09'),
        `<w:p><w:r><w:t xml:space="preserve">Đoạn có chữ </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>đậm</w:t></w:r><w:r><w:t xml:space="preserve"> và </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>nghiêng</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>`,
        drawing,
        paragraph('Cảnh họp ở xã. Ảnh: Đào Thử'),
        paragraph('Mục một', '<w:pStyle w:val="H2"/>'),
        `<w:tbl><w:tr>${cell('Năm')}${cell('Số')}</w:tr><w:tr>${cell('2018')}${cell('5')}</w:tr></w:tbl>`,
        paragraph('Đoạn cuối của bài.'),
        paragraph('Minh An'),
      ].join(''),
    )
    expect(isDocument(bytes)).toBe(true)
    const draft = await draftFromDocument(bytes)
    expect(draft).toMatchObject({ title: 'Tiêu đề của bài', date: '2018-09-07T08:09:00+07:00', author: ['Minh An'] })
    expect(draft.blocks[0]).toBe('Đoạn có chữ **đậm** và *nghiêng*.')
    expect(draft.blocks[1]).toBe('## Mục một')
    expect(draft.blocks[2]).toMatch(/^\| Năm +\| Số +\|\n/)
    expect(draft.photos.map(({ caption, credit, after }) => [caption, credit, after])).toEqual([
      ['Cảnh họp ở xã.', 'Đào Thử', 1],
    ])
    const { file } = await makeArticle(folder, draft, 0)
    const { problems, article } = await readArticle(folder, file)
    expect(problems.map(({ field }) => field)).toEqual(['photo.alt'])
    expect(article).toBeUndefined()
  })

  test('ODT, too', async () => {
    const text = (body: string) =>
      `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:table="b" xmlns:draw="d" xmlns:xlink="x"><office:automatic-styles><style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`
    const bytes = zip({
      mimetype: 'application/vnd.oasis.opendocument.text',
      'content.xml': text(
        '<text:h text:outline-level="1">Tiêu đề &amp; bài</text:h><text:p>07/09/2018 08:09</text:p><text:p>Đoạn có <text:span text:style-name="T1">đậm</text:span>.</text:p><text:p><draw:frame><draw:image xlink:href="Pictures/a.jpg"/></draw:frame></text:p><text:p>Cảnh họp. Ảnh: Đào Thử</text:p><text:h text:outline-level="2">Mục</text:h><text:list><text:list-item><text:p>Một</text:p></text:list-item><text:list-item><text:p>Hai</text:p></text:list-item></text:list><text:p>Hai<text:line-break/>dòng</text:p><text:p>Minh An</text:p>',
      ),
      'Pictures/a.jpg': await photo(400),
    })
    const draft = await draftFromDocument(bytes)
    expect(draft).toMatchObject({ title: 'Tiêu đề & bài', date: '2018-09-07T08:09:00+07:00', author: ['Minh An'] })
    expect(draft.blocks.slice(0, 3)).toEqual(['Đoạn có **đậm**.', '## Mục', '- Một\n- Hai'])
    expect(draft.photos).toMatchObject([{ caption: 'Cảnh họp.', credit: 'Đào Thử', after: 1 }])
  })

  test.each<[what: string, bytes: Uint8Array, sentence: RegExp]>([
    ['RTF', Buffer.from('{\\rtf1\\ansi bai}'), /RTF: .*save it as \.docx/],
    ['PDF', Buffer.from('%PDF-1.4\n'), /PDF.*save the text as/],
    ['DOC', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), /old Word file/],
    ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /picture/],
    ['another zip', zip({ 'a.txt': 'a' }), /no \.docx and no \.odt/],
    ['half of a zip', zip({ 'word/document.xml': 'a'.repeat(1000) }).subarray(0, 40), /cut off or damaged/],
    ['a damaged DOCX', zip({ 'word/document.xml': '<w:document' }), /damaged|no text/],
  ])('%s is refused in a sentence', async (_, bytes, sentence) => {
    expect(isDocument(bytes)).toBe(true)
    await expect(draftFromDocument(bytes)).rejects.toThrow(sentence)
  })

  test('is refused by the command without a trace of the program', async () => {
    const file = join(folder, 'bai.rtf')
    await writeFile(file, '{\\rtf1\\ansi bai}')
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(repository, 'src/run.js'), 'src/desk/commands/new.ts', '--from', file],
      { cwd: folder, encoding: 'utf8' },
    )
    expect([status, stderr.trim().split('\n').length]).toEqual([2, 1])
  })
})

describe('a photo given by name', () => {
  const make = (file: string) =>
    makeArticle(folder, { title: 'Thử', photos: [{ file, after: 0 }], blocks: [], notes: [] }, 0)

  test('that is empty, huge, an iPhone’s or no picture is refused by its name', async () => {
    const write = async (name: string, bytes: Uint8Array) => {
      await writeFile(join(folder, name), bytes)
      return make(join(folder, name))
    }
    await expect(write('rong.jpg', new Uint8Array())).rejects.toThrow(/^rong\.jpg is empty/)
    await expect(write('chu.jpg', Buffer.from('chữ'))).rejects.toThrow(/^chu\.jpg cannot be read as a picture: export/)
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0heicmif1')])
    await expect(write('IMG_1.HEIC', heic)).rejects.toThrow(/^IMG_1\.HEIC is an iPhone’s HEIC.*export it as JPEG$/)
    const huge = await sharp({ create: { width: 8000, height: 7000, channels: 3, background: 'white' } })
      .png()
      .toBuffer()
    await expect(write('to.png', huge)).rejects.toThrow(/^to\.png has more than 50 megapixels/)
    await expect(make(join(folder, 'khong-co.jpg'))).rejects.toThrow(/there is no file/)
    await expect(make(folder)).rejects.toThrow(/folder/)
  })

  test('that moves becomes a still, with a note', async () => {
    const frames = Buffer.concat([Buffer.alloc(400 * 300 * 3, 10), Buffer.alloc(400 * 300 * 3, 200)])
    const gif = await sharp(frames, { raw: { width: 400, height: 600, channels: 3, pageHeight: 300 } })
      .gif()
      .toBuffer()
    await writeFile(join(folder, 'dong.gif'), gif)
    const { notes, file } = await make(join(folder, 'dong.gif'))
    expect(notes.join()).toMatch(/dong\.gif moves.*still/)
    expect(await readFile(join(folder, file), 'utf8')).toContain('src: "dong.')
  })
})
