import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkTogether } from '../../src/articles/check-together.ts'
import { listArticles } from '../../src/articles/files.ts'
import { type ReadArticle, readArticle } from '../../src/articles/read.ts'
import { formatProblems } from '../../src/problem.ts'
import { articleFile, photo, silence, writeArticles } from '../project.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mistakes-'))
})

afterEach(() => rm(root, { recursive: true, force: true }))

/** What an editor is told of the articles in the folder. */
async function told(articles: Record<string, string | Uint8Array>): Promise<string> {
  await writeArticles(root, articles)
  const results = await Promise.all((await listArticles(root)).map((file) => readArticle(root, file)))
  const read = results.flatMap(({ article }): ReadArticle[] => (article ? [article] : []))
  return formatProblems([...results.flatMap(({ problems }) => problems), ...checkTogether(read, root)])
}

const here = '2020/bai-thu/index.mdx'
const withPhoto = (photoFields: string) => articleFile({ photo: `\n${photoFields}` })
const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'white' } })
    .png()
    .toBuffer()

test.each([
  ['khong-co.mp3', 'there is no file "khong-co.mp3"'],
  ['bai.wav', '"bai.wav" cannot be an address'],
  ['Bài đọc.mp3', '"Bài đọc.mp3" cannot be an address'],
  ['hong.mp3', '"hong.mp3" is no MP3 file'],
])('a recording named %s is told of: %s', async (name, wrong) => {
  const file = articleFile({ audio: name })
  expect(await told({ [here]: file, '2020/bai-thu/hong.mp3': 'không phải âm thanh' })).toContain(`audio: ${wrong}`)
})

test('a recording that is right is no mistake', async () => {
  const file = articleFile({ audio: 'bai.mp3' })
  expect(await told({ [here]: file, '2020/bai-thu/bai.mp3': silence(2) })).toBe('0 mistakes in 0 files\n\n')
})

describe('a field', () => {
  test('that is right is no mistake', async () => {
    expect(await told({ [here]: articleFile() })).toBe('0 mistakes in 0 files\n\n')
  })

  test('unknown names the nearest, missing says what to write', async () => {
    expect(await told({ [here]: articleFile({ author: undefined, autor: 'Ai' }) })).toMatchInlineSnapshot(`
      "1 mistake in 1 file

      content/articles/2020/bai-thu/index.mdx
        line 5:1  autor: there is no such field
          write  author: "Ai"  (the nearest field)"
    `)
  })

  test('in an object is told with its place', async () => {
    const file = articleFile({
      source: '{ name: Báo, adress: "https://a.vn" }',
      corrections: '[{ date: "2020-03-05T05:06:00+07:00" }]',
    })
    expect(await told({ [here]: file })).toMatchInlineSnapshot(`
      "2 mistakes in 1 file

      content/articles/2020/bai-thu/index.mdx
        line 6:22  source.adress: there is no such field
          write  one of name, url, published, or take the line out
        line 7:15  corrections.0.text: is missing
          write  text: "..."  (what was wrong, and what is right)"
    `)
  })

  test('of another kind is shown as it stands', async () => {
    expect(await told({ [here]: articleFile({ title: '12', draft: 'perhaps', tags: '{}' }) })).toMatchInlineSnapshot(`
      "3 mistakes in 1 file

      content/articles/2020/bai-thu/index.mdx
        line 2:1  title: 12 is not in quotes, so that it is no text
          write  title: "12"
        line 6:1  draft: "perhaps" cannot stand here
          write  draft: true  (or leave the line out)
        line 7:1  tags: "{}" cannot stand here
          write  tags: Phát triển Đảng  (several: [Phát triển Đảng, Vĩnh Phúc])"
    `)
  })
})

describe('frontmatter', () => {
  test('that is not YAML is told with its line', async () => {
    expect(await told({ [here]: '---\ntitle: "a\nb: c\n---\n' })).toContain(
      'line 2:1  title: a value with " must stand in quotes as a whole\n    write  title: "a"',
    )
  })

  test('that is missing or open is told', async () => {
    expect(await told({ [here]: 'Chỉ có chữ.' })).toContain('line 1:1  there is no frontmatter')
    expect(await told({ [here]: '---\ntitle: a\n' })).toContain('line 1:1  the frontmatter has no closing ---')
  })
})

