import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listArticles } from '../../src/articles/files.ts'
import { readArticle } from '../../src/articles/read.ts'
import { ProblemsError } from '../../src/problem.ts'
import { articleFile, photo, writeArticles } from '../project.ts'

let root: string
/** A file that comes into being where any of an article's code runs. */
let mark: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hostile-'))
  mark = join(root, 'ran')
})

afterEach(() => rm(root, { recursive: true, force: true }))

/** Reads all articles, and tells what an editor would be told. */
async function told(articles: Record<string, string | Uint8Array>): Promise<string> {
  await writeArticles(root, articles)
  const results = await Promise.all((await listArticles(root)).map((file) => readArticle(root, file)))
  expect(results.filter(({ article }) => article)).toEqual([])
  expect(existsSync(mark), 'nothing of the article ran').toBe(false)
  return new ProblemsError(results.flatMap(({ problems }) => problems)).message
}

const here = '2020/bai-thu/index.mdx'
const write = () => `require('fs').writeFileSync(${JSON.stringify(mark)},'')`

/** Texts that want more than to be read. Frontmatter takes seven lines, so that a text begins on line 8. */
const texts: [what: string, text: () => string, wrong: string, line?: number][] = [
  ['an import', () => "import fs from 'node:fs'", 'cannot import or export'],
  ['a side-effect import', () => "import './x.js'", 'cannot import or export'],
  ['a data import', () => `import "data:text/javascript;base64,${btoa(write())}"`, 'cannot import or export'],
  ['an export', () => `export const a = (() => { ${write()} })()`, 'cannot import or export'],
  ['a default export', () => 'export default () => null', 'cannot import or export'],
  ['a re-export', () => "export * from 'node:fs'", 'cannot import or export'],
  ['an import below text', () => 'Một.\n\nimport fs from "node:fs"', 'cannot import or export', 10],
  ['an expression', () => `{${write()}}`, 'is code'],
  ['an expression in a sentence', () => 'Một {process.exit(3)} hai.', 'is code'],
  ['an expression in a heading', () => '## Mục {globalThis.a = 1}', 'is code'],
  ['an expression in a table', () => '| a | b |\n|---|---|\n| {1} | 2 |', 'is code', 10],
  ['an expression after a comment', () => '{/* a */ globalThis.a = 1}', 'is code'],
  ['an expression between comments', () => '{/* a */}{1}{/* b */}', 'is code'],
  ['a comment that only looks like one', () => '{"/*" + 1 + "*/"}', 'is code'],
  ['an expression in a component', () => '<Aside title="a">\n{process.env.HOME}\n</Aside>', 'is code', 9],
  ['an expression in a nested component', () => '<Aside>\n<PullQuote>\n{1}\n</PullQuote>\n</Aside>', 'is code', 10],
  ['a script', () => '<script>alert(1)</script>', 'no component <script>'],
  ['a script in capitals', () => '<SCRIPT>alert(1)</SCRIPT>', 'no component <SCRIPT>'],
  ['a script in a component', () => '<Aside>\n<script src="https://a.example/a.js"></script>\n</Aside>', '<script>', 9],
  ['a style element', () => '<style>{"*{display:none}"}</style>', 'no component <style>'],
  ['a frame', () => '<iframe src="https://a.example"></iframe>', 'no component <iframe>'],
  ['an object', () => '<object data="a.swf"></object>', 'no component <object>'],
  ['a base', () => '<base href="https://a.example/" />', 'no component <base>'],
  ['a form', () => '<form action="https://a.example"></form>', 'no component <form>'],
  ['a meta refresh', () => '<meta http-equiv="refresh" content="0;url=https://a.example" />', 'no component <meta>'],
  ['an SVG with a handler', () => '<svg onload="alert(1)"></svg>', 'no component <svg>'],
  ['an SVG in text', () => 'Một <svg><script>1</script></svg> hai', 'no component <svg>'],
  ['MathML', () => '<math href="javascript:alert(1)">x</math>', 'no component <math>'],
  ['a member component', () => '<Astro.Foo />', 'no component <Astro.Foo>'],
  ['a namespaced element', () => '<svg:script>1</svg:script>', 'no component <svg:script>'],
  ['a fragment with code', () => '<>{1}</>', 'no component <>'],
  ['a handler', () => '<Aside onclick="alert(1)">a</Aside>', 'cannot have onclick'],
  ['a handler as React writes it', () => '<Aside onClick="alert(1)">a</Aside>', 'cannot have onClick'],
  ['a handler on inline HTML', () => 'H<sub onmouseover="alert(1)">2</sub>O', 'cannot have onmouseover'],
  ['a style', () => '<Aside style="position:fixed">a</Aside>', 'cannot have style'],
  ['raw HTML for Astro', () => '<Aside set:html="<script>1</script>">a</Aside>', 'cannot have set:html'],
  ['a client directive', () => '<Aside client:load>a</Aside>', 'cannot have client:load'],
  ['an expression in an attribute', () => `<Aside title={${write()}}>a</Aside>`, 'has code in braces'],
  ['a template in an attribute', () => '<Aside title={`a`}>a</Aside>', 'has code in braces'],
  ['a spread', () => `<Aside {...(${write()})}>a</Aside>`, 'has code in braces'],
  ['a script in a component’s attribute', () => '<Aside title="javascript:alert(1)">a</Aside>', 'not an address'],
  ['a script in a link', () => '[a](javascript:alert(1))', 'not an address'],
  ['a script in capitals in a link', () => '[a](JaVaScRiPt:alert(1))', 'not an address'],
  ['a script behind a tab', () => '[a](<java\tscript:alert(1)>)', 'not an address'],
  ['a script behind entities', () => '[a](&#106;avascript:alert(1))', 'not an address'],
  ['a script behind a named entity', () => '[a](javascript&colon;alert(1))', 'not an address'],
  ['a script behind a control character', () => '[a](&#1;javascript:alert(1))', 'not an address'],
  ['a script by reference', () => '[a][b]\n\n[b]: javascript:alert(1)', 'not an address', 10],
  ['a Visual Basic link', () => '[a](vbscript:msgbox)', 'not an address'],
  ['a page of data', () => '[a](data:text/html,<script>1</script>)', 'not an address'],
  ['a file link', () => '[a](file:///etc/passwd)', 'not an address'],
  ['a blob link', () => '[a](blob:https://a.example/1)', 'not an address'],
  ['a script as a picture', () => '![a](javascript:alert(1))', 'not an address'],
  ['a picture of data', () => '![a](data:image/svg+xml,<svg/>)', 'not an address'],
]

