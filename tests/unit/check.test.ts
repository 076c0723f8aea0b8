import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkArticles } from '../../src/desk/check.ts'
import { jsonReport, textReport } from '../../src/desk/report.ts'
import type { Problem } from '../../src/problem.ts'
import { articleFile, makeProject, type Outcome, photo, repository, writeArticles } from '../project.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'check-'))
})

afterEach(() => rm(root, { recursive: true, force: true }))

const here = '2020/bai-thu/index.mdx'
const address = { origin: 'https://bao.example', base: '/' }
const moment = Date.parse('2026-11-24T08:00:00+07:00')

const check = async (articles: Record<string, string | Uint8Array>, only: string[] = [], base = '/') => {
  await writeArticles(root, articles)
  return checkArticles({ root, address: { ...address, base }, moment, only })
}

/** The rules that speak up about an article, each with its place. */
const places = (problems: readonly Problem[]) =>
  problems.map(({ rule, line, column }) => `${rule} ${line}:${column}`).sort()

/** What is said of one article with this text; frontmatter takes seven lines, so that a text begins on line 8. */
const said = async (text: string, fields: Record<string, string | undefined> = {}, file = here) =>
  places((await check({ [file]: articleFile(fields, text) })).problems)

describe('words are advised on with their place', () => {
  test.each<[rule: string, text: string, place: string]>([
    ['doubled-space', 'Một  hai.', '8:4'],
    ['doubled-space', 'Một.\n\n- hai\u00a0 ba', '10:6'],
    ['doubled-space', '> Một\n> hai  ba', '9:6'],
    ['doubled-space', '<Timeline>\n\n- **2018** Một  hai\n\n</Timeline>', '10:15'],
    ['doubled-space', '<Facts title="Một  hai">\n\n- **Ba:** bốn\n\n</Facts>', '8:18'],
    ['doubled-space', '<Facts title="Một">\n\n| Hai | ba  bốn |\n|---|---|\n\n</Facts>', '10:11'],
    ['space-before-punctuation', 'Một , hai.', '8:4'],
    ['space-before-punctuation', 'Thế à ?', '8:6'],
    ['space-before-punctuation', 'Ông nói : “Được”.', '8:8'],
    ['space-in-quotes', 'Ông nói “ được”.', '8:10'],
    ['space-in-quotes', 'Ông nói (được ).', '8:14'],
    ['invisible-character', 'Một\u200bhai.', '8:4'],
    ['invisible-character', 'xây\u00ad dựng', '8:4'],
    ['look-alike-letters', 'Ðảng bộ', '8:1'],
    ['look-alike-letters', 'Chi bộ Ɖảng', '8:8'],
    ['look-alike-letters', 'Một đоàn viên.', '8:5'],
    ['look-alike-letters', 'Ông Αn nói.', '8:5'],
    ['look-alike-letters', 'Năm ２０１８', '8:5'],
    ['look-alike-letters', '𝐊𝐡𝐨𝐚̉n chi', '8:1'],
    ['look-alike-letters', 'ﬁle', '8:1'],
    ['mixed-quotation-marks', 'Là "một".\n\nLà “hai” và “ba”.', '8:4'],
    ['mixed-quotation-marks', 'Là «một».\n\nLà “hai” và “ba”.', '8:4'],
    ['mixed-tone-placement', 'hòa bình, khỏe, thuỷ lợi', '8:17'],
    ['mixed-tone-placement', 'Tỉnh Hòa Bình, tỉnh Hòa Bình, tỉnh Hoà Bình.', '8:36'],
    ['footnote-without-text', 'Một[^1] hai.', '8:4'],
    ['footnote-without-text', 'Một[^a].\n\n[^a]: Có.\n\n[^b]: Thừa.', '12:1'],
    ['doubled-space', '![một  hai](https://a.vn/a.jpg)', '8:6'],
    ['doubled-space', '<Aside title="một  hai">\nba\n</Aside>', '8:18'],
    ['doubled-space', '| a | một  hai |\n|---|---|\n| b | c |', '8:10'],
    ['leftover-mark', '**đậm **chữ', '8:1'],
    ['leftover-mark', 'Một **“Trích”**và hai', '8:1'],
    ['leftover-mark', '#Đề mục', '8:1'],
    ['leftover-mark', '[thư](mailto:a@b.vn?subject=Chào bạn)', '8:1'],
    ['leftover-mark', 'Xem [tệp](bài viết.html)', '8:1'],
    ['leftover-mark', '[mất][khong]', '8:1'],
  ])('%s: %j', async (rule, text, place) => {
    expect((await said(text)).filter((line) => line.startsWith(rule))).toEqual([`${rule} ${place}`])
  })

  test.each([
    ['two spaces in code', '`a  b` và\n\n```\nc  d\n```'],
    ['a hard break', 'Một  \nhai'],
    ['a table that is set in columns', '| a   | b |\n|-----|---|\n| c   | d |'],
    ['a ratio, dots and a domain', 'Tỷ số 2 : 1 và ... rồi .vn và 10 %'],
    ['addresses', '[a](https://a.vn/x,y;z) và https://a.vn/a\u200bb'],
    ['Russian and Greek words, units', 'Tờ Правда, chữ Ω, 5 kΩ, 3 μm, Δt, tia α.'],
    ['Icelandic names', 'Ông Sigurðsson và bà Guðrún.'],
    ['a quotation in a quotation', 'Ông nói: “Câu "một" là «hai»”.'],
    ['inches', 'Màn hình 55" và “tivi”.'],
    ['syllables with one place for the mark', 'quý, quỳ, thuế, hoàn, khoét, loại, ngoài, xòe và hòa'],
    ['names, each spelled once', 'Ông Thuý, bà Thủy, hòa bình và khỏe'],
    ['an escaped reference', 'Một \\[^1]'],
    ['a family of emoji', 'Nhà 👨‍👩‍👧 vui'],
    ['a note', 'Một[^1].\n\n[^1]: Nguồn.'],
    ['a comment', 'Một {/* hai  ba */} bốn.'],
    ['signs of a note, and escaped ones', 'Một (*), hai (**), ba\\*\\*, bốn \\[a\\](b), # năm và C#, **sáu**#bảy'],
    ['emoticons', 'Vui :) và (một) thôi'],
  ])('but not on %s', async (_, text) => {
    expect(await said(text)).toEqual([])
  })

  test('once, where a whole text is decomposed', async () => {
    expect(await said('Đảng bộ thị trấn.'.normalize('NFD'))).toEqual(['not-nfc 8:1'])
  })

  test('in plain Markdown as in MDX', async () => {
    expect(await said('Một  hai.', {}, '2020/bai-thu/index.md')).toEqual(['doubled-space 8:4'])
  })

  test('in the frontmatter, however it is quoted', async () => {
    const fields = { title: '"Một  \\"hai"', description: '>-\n  Một\n  hai  ba', author: "'A  B'" }
    expect(await said('Ba.', fields)).toEqual(['doubled-space 2:12', 'doubled-space 5:6', 'doubled-space 7:11'])
  })
})