describe('a date', () => {
  test.each([
    ['without an offset', '"2020-03-04T05:06:00"', '"2020-03-04T05:06:00" cannot stand here'],
    ['that no calendar has', '"2020-02-30T05:06:00+07:00"', '"2020-02-30T05:06:00+07:00" cannot stand here'],
    ['without quotes', '2020-03-04T05:06:00+07:00', 'is not in quotes'],
    ['in words', '4 tháng 3', '"4 tháng 3" cannot stand here'],
  ])('%s', async (_, date, wrong) => {
    const text = await told({ [here]: articleFile({ date }) })
    expect(text).toContain('1 mistake in 1 file')
    expect(text).toContain(`line 4:1  date: ${wrong}`.replace('date: is not', 'date: 2020-03-04T05:06:00+07:00 is not'))
    expect(text).toMatch(/write {2}date: "20\d\d-\d\d-\d\dT\d\d:\d\d:00\+07:00"/)
  })

  test('of a correction stands in quotes, too', async () => {
    const corrections = '\n  - date: 2020-03-05T05:06:00+07:00\n    text: Sửa.'
    expect(await told({ [here]: articleFile({ corrections }) })).toContain(
      'line 7:5  corrections.0.date: 2020-03-05T05:06:00+07:00 is not in quotes',
    )
  })

  test('of an update is not before the article', async () => {
    expect(await told({ [here]: articleFile({ updated: '"2020-03-04T05:05:00+07:00"' }) })).toMatchInlineSnapshot(`
      "1 mistake in 1 file

      content/articles/2020/bai-thu/index.mdx
        line 6:1  updated: "2020-03-04T05:05:00+07:00" cannot stand here
          write  updated: a moment not before date, 2020-03-04T05:06:00+07:00"
    `)
  })

  test('is in the year of the folder, in Viet Nam', async () => {
    const file = articleFile({ date: '"2019-12-31T17:00:00Z"' })
    expect(await told({ [here]: file })).toContain('0 mistakes')
    expect(await told({ [here]: articleFile({ date: '"2019-12-31T16:59:00Z"' }) })).toMatchInlineSnapshot(`
      "1 mistake in 1 file

      content/articles/2020/bai-thu/index.mdx
        line 4:1  date: the folder says 2020, but date is in 2019 in Viet Nam
          write  the folder as content/articles/2019/bai-thu/, or the right date"
    `)
  })
})

describe('a photo', () => {
  test('needs an alt text that says something', async () => {
    const bytes = await blank(400, 300)
    expect(await told({ [here]: withPhoto('  src: a.png'), '2020/bai-thu/a.png': bytes })).toContain(
      'photo.alt: is missing',
    )
    expect(await told({ [here]: withPhoto('  src: a.png\n  alt: ""') })).toContain(
      'line 8:3  photo.alt: is empty\n    write  alt: "..."  (what is seen on the picture, in one sentence)',
    )
  })

  const src = 'line 7:3  photo.src:'
  const withFile = (name: string) => withPhoto(`  src: ${name}\n  alt: Một bức ảnh`)

  test('is beside the article', async () => {
    expect(await told({ [here]: withFile('a.png') })).toContain(`${src} there is no file "a.png"`)
    expect(await told({ [here]: withFile('../a.png') })).toContain(`${src} "../a.png" is outside the article's folder`)
    expect(await told({ [here]: withFile('https://a.vn/a.png') })).toContain(
      `${src} "https://a.vn/a.png" is on another server`,
    )
    await symlink('/etc/hostname', join(root, 'content/articles/2020/bai-thu/l.png'))
    expect(await told({ [here]: withFile('l.png') })).toContain(`${src} "l.png" is a link to a file elsewhere`)
  })

  test('is whole', async () => {
    const whole = await photo(600)
    const half = whole.slice(0, whole.length / 2)
    expect(await told({ [here]: withFile('a.jpg'), '2020/bai-thu/a.jpg': half })).toContain(
      `${src} "a.jpg" is cut off or damaged\n    write  the whole file; copy it again from where it came`,
    )
    expect(await told({ [here]: withFile('a.jpg'), '2020/bai-thu/a.jpg': 'not a picture' })).toContain(
      `${src} "a.jpg" is not a picture that can be read`,
    )
  })

  test('stands still', async () => {
    const frames = await sharp([await blank(400, 300), await photo(400, 300)] as never, { join: { animated: true } })
      .gif()
      .toBuffer()
    expect(await told({ [here]: withFile('a.gif'), '2020/bai-thu/a.gif': frames })).toContain(
      `${src} "a.gif" is animated (2 frames)`,
    )
  })

  test('is neither tiny nor huge', async () => {
    expect(await told({ [here]: withFile('a.png'), '2020/bai-thu/a.png': await blank(319, 400) })).toContain(
      `${src} "a.png" is 319 px wide\n    write  a picture at least 320 px wide`,
    )
    expect(await told({ [here]: withFile('a.png'), '2020/bai-thu/a.png': await blank(10_001, 5000) })).toContain(
      `${src} "a.png" has 50.0 megapixels\n    write  a picture of at most 50 megapixels`,
    )
    expect(
      await told({ [here]: withFile('a.png'), '2020/bai-thu/a.png': new Uint8Array(20 * 1024 * 1024 + 1) }),
    ).toContain(`${src} "a.png" is 21.0 MB\n    write  a file of at most 20 MB`)
  })

  test('stands after a paragraph that there is', async () => {
    const file = withPhoto('  src: a.png\n  alt: Ảnh\n  position: 3')
    expect(await told({ [here]: file, '2020/bai-thu/a.png': await blank(400, 300) })).toContain(
      'line 9:3  photo.position: 3 is after the last paragraph; the text has 1\n    write  position: 1  (or less)',
    )
  })

  test('in the text is told with its line', async () => {
    const text = 'Một.\n\n![](a.png)\n\nHai ![b](b.png) ba.'
    expect(
      await told({ [here]: articleFile({}, text), '2020/bai-thu/a.png': await blank(400, 300) }),
    ).toMatchInlineSnapshot(`
      "3 mistakes in 1 file

      content/articles/2020/bai-thu/index.mdx
        line 10:1  picture: "a.png" has no alt text
          write  ![what is seen on it](a.png "Caption. Ảnh: Name")
        line 12:5  a picture stands within a sentence
          write  the picture on lines of its own, with an empty line above and below
        line 12:5  picture: there is no file "b.png"
          write  a.png  (the nearest name), or put b.png there"
    `)
  })
})