describe('a hostile text is refused with its line, and nothing of it runs', () => {
  test.each(texts)('%s', async (_, text, wrong, line = 8) => {
    const output = await told({ [here]: articleFile({}, text()) })
    expect(output).toContain(`content/articles/${here}`)
    expect(output).toContain(wrong)
    expect(output).toMatch(new RegExp(`line ${line}:\\d+  `))
  })

  test('there are forty of them and more', () => {
    expect(texts.length).toBeGreaterThanOrEqual(40)
  })

  test('raw HTML in plain Markdown does not reach the page', async () => {
    const output = await told({ '2020/bai-thu/index.md': articleFile({}, '<img src=x onerror=alert(1)>') })
    expect(output).toContain('line 8:1  raw HTML does not reach the page')
  })

  test('nor behind a comment', async () => {
    const output = await told({ '2020/bai-thu/index.md': articleFile({}, '<!-- a --><script>alert(1)</script>') })
    expect(output).toContain('line 8:1  raw HTML does not reach the page')
  })
})

describe('a hostile picture is refused', () => {
  const lead = (src: string) => articleFile({ photo: `\n  src: ${JSON.stringify(src)}\n  alt: Ảnh` })

  test.each([
    '../../../../etc/passwd',
    '/etc/passwd',
    '..\\..\\a.jpg',
    '../khac/a.jpg',
    'https://a.example/a.jpg',
    '//a.example/a.jpg',
    'file:///etc/passwd',
  ])('src %s', async (src) => {
    const output = await told({ [here]: lead(src), '2020/khac/a.jpg': await photo(400) })
    expect(output).toMatch(
      /line 7:3 {2}photo\.src: .+(outside the article's folder|on another server|there is no file)/,
    )
  })

  test('a traversal that is percent-encoded, in the text', async () => {
    const output = await told({
      [here]: articleFile({}, '![a](%2e%2e/khac/a.jpg)'),
      '2020/khac/a.jpg': await photo(400),
    })
    expect(output).toMatch(/line 8:1 {2}picture: .+outside the article's folder/)
  })

  test('an SVG, which is code, whatever its name', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><script>alert(1)</script></svg>'
    for (const name of ['a.svg', 'a.png', 'a.jpg']) {
      const output = await told({ [here]: lead(name), [`2020/bai-thu/${name}`]: svg })
      expect(output, name).toContain(`photo.src: "${name}" is not a picture that can be read`)
    }
  })

  test('a bomb, small on the disk and huge when it is opened', async () => {
    const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: 'white' } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(bomb.length).toBeLessThan(2_000_000)
    const output = await told({ [here]: lead('a.png'), '2020/bai-thu/a.png': bomb })
    expect(output).toContain('line 7:3  photo.src: "a.png" has 256.0 megapixels')
  })
})

describe('a link out of content/ is refused', () => {
  const outside = async () => {
    const folder = join(root, 'outside')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'index.mdx'), articleFile())
    return folder
  }

  test('for an article’s file', async () => {
    const target = join(await outside(), 'index.mdx')
    await mkdir(join(root, 'content/articles/2020/bai-thu'), { recursive: true })
    await symlink(target, join(root, 'content/articles/2020/bai-thu/index.mdx'))
    expect(await told({})).toContain(`content/articles/${here}\n  line 1  this is a link to something elsewhere`)
  })

  test('for an article’s folder', async () => {
    const target = await outside()
    await mkdir(join(root, 'content/articles/2020'), { recursive: true })
    await symlink(target, join(root, 'content/articles/2020/bai-thu'))
    expect(await told({})).toMatch(/content\/articles\/2020\/bai-thu.*\n {2}line 1 {2}.*is a link/)
  })
})