describe('the headline and the lead', () => {
  const lead = 'Đảng bộ thị trấn Tam Sơn có hai trăm tám mươi lăm đảng viên.'

  test('fit', async () => {
    expect(await said('Một.', { title: 'a'.repeat(90), description: 'a'.repeat(300) })).toEqual([])
    const { problems } = await check({ [here]: articleFile({ title: 'a'.repeat(91), description: 'a'.repeat(301) }) })
    expect(places(problems)).toEqual(['long-headline 2:8', 'long-lead 3:14'])
    expect(problems.map(({ wrong }) => wrong).join()).toMatch(/91 characters.+301 characters/)
  })

  test('have letters that a card has', async () => {
    const folded = { title: '>-\n  Dòng một\n  dòng hai' }
    expect(await said('Một.', folded)).toEqual([])
    const fields = { title: 'CO₂ và Ω lớn', author: '[Łukasz Čapek, An Ω]' }
    expect(await said('Một.', fields)).toEqual(['lost-on-card 2:15', 'lost-on-card 5:27'])
  })

  test('tell of no change that is still to come', async () => {
    const day = (offset: number) => `"${new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 19)}+00:00"`
    const told = (offset: number, date = day(-1)) =>
      said(
        'Một.',
        { date, updated: day(offset), corrections: `\n  - date: ${day(offset)}\n    text: Đã sửa.` },
        `${date.slice(1, 5)}/bai-thu/index.mdx`,
      )
    expect(await told(400)).toEqual(['change-to-come 6:10', 'change-to-come 8:11'])
    expect(await told(0.5)).toEqual([])
    expect(await told(-0.5)).toEqual([])
    expect(await told(400, day(300))).toEqual([])
  })

  test('are not said twice', async () => {
    expect(await said(`${lead} Thêm.\n\nHai.`, { description: lead })).toEqual([])
    expect(await said(`(Vĩnh Phúc) ${lead}`, { description: lead })).toEqual(['lead-repeated 8:1'])
    expect(await said(`Một.\n\n${lead}`, { description: lead })).toEqual(['lead-repeated 10:1'])
  })
})