test('text is in the composed normal form', async () => {
  expect(await told({ [here]: articleFile({}, 'Đảng bộ thị trấn.'.normalize('NFD')) })).toContain(
    `line 8:1  "${'Đảng'.normalize('NFD')}" is not in Unicode's composed form (NFC)\n    write  "Đảng", typed anew`,
  )
})

describe('a permalink', () => {
  test('is plain letters', async () => {
    expect(await told({ '2020/Bài_thử/index.mdx': articleFile() })).toContain(
      'slug: "Bài_thử" cannot be an address: a-z, 0-9 and single hyphens only\n    write  the folder\'s name as bai-thu',
    )
  })

  test('is a year and a name, no more', async () => {
    expect(await told({ 'bai-thu.mdx': articleFile(), '2020/a/b/index.mdx': articleFile() })).toBe(
      [
        '2 mistakes in 2 files\n',
        'content/articles/2020/a/b/index.mdx',
        '  an article does not lie here\n    write  content/articles/<year>/<slug>/index.mdx\n',
        'content/articles/bai-thu.mdx',
        '  an article does not lie here\n    write  content/articles/<year>/<slug>/index.mdx',
      ].join('\n'),
    )
  })

  test('belongs to one article', async () => {
    const articles = {
      [here]: articleFile(),
      '2020/bai-thu/index.md': articleFile(),
      '2020/bai-khac/index.mdx': articleFile({ aliases: '[/2020/bai-thu/]' }),
    }
    expect(await told(articles)).toMatchInlineSnapshot(`
      "2 mistakes in 2 files

      content/articles/2020/bai-khac/index.mdx
        line 6:11  aliases: /2020/bai-thu/ belongs to content/articles/2020/bai-thu/index.md
          write  the line aliases taken out

      content/articles/2020/bai-thu/index.mdx
        /2020/bai-thu/ is also the permalink of content/articles/2020/bai-thu/index.md
          write  another folder for one of the two, or remove one"
    `)
  })
})

test.each([
  ...['/tim-kiem/', '/tim-kiem', '/da-go/', '/2020/', '/2020/index.html', '/2020/trang/2/', '/index.html'],
  ...['/tac-gia/binh-duyen/', '/tac-gia/binh-duyen/index.html', '/tac-gia/binh-duyen/trang/3/', '/cu.html'],
])('an old address is no page of the site, as %s is', async (alias) => {
  await mkdir(join(root, 'public'))
  await writeFile(join(root, 'public/cu.html'), 'cũ')
  const said = await told({ [here]: articleFile({ aliases: `[${alias}]`, author: 'Bình Duyên' }) })
  expect(said).toContain(`aliases: ${alias} is a page of the site`)
})

