import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFrontmatter } from '../../src/articles/frontmatter.ts'
import { readArticle } from '../../src/articles/read.ts'
import { decodeText, draftFromText } from '../../src/desk/from-text.ts'
import { makeArticle, shortSlug, typedDate } from '../../src/desk/new-article.ts'
import { importPhoto, iptcOf, xmpOf } from '../../src/desk/photo-import.ts'
import { makeProject, photo, repository } from '../project.ts'

const empty = { photos: [], blocks: [], notes: [] }
const moment = Date.parse('2026-11-24T01:30:00Z')
let root: string
let dispose: () => Promise<void>
let folder: string

beforeAll(async () => {
  const project = await makeProject({})
  root = project.root
  dispose = project.dispose
  folder = await mkdtemp(join(tmpdir(), 'photos-'))
})

afterAll(async () => {
  await dispose()
  await rm(folder, { recursive: true })
})

describe('the folder', () => {
  test('gets its address from the headline, its date with the offset, and lacks only what nobody said', async () => {
    const { file } = await makeArticle(root, { ...empty, title: 'Đường "mới" về quê' }, moment)
    expect(file).toBe('content/articles/2026/duong-moi-ve-que/index.mdx')
    const text = await readFile(join(root, file), 'utf8')
    expect(text).toContain('date: "2026-11-24T08:30:00+07:00"')
    expect(text).toContain('draft: true')
    const { problems } = await readArticle(root, file)
    expect(problems.map(({ field }) => field).sort()).toEqual(['author', 'description', undefined])
    const filled = text
      .replace('{/* The text: a paragraph, an empty line, the next. */}', 'Chữ.')
      .replace('description: ""', 'description: Lời dẫn')
      .replace('author: ""', 'author: Người Thử')
    await writeFile(join(root, file), filled)
    expect((await readArticle(root, file)).problems).toEqual([])
  })

  test('is never one that is there, or was published once', async () => {
    const first = await makeArticle(root, { ...empty, title: 'Một bài' }, moment)
    await writeFile(join(root, first.file), 'của tôi')
    await writeFile(join(root, 'content/permalinks.txt'), '# khóa\n2026/mot-bai-2 abcd\n')
    const second = await makeArticle(root, { ...empty, title: 'Một bài!' }, moment)
    expect(second.file).toBe('content/articles/2026/mot-bai-3/index.mdx')
    expect(await readFile(join(root, first.file), 'utf8')).toBe('của tôi')
  })

  test('is whole or not there', async () => {
    const before = await readdir(join(root, 'content/articles'), { recursive: true })
    const broken = join(folder, 'hong.jpg')
    await writeFile(broken, (await photo(400)).subarray(0, 900))
    const draft = { ...empty, title: 'Bài có ảnh hỏng', photos: [{ file: broken, after: 0 }] }
    await expect(makeArticle(root, draft, moment)).rejects.toThrow(/hong\.jpg cannot be read as a picture/)
    await expect(makeArticle(root, { ...empty, title: '…' }, moment)).rejects.toThrow(/no letter and no digit/)
    expect(await readdir(join(root, 'content/articles'), { recursive: true })).toEqual(before)
    expect((await readdir(join(root, '.cache'))).filter((name) => name.startsWith('new-'))).toEqual([])
  })

  test('has a short address of whole words', () => {
    expect(shortSlug('Nêu cao vai trò gương mẫu của cán bộ, đảng viên trong thực hiện nghị quyết')).toBe(
      'neu-cao-vai-tro-guong-mau-cua-can-bo-dang-vien-trong-thuc',
    )
    expect(shortSlug('ă'.repeat(90))).toHaveLength(60)
  })

  test('without a headline and a terminal it says which option is missing', () => {
    const run = spawnSync(process.execPath, [join(repository, 'src/run.js'), 'src/desk/commands/new.ts'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect([run.status, run.stderr.trim()]).toEqual([2, 'a headline is missing: npm run new -- --title "..."'])
  })
})

test.each([
  ['24/11/2026 08:30', '2026-11-24T08:30:00+07:00'],
  ['2026-11-24', '2026-11-24T00:00:00+07:00'],
  ['2026-11-24T01:30:00Z', '2026-11-24T01:30:00Z'],
])('a date typed as %s is %s', (typed, date) => {
  expect(typedDate(typed)).toBe(date)
})

test('an impossible date is explained', () => {
  expect(() => typedDate('31/02/2026')).toThrow(/"31\/02\/2026" is no date: write 24\/11\/2026 08:30/)
})

describe('a photo', () => {
  test('is turned upright, and nothing private stays in it', async () => {
    const path = join(folder, 'IMG 1.JPG')
    const bytes = await sharp(await photo(600, 400))
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 18/1 0/1' }, IFD0: { Make: 'Máy' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    await writeFile(path, bytes)
    const imported = await importPhoto(path)
    const { width, height, orientation, exif, xmp, iptc } = await sharp(imported.bytes).metadata()
    expect([imported.name, width, height]).toEqual(['img-1.jpg', 400, 600])
    expect([orientation ?? 1, exif, xmp, iptc]).toEqual([1, undefined, undefined, undefined])
    expect(imported.notes.join()).toMatch(/upright.*taken out/)
  })

  test('proposes credit and caption of its XMP, in both forms of RDF', () => {
    const elements = `<dc:creator><rdf:Seq><rdf:li>Đào Thử</rdf:li></rdf:Seq></dc:creator>
      <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Hội nghị &amp; đại biểu</rdf:li></rdf:Alt></dc:description>`
    expect(xmpOf(Buffer.from(elements))).toEqual({ credit: 'Đào Thử', caption: 'Hội nghị & đại biểu' })
    expect(xmpOf(Buffer.from('<rdf:Description photoshop:Credit="TTXVN"/>'))).toEqual({ credit: 'TTXVN' })
    expect(xmpOf(Buffer.from('<dc:creator>&#x110000;&#272;&#x1ed7;&nbsp;</dc:creator>'))).toEqual({
      credit: '&#x110000;Đỗ&nbsp;',
    })
    expect(xmpOf(undefined)).toEqual({})
  })

  test('proposes credit and caption of its IPTC, UTF-8 or not', () => {
    const field = (dataset: number, text: Buffer) =>
      Buffer.concat([Buffer.from([0x1c, 2, dataset, 0, text.length]), text])
    const record = Buffer.concat([field(80, Buffer.from('Đào Thử')), field(120, Buffer.from('Ở xã Đồng Quế'))])
    expect(iptcOf(record)).toEqual({ credit: 'Đào Thử', caption: 'Ở xã Đồng Quế' })
    expect(iptcOf(field(110, Buffer.from('Andr\xe9', 'latin1')))).toEqual({ credit: 'André' })
    expect(iptcOf(Buffer.from([0x1c, 2, 80, 0, 200, 65]))).toEqual({ credit: 'A' })
  })
})

describe('raw text', () => {
  test('of the first article becomes the article that was published', async () => {
    const { text } = decodeText(await readFile(join(repository, 'tests/fixtures/first-article.txt')))
    const draft = draftFromText(text)
    const published = await readFile(join(repository, 'tests/site/content/articles/2018/bai-dai/index.mdx'), 'utf8')
    const { frontmatter, body } = readFrontmatter(published, 'index.mdx')
    expect(draft).toMatchObject({
      title: frontmatter?.title,
      description: frontmatter?.description,
      date: frontmatter?.date,
      author: frontmatter?.author,
      photos: [{ caption: frontmatter?.photo?.caption, credit: frontmatter?.photo?.credit, after: 1 }],
    })
    expect(draft.blocks).toEqual(body.trim().split(/\n{2,}/))
  })

  test.each([
    ['Thứ Sáu, 07/09/2018, 08:09 (GMT+7)', '2018-09-07T08:09:00+07:00'],
    ['Thứ sáu, 7/9/2018 | 08:09 GMT+7', '2018-09-07T08:09:00+07:00'],
    ['08:09 07/09/2018', '2018-09-07T08:09:00+07:00'],
    ['8 giờ 9 phút ngày 7 tháng 9 năm 2018', '2018-09-07T08:09:00+07:00'],
    ['Ngày 7 tháng 9 năm 2018', '2018-09-07T00:00:00+07:00'],
  ])('with the time line "%s"', (line, date) => {
    const draft = draftFromText(`Tiêu đề\n${line}\nLời dẫn của bài.\nĐoạn một.\nĐoạn hai.\nNguyễn Văn An - Trần Bình`)
    expect(draft).toMatchObject({ title: 'Tiêu đề', date, author: ['Nguyễn Văn An', 'Trần Bình'] })
    expect(draft.blocks).toEqual(['Lời dẫn của bài.', 'Đoạn một.', 'Đoạn hai.'])
  })

  test('says what it did not find, and invents nothing', () => {
    const draft = draftFromText('Tiêu đề\n\nMột đoạn chưa có tác giả.\n\nĐoạn hai, cũng thế.')
    expect([draft.date, draft.author]).toEqual([undefined, undefined])
    expect(draft.notes).toEqual(['No line says when the article was published.', 'No line names the author.'])
  })

  test('wrapped over lines is put together, and what Markdown would read as a mark is text', () => {
    const wrapped =
      'Một đoạn văn dài bị ngắt thành nhiều dòng bởi trình soạn thảo, mỗi\ndòng chừng bảy mươi ký tự, cho đến hết đoạn văn này thì mới có dấu\nchấm câu.'
    const draft = draftFromText(
      `Tiêu đề\r\n\r\n${wrapped}\r\n\r\n* <b>{a}</b> _b_ #1\r\n\r\n1. Việc đầu.`.replace(/\r\n/g, '\n'),
    )
    expect(draft.blocks[0]).toBe(wrapped.replaceAll('\n', ' '))
    expect(draft.blocks[1]).toMatch(/^\\\* \\<b>\\\{a/)
    expect(draft.blocks[2]).toBe('1\\. Việc đầu.')
  })

  test('in other encodings is read, or refused with what to do', () => {
    const text = 'Đảng bộ xã họp'
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])
    expect(decodeText(utf16).text.replace('\ufeff', '')).toBe(text)
    const composed = decodeText(Buffer.from(text.normalize('NFD')))
    expect([composed.text, composed.notes.length]).toEqual([text, 1])
    expect(() => decodeText(Buffer.from('§¶ng bé x· häp ng¶y ch¶o m¶ng c¶ch m¹ng th¶nh c¶ng'))).toThrow(/TCVN3 or VNI/)
  })
})