test('pictures: an alt text that is the caption, a file that nothing shows', async () => {
  const bytes = await photo(400)
  const fields = { photo: '\n  src: a.jpg\n  alt: Một cái cầu\n  caption: Một cái cầu.' }
  const text = 'Một.\n\n![Hai](b.jpg "Hai. Ảnh: Vũ An")\n\n![Ba](b.jpg)\nba.\n\n![Bốn](b.jpg "Năm")'
  const files = ['a.jpg', 'b.jpg', 'c.JPG', 'd.svg'].map((name) => [`2020/bai-thu/${name}`, bytes] as const)
  const { problems } = await check({ ...Object.fromEntries(files), [here]: articleFile(fields, text) })
  expect(places(problems)).toEqual([
    'alt-is-caption 14:1',
    'alt-is-caption 16:1',
    'alt-is-caption 8:8',
    'unused-picture 1:1',
  ])
  expect(problems.find(({ rule }) => rule === 'unused-picture')?.wrong).toBe('nothing shows "c.JPG"')
})

describe('links', () => {
  const others = {
    '2019/co/index.mdx': articleFile(
      { date: '"2019-01-01T00:00:00+07:00"', aliases: '[/2019/cu/]', tags: 'Thể thao' },
      'Một.[^1]\n\n## Mục hai\n\n[^1]: Nguồn.',
    ),
    '2019/nhap/index.mdx': articleFile({ date: '"2019-01-01T00:00:00+07:00"', draft: 'true' }),
    '2040/mai/index.mdx': articleFile({ date: '"2040-01-01T00:00:00+07:00"' }),
  }
  const judged = async (url: string, only: string[] = [], base = '/') => {
    await mkdir(join(root, 'public'), { recursive: true })
    await writeFile(join(root, 'public/a.pdf'), '')
    const { problems } = await check({ ...others, [here]: articleFile({}, `Một [hai](${url}).`) }, only, base)
    expect(problems.every(({ line, column, end }) => line === 8 && column === 5 && end?.line === 8)).toBe(true)
    return problems.map(({ rule, wrong }) => `${rule} ${wrong.replace(`"${url}" `, '')}`)
  }

  test.each([
    '/2019/co/',
    '/2019/co',
    '/2019/co/index.html',
    '../../2019/co/',
    'https://bao.example/2019/co/',
    '/2019/cu/',
    '/2019/co/#muc-hai',
    '/2019/cu/#muc-hai',
    '/2019/co/#chu-thich-fn-1',
    '/2019/co/#:~:text=M%E1%BB%99t',
    '/2019/co/index.md',
    '#noi-dung',
    '/',
    '/2019/',
    '/tac-gia/nguoi-thu/',
    '/chu-de/the-thao/',
    '/rss.xml',
    '/a.pdf',
    'https://khac.example/2019/khong/',
    'mailto:a@bao.example',
  ])('%s is alive, whether all are checked or one', async (url) => {
    expect(await judged(url)).toEqual([])
    expect(await judged(url, ['/2020/bai-thu/'])).toEqual([])
  })

  test.each([
    ['/2019/khong/', 'dead-link leads to a page that this site does not have'],
    ['https://bao.example/2019/khong/', 'dead-link leads to a page that this site does not have'],
    ['/chu-de/khong/', 'dead-link leads to a page that this site does not have'],
    ['/2019/co/a.jpg', 'dead-link leads to a page that this site does not have'],
    ['/2040/', 'dead-link leads to a page that this site does not have'],
    ['/2019/nhap/', 'dead-link leads to a draft, which no reader sees'],
    ['/2040/mai/', 'dead-link leads to an article that comes out on 01/01/2040'],
    ['/2019/co/#khong', 'dead-anchor points at a place that /2019/co/ does not have'],
    ['/2019/cu/#khong', 'dead-anchor points at a place that /2019/co/ does not have'],
    ['#khong', 'dead-anchor points at a place that /2020/bai-thu/ does not have'],
  ])('%s is told, whether all are checked or one', async (url, told) => {
    expect(await judged(url)).toEqual([told])
    expect(await judged(url, ['2020/bai-thu'])).toEqual([told])
  })

  test('to a place that is not there name the nearest', async () => {
    const { problems } = await check({ ...others, [here]: articleFile({}, '[hai](/2019/co/#muc-hay)') })
    expect(problems[0]?.write).toBe('#muc-hai  (the nearest), or the link without it')
  })

  test('to an article that was taken down are told', async () => {
    await mkdir(join(root, 'content'), { recursive: true })
    await writeFile(join(root, 'content/permalinks.txt'), '2018/cu removed\n')
    expect(await judged('/2018/cu/')).toEqual(['dead-link leads to an article that was taken down'])
  })

  test('of the owner’s pages are judged, too', async () => {
    await mkdir(join(root, 'content/pages'), { recursive: true })
    const fields = '---\ntitle: Về báo\ndescription: Ai làm báo.\n---\n\n'
    const links = '[a](/2019/co/) [b](../lien-he/) [c](/2019/khong/) [d](../2040/mai/)'
    await writeFile(join(root, 'content/pages/gioi-thieu.mdx'), `${fields}${links}\n`)
    await writeFile(join(root, 'content/pages/lien-he.mdx'), `${fields}Một.\n`)
    const { problems } = await check({ ...others, [here]: articleFile() })
    expect(problems.map(({ file, rule, line, column }) => `${file} ${rule} ${line}:${column}`)).toEqual([
      'content/pages/gioi-thieu.mdx dead-link 6:33',
      'content/pages/gioi-thieu.mdx dead-link 6:51',
    ])
  })

  test('are not those of a picture', async () => {
    const articles = {
      ...others,
      [here]: articleFile({}, 'Chữ.\n\n![Ảnh][m]\n\n[m]: a.jpg'),
      '2020/bai-thu/a.jpg': await photo(400),
    }
    expect((await check(articles)).problems).toEqual([])
  })

  test('are known by the address under a base path', async () => {
    expect(await judged('https://bao.example/muc/2019/co/', [], '/muc')).toEqual([])
    expect(await judged('https://bao.example/muc/2019/khong/', [], '/muc')).toHaveLength(1)
  })

  test('between two that come out together are alive', async () => {
    const date = '"2040-01-01T00:00:00+07:00"'
    const articles = { ...others, '2040/kia/index.mdx': articleFile({ date }, '[mai](/2040/mai/)') }
    expect((await check(articles)).problems).toEqual([])
  })
})