test('one run tells all: a mistake in the text or in another field hides no picture that is missing', async () => {
  const photo = '\n  src: khong-co.jpg\n  alt: Ảnh\n  position: 7'
  const text = 'Một {x} hai.\n\n![Ảnh](mat.jpg)\n\nHai.'
  const said = await told({
    [here]: articleFile({ photo }, text),
    '2020/bai-hai/index.mdx': articleFile({ photo, author: undefined }),
  })
  for (const wrong of [
    '{x} is code',
    'picture: there is no file "mat.jpg"',
    '7 is after the last paragraph; the text has 2',
  ])
    expect(said).toContain(wrong)
  expect(said.match(/photo\.src: there is no file "khong-co\.jpg"/g)).toHaveLength(2)
})

test.each(['007', '1.10', '1e3', '0x1F', 'TRUE'])(
  'what YAML reads as another value keeps its characters: %s',
  async (title) => {
    expect(await told({ [here]: articleFile({ title }) })).toContain(
      `title: ${title} is not in quotes, so that it is no text\n    write  title: "${title}"`,
    )
  },
)

test('a number among tags is wanted in quotes', async () => {
  const said = await told({ [here]: articleFile({ tags: '[2018, Giáo dục]' }) })
  expect(said).toContain('tags.0: 2018 is not in quotes, so that it is no text\n    write  "2018"')
})

test('a credit is the name alone', async () => {
  const two = articleFile({ photo: '\n  src: a.jpg\n  alt: Ảnh\n  credit: "TTXVN (Tranh: Bùi Phái)"' })
  expect(await told({ '2020/bai-hai/index.mdx': two })).not.toContain('credit')
  const photo = '\n  src: a.jpg\n  alt: Ảnh\n  credit: "Ảnh: Dương Hà"'
  const said = await told({ [here]: articleFile({ photo }) })
  expect(said).toContain('write  credit: Dương Hà  (the name alone, without "Ảnh:")')
})

test('an old address does not lead to itself, and stands there once, however its end is written', async () => {
  const said = await told({
    [here]: articleFile({ aliases: '[/2020/bai-thu/index.html, /tin/cu, /tin/cu/index.html, /tin/cu/]' }),
    '2020/bai-khac/index.mdx': articleFile({ aliases: '[/2020/bai-thu/index.html]' }),
  })
  expect(said).toContain('/2020/bai-thu/index.html is its own permalink')
  expect(said).toContain('/tin/cu/index.html stands there twice')
  expect(said).toContain('/tin/cu/ stands there twice')
  expect(said).toContain('/2020/bai-thu/index.html belongs to content/articles/2020/bai-thu/index.mdx')
  expect(said).toContain('write  aliases: [/tin/cu]')
})

describe('content is not code', () => {
  test.each([
    ['an import', 'import fs from "node:fs"', 'an article cannot import or export'],
    ['an export', 'export const a = 1', 'an article cannot import or export'],
    ['an expression', 'Một {process.exit()} hai', '{process.exit()} is code'],
    ['a script', '<script>alert(1)</script>', 'there is no component <script>'],
    ['a component like no other', '<Note>a</Note>', 'there is no component <Note>\n    write  one of '],
    ['an element in capitals', '<Sup>2</Sup>', 'there is no component <Sup>\n    write  <sup>'],
    ['an unknown component', '<PulQuote>a</PulQuote>', 'there is no component <PulQuote>\n    write  <PullQuote>'],
    ['a handler', '<Aside onclick="a()">a</Aside>', '<Aside> cannot have onclick'],
    ['a style', '<sub style="color:red">2</sub>', '<sub> cannot have style'],
    ['an expression in an attribute', '<Aside title={a}>a</Aside>', '<Aside> has code in braces'],
    ['a spread', '<Aside {...a}>a</Aside>', '<Aside> has code in braces'],
    ['a script in a link', '[a](javascript:alert(1))', '"javascript:alert(1)" is not an address for readers'],
    ['a hidden script in a link', '[a](java&#10;script:alert(1))', 'is not an address for readers'],
    ['a picture of data', '![a](data:image/png;base64,AA)', 'is not an address for readers'],
    ['a bare less-than sign', 'Nhiệt độ <5 độ', '\\<'],
  ])('%s is refused with its line', async (_, text, wrong) => {
    const output = await told({ [here]: articleFile({}, text) })
    expect(output).toContain('line 8')
    expect(output).toContain(wrong)
  })

  test('a comment is none', async () => {
    expect(await told({ [here]: articleFile({}, '{/* ghi chú */}\n\nMột đoạn.') })).toContain('0 mistakes')
  })
})
