import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readFrontmatter } from '../../src/articles/frontmatter.ts'
import { readArticle } from '../../src/articles/read.ts'
import { checkArticles } from '../../src/desk/check.ts'
import { compileText } from '../../src/markdown/compile.ts'
import { formatProblems, type Problem } from '../../src/problem.ts'
import { articleFile, photo, writeArticles } from '../project.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'judge-'))
})

afterEach(() => rm(root, { recursive: true, force: true }))

const here = '2020/bai-thu/index.mdx'
const address = { origin: 'https://bao.example', base: '/' }
const moment = Date.parse('2026-11-24T08:00:00+07:00')

async function check(articles: Record<string, string | Uint8Array>): Promise<Problem[]> {
  await writeArticles(root, articles)
  const { problems } = await checkArticles({ root, address, moment })
  for (const { wrong, write } of problems) expect(`${wrong} ${write}`).not.toMatch(/\bat \S+ \(|node_modules|src\//)
  return problems
}

const mistakes = (problems: readonly Problem[]) => problems.filter(({ advice }) => !advice)
const lines = (problems: readonly Problem[]) =>
  problems.map(({ line, column, wrong, write }) => `${line}:${column} ${wrong} → ${write}`).join('\n')

describe('the frontmatter as editors type it', () => {
  const right = ['title: Bài thử', 'description: Lời dẫn.', 'date: "2020-03-04T05:06:00+07:00"', 'author: Người Thử']
  const withLine = (line: string, field: string) => {
    const others = right.filter((other) => !other.startsWith(`${field}:`))
    return [...line.split('\n'), ...others]
  }
  /** The part of a proposal that is pasted: what stands in brackets after two spaces explains it. */
  const pasted = ({ write }: Problem) => write.split('  (')[0] ?? ''

  test.each<[field: string, line: string, wrong: RegExp, write: string]>([
    ['title', 'title: Chiến dịch #MeToo ở Việt Nam', /cut off/, 'title: "Chiến dịch #MeToo ở Việt Nam"'],
    ['title', 'title: #MeToo', /cut off/, 'title: "#MeToo"'],
    ['title', 'title: "Vua" lúa ở đồng bằng', /quotes/, 'title: "\\"Vua\\" lúa ở đồng bằng"'],
    ['title', "title: 'Vua' lúa", /quotes/, 'title: "\'Vua\' lúa"'],
    ['title', 'title: "Vua lúa', /quotes/, 'title: "Vua lúa"'],
    ['title', 'title: Bão số 3: lũ lên', /colon/, 'title: "Bão số 3: lũ lên"'],
    ['title', 'title: *Nhấn mạnh*', /quotes/, 'title: "*Nhấn mạnh*"'],
    ['title', 'title: &cộng sự', /quotes/, 'title: "&cộng sự"'],
    ['title', 'title: !important', /quotes/, 'title: "!important"'],
    ['title', 'title: @minhan viết', /quotes/, 'title: "@minhan viết"'],
    ['title', 'title: %', /quotes/, 'title: "%"'],
    ['title', 'title: `mã`', /quotes/, 'title: "`mã`"'],
    ['title', 'title: - Gạch đầu', /quotes/, 'title: "- Gạch đầu"'],
    ['title', 'title: > lớn hơn', /quotes/, 'title: "> lớn hơn"'],
    ['title', 'title: [Ảnh] Bão', /quotes/, 'title: "[Ảnh] Bão"'],
    ['title', 'title: {Ảnh} Bão', /quotes/, 'title: "{Ảnh} Bão"'],
    ['title', 'title:Thử', /no space/, 'title: Thử'],
    ['title', 'title： Thử', /plain colon/, 'title: Thử'],
    ['title', 'title: 2018', /no text/, 'title: "2018"'],
    ['title', 'title: true', /no text/, 'title: "true"'],
    ['title', 'title: "Một\\u000bhai"', /nobody sees/, 'title: "Một hai"'],
    ['title', `title: ${'a'.repeat(161)}`, /161 characters/, 'title: "..."'],
    ['Title', 'Title: Bài thử', /no such field/, 'title: "Bài thử"'],
    ['tác giả', 'tác giả: Minh An', /no such field/, 'author: "Minh An"'],
    ['date', 'date: 24/11/2020', /another form/, 'date: "2020-11-24T00:00:00+07:00"'],
    ['date', 'date: 2020-11-24 08:30', /another form/, 'date: "2020-11-24T08:30:00+07:00"'],
    ['date', 'date: 8h30 ngày 24-11-2020', /another form/, 'date: "2020-11-24T08:30:00+07:00"'],
    ['author', 'author: Minh An, Vũ Bình', /one name of 2 people/, 'author: [Minh An, Vũ Bình]'],
    ['author', 'author: Minh An và Vũ Bình', /one name of 2 people/, 'author: [Minh An, Vũ Bình]'],
    ['author', 'author:', /missing/, 'author: Bình Duyên'],
    ['author', 'author: ""', /empty/, 'author: Bình Duyên'],
    ['author', 'author: 李明', /no letter/, 'author: Bình Duyên'],
    ['author', 'author: [Minh An, Vũ Bình', /quotes/, 'author: ["Minh An", "Vũ Bình"]'],
    ['tags', 'tags: lũ, bão', /one tag of 2/, 'tags: [lũ, bão]'],
    ['tags', 'tags: ["日本"]', /no letter/, 'tags: Phát triển Đảng'],
    ['photo', 'photo:\n  src:a.jpg\n  alt: b', /no space/, 'src: a.jpg'],
    ['photo', 'photo:\n\tsrc: a.jpg\n  alt: b', /tab/, '  src: a.jpg'],
    ['place', '  place: Hà Nội', /too far to the right/, 'place: Hà Nội'],
  ])('%s: %j is told, and what is proposed works when it is pasted', (field, line, wrong, write) => {
    const known = { Title: 'title', 'tác giả': 'author' }[field] ?? field
    const written = known === 'place' ? [...right, ...line.split('\n')] : withLine(line, known)
    const read = (of: string[]) => readFrontmatter(`---\n${of.join('\n')}\n---\n\nĐoạn.\n`, here)
    const { problems } = read(written)
    expect(problems.length, lines(problems)).toBeGreaterThan(0)
    const problem = problems.find((one) => wrong.test(one.wrong))
    expect(problem && pasted(problem), lines(problems)).toBe(write)
    if (!problem?.line) throw new Error('the message has no line')
    const at = problem.line - 2
    const indent = /^ +(?=src:)/.exec(written[at] ?? '')?.[0] ?? ''
    const mended = written.with(at, (write.startsWith(' ') ? '' : indent) + write)
    const after = read(mended)
    expect(lines(after.problems), mended.join('\n')).toBe('')
  })

  test('all that is wrong is told in one run', () => {
    const yaml = 'title:Thử\ndescription: Ông nói: "Đi"\ndate: 24/11/2020\nauthor: A, B\ntags: *x\ntitle: hai'
    const { problems } = readFrontmatter(`---\n${yaml}\n---\n\nĐoạn.\n`, here)
    expect(problems.map(({ line }) => line).sort()).toEqual([2, 3, 4, 5, 6, 7])
  })

  test.each([
    ['anchors that grow', `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\ntitle: [*b,*b,*b,*b]`],
    ['brackets without end', `title: ${'['.repeat(20_000)}`],
    ['maps without end', `title: ${'{a: '.repeat(9_000)}`],
    ['a tag of a program', 'title: !!js/function "x"'],
    ['a merge', 'a: &a {title: x}\n<<: *a'],
    ['a second document', 'title: a\n...\nb: c'],
    ['a list', '- a\n- b'],
    ['a text', 'chỉ có chữ'],
    ['very much', `title: ${'a b '.repeat(60_000)}`],
  ])('%s end in sentences', async (_, yaml) => {
    const problems = await check({
      [here]: `---\n${yaml}\n---\n\nĐoạn.\n`,
      '2020/bai-khac/index.mdx': articleFile({ draft: 'no' }),
    })
    expect(mistakes(problems).length).toBeGreaterThan(1)
    expect(
      problems.some(({ file }) => file.includes('bai-khac')),
      'the other file is judged, too',
    ).toBe(true)
  })

  test('a comment that is meant stays one', () => {
    const yaml = right.with(0, 'title: Bài thử  # nhan đề').join('\n')
    expect(readFrontmatter(`---\n${yaml}\n# ghi chú\ndraft: true # chưa xong\n---\n\nĐoạn.\n`, here).problems).toEqual(
      [],
    )
  })
})

describe('the bytes of a file', () => {
  const file = articleFile({}, 'Đảng bộ thị trấn Tam Sơn.')
  const head = Buffer.from(articleFile({}, ''))
  const inLatin1 = (text: string) => Buffer.concat([head, Buffer.from(`${text}\n`, 'latin1')])

  test.each<[what: string, bytes: () => Uint8Array, wrong: RegExp, line: number]>([
    ['windows-1258', () => inLatin1('Ð\u00f2 v\u00e3n \u00f0\u00ec.'), /windows-1258/, 9],
    ['TCVN3', () => inLatin1('§¶ng bé thÞ trÊn Tam S¬n hiÖn cã ®¶ng viªn.'), /TCVN3/, 9],
    ['VNI', () => inLatin1('Ñaûng boä thò traán Tam Sôn hieän coù ñaûng vieân.'), /VNI/, 9],
    ['UTF-16 with a mark', () => Buffer.from(`\ufeff${file}`, 'utf16le'), /UTF-16/, 1],
    ['UTF-16 without', () => Buffer.from(file, 'utf16le'), /UTF-16/, 1],
    ['UTF-16 the other way', () => Buffer.from(`\ufeff${file}`, 'utf16le').swap16(), /UTF-16/, 1],
    [
      'a letter cut in two',
      () => Buffer.concat([Buffer.from(file).subarray(0, -8), Buffer.from([0xe1, 0xba, 10])]),
      /no letter/,
      8,
    ],
  ])('%s is named with its line', async (_, bytes, wrong, line) => {
    const problems = mistakes(await check({ [here]: bytes() }))
    expect(problems.map((one) => [one.line, wrong.test(one.wrong)])).toEqual([[line, true]])
  })

  test('may begin with a mark and end lines in any way', async () => {
    expect(await check({ [here]: `\ufeff${file}` })).toEqual([])
    expect(await check({ [here]: file.replaceAll('\n', '\r\n') })).toEqual([])
    expect(await check({ [here]: file.replaceAll('\n', '\r') })).toEqual([])
  })

  test.each(['\u000b', '\u000c', '\u0000', '\u001f', '\u007f', '\u0085', '\u2028', '\u2029', '\ufffe', '\ufdd0'])(
    'the character %j is a mistake with line and column, in the text and in a field',
    async (character) => {
      const problems = mistakes(
        await check({ [here]: articleFile({ place: `Hà${character}Nội` }, `Một${character}hai.`) }),
      )
      expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual(expect.arrayContaining(['9:4', '6:10']))
    },
  )

  test.each<[rule: string, text: string]>([
    ['private-use-character', 'Một \ue000 hai.'],
    ['private-use-character', 'Một \u{f0000} hai.'],
    ['replacement-character', 'Đảng b\ufffd thị trấn.'],
    ['invisible-character', 'Một\u200bhai.'],
    ['no-break-space', 'Một\u00a0hai\u00a0ba bốn.'],
    ['legacy-encoding', '§¶ng bé thÞ trÊn Tam S¬n hiÖn cã 285 ®¶ng viªn.'],
    ['legacy-encoding', 'Ñaûng boä thò traán Tam Sôn hieän coù ñaûng vieân.'],
    ['dialogue-list', '- Thưa ông, ông nghĩ gì?\n\n- Tôi nghĩ rằng phải cố gắng.'],
    ['dialogue-list', '- Dạ, con về rồi.\n- Ừ.'],
    ['number-list', '2018. Năm ấy bão nhiều.'],
    ['underlined-heading', 'Đoạn thứ nhất\n---\nĐoạn thứ hai.'],
    ['underlined-heading', 'Đoạn thứ nhất\n===\n\nĐoạn thứ hai.'],
    ['verse-lines', 'Tiếng suối trong như tiếng hát xa,\nTrăng lồng cổ thụ bóng lồng hoa.'],
  ])('%s is advice for %j', async (rule, text) => {
    const problems = await check({ [here]: articleFile({}, text) })
    expect(problems.map((problem) => problem.rule)).toContain(rule)
    expect(mistakes(problems)).toEqual([])
  })

  test.each([
    ['a list', '- 120 ha bưởi Diễn\n- 40 ha bưởi đỏ\n- Cam, quýt và các loại khác.'],
    ['French and Spanish', 'Ông Muñoz ở quán café “Où est-il?” nói “naïf”.'],
    [
      'a wrapped paragraph',
      'Đảng bộ thị trấn Tam Sơn hiện có hai trăm tám mươi lăm đảng viên, sinh hoạt\ntại mười hai chi bộ trực thuộc.',
    ],
    ['one glued number', 'Giá 20\u00a0000 đồng, 5\u00a0km.'],
    ['a numbered list', '1. Một\n2. Hai'],
    ['a poem with breaks', 'Tiếng suối trong\\\nTrăng lồng cổ thụ'],
  ])('but none for %s', async (_, text) => {
    expect(lines(await check({ [here]: articleFile({}, text) }))).toBe('')
  })
})

describe('the text', () => {
  test.each([
    ['a comment', '{/* The text: a paragraph, an empty line, the next. */}'],
    ['nothing', ''],
    ['spaces', '   \n\n  '],
    ['a rule', '***'],
  ])('that is %s is a mistake', async (_, text) => {
    expect(lines(mistakes(await check({ [here]: articleFile({}, text) })))).toMatch(/no text/)
  })

  test.each<[text: string, write: string[]]>([
    ['<b>Đậm</b> và <i>nghiêng</i>.\n\nDòng một<br>dòng hai.', ['**Đậm**', '*nghiêng*', '<br/>']],
    ['<b>Đậm</b> và <br> và <b>thêm</b>', ['<br/>', '**Đậm**', '**thêm**']],
    ['Một <u>từ</u> gạch chân.', ['từ']],
    ['Một <strong>mạnh</strong>.', ['**mạnh**']],
    ['Một <b>chưa đóng', ['**…**']],
    ['<p>Đoạn</p>', ['Đoạn']],
    ['<!-- ghi chú -->\n\nĐoạn.', ['{/* ghi chú */}']],
    ['Xem <https://a.vn/b> nhé.', ['[https://a.vn/b](https://a.vn/b)']],
    ['Dưới <5 độ.', ['\\<']],
    ['Một {x} hai.', ['\\{x}']],
    ['Một { hai.', ['\\{']],
    ['<Facts title: "Số liệu">\n\n- **A:** b\n\n</Facts>', ['<Facts title="Số liệu">']],
    ['<Aside title=“Khung: số”>\n\nMột.\n\n</Aside>', ['<Aside title="Khung: số">']],
    ['<Aside title=Khung>\n\nMột.\n\n</Aside>', ['<Aside title="Khung">']],
  ])('%j is told what to write', async (text, write) => {
    const problems = mistakes(await check({ [here]: articleFile({}, text) }))
    for (const one of write) expect(lines(problems)).toContain(`→ ${one}`)
    expect(problems.every(({ line, column }) => line && column)).toBe(true)
    expect(lines(problems)).not.toMatch(/<q>|→ <b>|MDX/)
  })

  test.each<[text: string, wrong: string, write: string]>([
    ['Một <b>Đậm</b>.', '<b>Đậm</b>', '**Đậm**'],
    ['Một <i>nghiêng</i>.', '<i>nghiêng</i>', '*nghiêng*'],
    ['Một<br>hai.', '<br>', '<br/>'],
    ['Một <u>từ</u>.', '<u>từ</u>', 'từ'],
    ['Một <del>cũ</del>.', '<del>cũ</del>', '~~cũ~~'],
    ['<h2>Mục</h2>', '<h2>Mục</h2>', '## Mục'],
    ['<!-- ghi --> Một.', '<!-- ghi -->', '{/* ghi */}'],
    ['Xem <https://a.vn/b> nhé.', '<https://a.vn/b>', '[https://a.vn/b](https://a.vn/b)'],
    ['Gửi <a@b.vn> nhé.', '<a@b.vn>', '[a@b.vn](mailto:a@b.vn)'],
    ['Dưới <5 độ.', '<', '\\<'],
    ['Một {x} hai.', '{x}', '\\{x}'],
    ['Một { hai.', '{', '\\{'],
    ['<Aside title: "Số">\n\nMột.\n\n</Aside>', '<Aside title: "Số">', '<Aside title="Số">'],
    ['<Aside title=Số>\n\nMột.\n\n</Aside>', '<Aside title=Số>', '<Aside title="Số">'],
    ['<Aside titel="Số">\n\nMột.\n\n</Aside>', 'titel="Số"', 'title="Tên của khung"'],
    ['- Thưa ông, đi đâu?', '- Thưa ông, đi đâu?', '– Thưa ông, đi đâu?'],
    ['2018. Năm ấy.', '2018. Năm ấy.', '2018\\. Năm ấy.'],
    [
      'Một dòng thơ,\nHai dòng thơ.',
      'Một dòng thơ,\nHai dòng thơ.',
      '<Verse>\n\nMột dòng thơ,\nHai dòng thơ.\n\n</Verse>',
    ],
  ])('%j is right once %j is what is proposed', async (text, wrong, write) => {
    const before = await check({ [here]: articleFile({}, text) })
    expect(before.map((problem) => problem.write.split('  (')[0])).toContain(write)
    expect(
      lines(
        await check({
          [here]: articleFile(
            {},
            text.replace(wrong, () => write),
          ),
        }),
      ),
    ).toBe('')
  })

  test('keeps the lines of a poem', async () => {
    const text =
      '<Verse>\n\nTiếng suối *trong\nnhư* tiếng hát xa,\nTrăng lồng cổ thụ.\n\nKhổ hai\n\n</Verse>\n\nMột\\\nhai<br/>ba'
    const { blocks, paragraphs, problems } = await compileText(text, 'a.mdx')
    expect(problems).toEqual([])
    const html = blocks.join('').replace(/ id="[^"]*"/g, '')
    expect(html).toContain(
      '<p>Tiếng suối <em>trong<br>\nnhư</em> tiếng hát xa,<br>\nTrăng lồng cổ thụ.</p><p>Khổ hai</p>',
    )
    expect(html).toContain('<p>Một<br>\nhai<br>\nba</p>')
    expect(paragraphs.at(-1)).toBe('Một\nhai\nba')
  })

  test('breaks its lines between words, whatever spaces are pasted', async () => {
    const { blocks } = await compileText('Dán\u00a0từ\u00a0Word, giá 5\u00a0km.', 'a.mdx')
    expect(blocks.join('')).toContain('Dán từ Word, giá ')
    expect(blocks.join('')).toContain('5\u00a0km')
  })

  test('keeps its pictures where they are placed, whatever characters stand in it', async () => {
    const text = 'Một \ue000 hai \ue001.\n\n![Thấy](anh.jpg "Chú thích")\n\nBa.'
    const { blocks } = await compileText(text, 'a.mdx')
    expect(
      blocks.map((block) => (typeof block === 'string' ? block.replace(/<[^>]*>/g, '').trim() : block.src)),
    ).toEqual(['Một \ue000 hai \ue001.', 'anh.jpg', 'Chú thích\nBa.'])
  })
})

describe('names', () => {
  test.each<[field: string, one: string, other: string]>([
    ['author', 'Nguyễn Văn Thắng', 'Nguyễn Văn Thăng'],
    ['section', 'Thế giới', 'Thể giới'],
    ['tags', 'C++', 'C#'],
    ['tags', 'Covid-19', 'Covid 19'],
  ])('%s: %s and %s have one address, which is a mistake', async (field, one, other) => {
    const value = (name: string) => (field === 'tags' ? JSON.stringify([name]) : JSON.stringify(name))
    const problems = mistakes(
      await check({
        '2020/mot/index.mdx': articleFile({ [field]: value(one) }),
        '2020/hai/index.mdx': articleFile({ [field]: value(other) }),
      }),
    )
    expect(problems).toHaveLength(1)
    expect(problems[0]?.wrong).toMatch(/one address, \//)
    expect([problems[0]?.wrong.includes(one), problems[0]?.wrong.includes(other)]).toEqual([true, true])
    expect(problems[0]?.line).toBe(field === 'author' ? 5 : 6)
  })

  test('that stand there twice are one', () => {
    const { frontmatter } = readFrontmatter(
      articleFile({ tags: '[Giáo dục, Chợ, giáo dục]', author: '[An, An]' }),
      'a.mdx',
    )
    expect([frontmatter?.tags, frontmatter?.author]).toEqual([['Giáo dục', 'Chợ'], ['An']])
    const others = readFrontmatter(articleFile({ author: '[Nguyễn Hà, Nguyễn Hạ]' }), 'a.mdx')
    expect(others.frontmatter?.author).toEqual(['Nguyễn Hà', 'Nguyễn Hạ'])
  })

  test('that differ in case, or in where a mark stands, are one', async () => {
    const articles = {
      '2020/mot/index.mdx': articleFile({ tags: '[Hòa Bình, tin]' }),
      '2020/hai/index.mdx': articleFile({ tags: '[Hoà Bình, Tin]' }),
    }
    expect(lines(mistakes(await check(articles)))).toBe('')
  })

  test('of pages are no alias', async () => {
    const problems = mistakes(
      await check({ [here]: articleFile({ aliases: '[/tim-kiem/, /2018/, /tac-gia/nguoi-thu/, /2019/cu/]' }) }),
    )
    expect(lines(problems)).toMatch(/^6:11 \/tim-kiem\/ is a page.*\[\/2019\/cu\/\]\n6:23 \/2018\/.*\n6:31 \/tac-gia/)
  })
})

describe('files', () => {
  test('that systems leave beside others are none', async () => {
    const junk = Buffer.from([0, 5, 22, 7])
    const problems = await check({
      [here]: articleFile(),
      '2020/bai-thu/._index.mdx': junk,
      '2020/bai-thu/~$index.mdx': junk,
      '2020/bai-thu/.DS_Store': junk,
      '2020/bai-thu/Thumbs.db': junk,
      '2020/bai-thu/._anh.jpg': junk,
      '2020/.index.mdx.swp': junk,
      '__MACOSX/2020/bai-thu/index.mdx': junk,
    })
    expect(lines(problems)).toBe('')
  })

  test('of one name in capitals, and folders named as files, are told', async () => {
    await mkdir(join(root, 'content/articles/2020/thu-muc/index.mdx'), { recursive: true })
    const problems = await check({ '2020/hoa/INDEX.MDX': articleFile(), [here]: articleFile() })
    expect(formatProblems(problems)).toMatch(/INDEX\.MDX\n {2}an article does not lie here/)
  })

  test.each([
    '100%.jpg',
    '100%25.jpg',
    'anh 1.jpg',
    'anh%201.jpg',
    'Ảnh chụp (2).jpg',
    'Ảnh phố cổ.jpg'.normalize('NFD'),
    'a[1]{2}.jpg',
    'Hà & Nội #1.jpg',
    'ai "nói" \'gì\'.jpg',
    'vui 😀.jpg',
    'Screenshot 8.00.00\u202fPM.jpg',
    'a+b=c;d,e@f~g!h.jpg',
    'z6045_1.jpg',
    '%E1%BA%A2nh.jpg',
  ])('a photo may be named %s, as the lead and in the text', async (name) => {
    const typed = name.normalize('NFC').replaceAll('\u202f', ' ')
    const inMarkdown = `<${typed.replaceAll('%', '%25')}>`
    const fields = { photo: `\n  src: ${JSON.stringify(typed)}\n  alt: Thấy` }
    await writeArticles(root, { [here]: articleFile(fields, `Một.\n\n![Khác](${inMarkdown})`) })
    const path = join(root, 'content/articles/2020/bai-thu', name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, await photo(400))
    const { problems, article, text } = await readArticle(root, `content/articles/${here}`)
    expect(lines(problems)).toBe('')
    const pictures = text?.blocks.filter((block) => typeof block !== 'string') ?? []
    expect(pictures.map(({ file }) => basename(file))).toEqual([name, name])
    expect(article?.photo?.src).toBe(name)
  })

  test('with a space that Markdown does not take are told as they must be written', async () => {
    const problems = await check({ [here]: articleFile({}, 'Một.\n\n![Thấy](anh 1.jpg "Chú thích")') })
    expect(lines(mistakes(problems))).toContain('→ ![Thấy](<anh 1.jpg> "Chú thích")')
  })
})