describe('mistakes are those of a build', () => {
  test('in an article, between articles, and of a permalink that would be lost', async () => {
    await mkdir(join(root, 'content'), { recursive: true })
    await writeFile(join(root, 'content/permalinks.txt'), '2018/mat p1\n')
    const wrong = async (articles: Record<string, string>) =>
      (await check(articles)).problems.filter(({ advice }) => !advice).map(({ wrong }) => wrong)
    expect(await wrong({ [here]: articleFile({ aliases: '[/2020/bai-thu/]' }) })).toEqual([
      '/2020/bai-thu/ is its own permalink',
    ])
    expect(await wrong({ [here]: articleFile() })).toEqual(['/2018/mat/ was published, and nothing answers to it'])
    expect(await wrong({ [here]: articleFile({ author: undefined }) })).toEqual(['is missing'])
  })

  test('and one article alone may be asked for, by path, permalink or address', async () => {
    const articles = { [here]: articleFile({ author: undefined }), '2020/khac/index.mdx': articleFile({ title: '1' }) }
    for (const name of [here, `content/articles/${here}`, '/2020/bai-thu/', 'https://bao.example/2020/bai-thu/']) {
      const { files, problems } = await check(articles, [name])
      expect(files).toEqual([`content/articles/${here}`])
      expect(problems.map(({ field }) => field)).toEqual(['author'])
    }
    expect((await check(articles, [join(root, 'content/articles', here)])).files).toHaveLength(1)
    await expect(check(articles, ['/2020/khong/'])).rejects.toThrow('there is no article "/2020/khong/"')
  })

  test('a paragraph that would be lost is told for the one article, too', async () => {
    await mkdir(join(root, 'content'), { recursive: true })
    await writeFile(join(root, 'content/permalinks.txt'), '2020/bai-thu p0001 p0002\n2020/khac p0003 p0004\n')
    const articles = { [here]: articleFile({}), '2020/khac/index.mdx': articleFile() }
    const { problems } = await check(articles, ['/2020/bai-thu/'])
    expect(problems.map(({ file }) => file)).toEqual([`content/articles/${here}`])
  })
})

describe('a report', () => {
  const articles = { [here]: articleFile({ autor: 'Ai' }, 'Một  hai.'), '2020/tot/index.mdx': articleFile() }

  test('as text has a block for each file and ends with counts', async () => {
    const report = textReport(await check(articles), 1.26)
    // An owner's own fields are none of the tests' business.
    expect(report.replace(/one of title, .*(?=, or take)/, 'one of title, …')).toMatchInlineSnapshot(`
      "content/articles/2020/bai-thu/index.mdx
        line 6:1  autor: there is no such field
          write  one of title, …, or take the line out
        line 9:4  advice, doubled-space: 2 spaces stand side by side
          write  one space

      1 mistake and 1 piece of advice in 2 articles, 1.3 s"
    `)
    expect(textReport(await check({ [here]: articleFile() }), 0)).toBe(
      '0 mistakes and 0 pieces of advice in 2 articles, 0.0 s',
    )
  })

  test('as JSON is ESLint’s', async () => {
    const results = JSON.parse(jsonReport(await check(articles), root))
    expect(results).toHaveLength(2)
    expect(results[0]).toMatchObject({
      filePath: join(root, 'content/articles', here),
      errorCount: 1,
      warningCount: 1,
      messages: [
        { ruleId: null, severity: 2, line: 6, column: 1 },
        { ruleId: 'doubled-space', severity: 1, line: 9, column: 4, endLine: 9, endColumn: 6 },
      ],
    })
    expect(results[1]).toMatchObject({ messages: [], errorCount: 0 })
  })
})

describe('the command', () => {
  let project: Awaited<ReturnType<typeof makeProject>>
  beforeEach(async () => {
    project = await makeProject({})
  })
  afterEach(() => project.dispose())

  const run = (...args: string[]): Promise<Outcome & { errors: string }> =>
    new Promise((resolve) => {
      const command = ['src/run.js', 'src/desk/commands/check.ts', ...args]
      execFile(process.execPath, command, { cwd: project.root, env: {} }, (error, output, errors) =>
        resolve({ code: error ? Number(error.code) : 0, output, errors }),
      )
    })

  test('ends with 0 for advice, 1 for mistakes, 2 where it was called wrongly', async () => {
    await writeArticles(project.root, { [here]: articleFile({}, 'Một  hai.') })
    expect(await run()).toMatchObject({ code: 0, output: expect.stringContaining('1 piece of advice in 1 article') })
    await writeArticles(project.root, { [here]: articleFile({ author: undefined }) })
    expect(await run()).toMatchObject({ code: 1, output: expect.stringContaining('1 mistake and') })
    expect(await run('--formt', 'json')).toMatchObject({
      code: 2,
      output: '',
      errors: expect.not.stringContaining('    at '),
    })
    expect(await run('--format', 'xml')).toMatchObject({ code: 2, output: '' })
    expect(await run('/2020/khong/')).toMatchObject({ code: 2, errors: expect.stringContaining('there is no article') })
  })

  test('tells what is wrong in the settings, too', async () => {
    await writeArticles(project.root, { [here]: articleFile() })
    const settings = join(project.root, 'src/site.ts')
    await writeFile(settings, (await readFile(settings, 'utf8')).replace('2016-03-01', '2016-03-41'))
    const { code, output } = await run()
    expect(code).toBe(1)
    expect(output).toMatch(/src\/site\.ts\n {2}masthead\.licence\.date: "2016-03-41" is no day\n {4}write {2}/)
  })

  test('prints JSON and nothing else', async () => {
    await writeArticles(project.root, { [here]: articleFile({ author: undefined }) })
    const { code, output, errors } = await run('--format', 'json')
    expect([code, errors]).toEqual([1, ''])
    expect(JSON.parse(output)[0].errorCount).toBe(1)
  })

  test('has nothing to advise on in a plain article', async () => {
    await writeArticles(project.root, { [here]: articleFile() })
    expect((await run()).output).toMatch(/^0 mistakes and 0 pieces of advice in 1 article, \d+\.\d s\n$/)
  })
})

test('the first article has two kinds of quotation marks in its source, and nothing else', async () => {
  const source = await readFile(join(repository, 'tests/site/content/articles/2018/bai-dai/index.mdx'), 'utf8')
  const { problems } = await check({
    '2018/bai-dai/index.mdx': source,
    '2018/bai-dai/anh.jpg': await photo(1800, 1350),
  })
  expect(problems.map(({ rule }) => rule)).toEqual(['mixed-quotation-marks'])
})
