import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyse } from 'scslre'
import ts from 'typescript'
import { describe, expect, test, vi } from 'vitest'
import { comparable } from '../../src/articles/read.ts'
import { readByline, splitNames } from '../../src/desk/bylines.ts'
import { partCredit } from '../../src/desk/credits.ts'
import { draftFromText } from '../../src/desk/from-text.ts'
import { splitCredit } from '../../src/vietnamese/credit.ts'
import { readDate } from '../../src/vietnamese/read-date.ts'
import { slugify } from '../../src/vietnamese/slug.ts'
import { repository } from '../project.ts'

const source = join(repository, 'src')

/** Expressions that the analysis takes for slow and that read nothing that a stranger wrote, or cannot fail. */
const known: Readonly<Record<string, string>> = {
  'hosts/address.ts': 'an address that the owner sets',
  'hosts/answer.ts': 'a header of a server on this machine',
  'hosts/portable.ts': 'pages that the build wrote',
  'hosts/commands/portable.ts': 'a path that the owner types',
  'reader/fragment.ts': 'what a reader selected on the page',
  'reader/search.ts': 'the name of a list',
  'vietnamese/sentences.ts': 'it always ends at the end of a paragraph',
}

/** Every expression in the code that is written out. */
function literals(): { file: string; line: number; pattern: string; flags: string }[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:ts|js|astro)$/.test(name),
  )
  return files.flatMap((name) => {
    const file = name.replaceAll('\\', '/')
    const text = readFileSync(join(source, name), 'utf8')
    const code = file.endsWith('.astro') ? (text.split(/^---$/m)[1] ?? '') : text
    const tree = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true)
    const found: ReturnType<typeof literals> = []
    const walk = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/')
        const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1
        found.push({ file, line, pattern: node.text.slice(1, end), flags: node.text.slice(end + 1) })
      }
      ts.forEachChild(node, walk)
    }
    walk(tree)
    return found
  })
}

describe('expressions', () => {
  test('take no more than linear time', () => {
    const all = literals()
    expect(all.length).toBeGreaterThan(300)
    const slow = all.filter(
      ({ pattern, flags }) => analyse({ source: pattern, flags }, { maxReports: 1 }).reports.length > 0,
    )
    const told = slow.filter(({ file }) => !known[file]).map(({ file, line, pattern }) => `${file}:${line} ${pattern}`)
    expect(told).toEqual([])
    // What is no longer slow must not stay on the list.
    expect([...new Set(slow.map(({ file }) => file))].sort()).toEqual(Object.keys(known).sort())
  })

  test('that are put together when a module is read, neither', async () => {
    const made: [source: string, flags: string][] = []
    const Plain = RegExp
    vi.resetModules()
    vi.stubGlobal('RegExp', function Recorded(source: string, flags?: string) {
      made.push([source, flags ?? ''])
      return new Plain(source, flags)
    })
    await import('../../src/vietnamese/read-date.ts')
    await import('../../src/vietnamese/event-date.ts')
    vi.unstubAllGlobals()
    expect(made.length).toBeGreaterThan(20)
    const slow = made.filter(([source, flags]) => analyse({ source, flags }, { maxReports: 1 }).reports.length > 0)
    expect(slow).toEqual([])
  })

  test('the lint finds what is slow', () => {
    for (const pattern of ['[\\s.]+$', '(a+)+$', '^(.*?)\\s*:\\s*(.+?)\\s*$'])
      expect(analyse({ source: pattern, flags: '' }).reports.length, pattern).toBeGreaterThan(0)
  })
})

const long = 100_000

describe.each<[what: string, text: string]>([
  ['dots', '.'.repeat(long)],
  ['dots, then a letter', `${'.'.repeat(long)}a`],
  ['spaces', ' '.repeat(long)],
  ['letters and spaces', `a${' '.repeat(long)}a`],
  ['no-break spaces', '\u00a0'.repeat(long)],
  ['hyphens', '-'.repeat(long)],
  ['commas', ', '.repeat(long / 2)],
  ['brackets', '('.repeat(long)],
  ['credits', 'Ảnh: '.repeat(long / 5)],
  ['illustrations', 'Ảnh minh họa '.repeat(long / 13)],
  ['labels', 'Tin, bài: '.repeat(long / 10)],
  ['digits', '1'.repeat(long)],
  ['dates', '1/1/20'.repeat(long / 6)],
  ['words', 'ngày tháng năm '.repeat(long / 15)],
  ['quotes', '"'.repeat(long)],
  ['line ends', '\n'.repeat(long)],
])('100,000 %s', (_, text) => {
  test.each<[name: string, read: (text: string) => unknown]>([
    ['comparable', comparable],
    ['splitNames', splitNames],
    ['readByline', readByline],
    ['partCredit', partCredit],
    ['splitCredit', splitCredit],
    ['readDate', readDate],
    ['slugify', slugify],
    ['draftFromText', (words) => draftFromText(`Tiêu đề\n\n${words}\n\nĐoạn hai.\n\nMinh An`)],
  ])('are read by %s', { timeout: 5_000 }, (_, read) => {
    expect(() => read(text)).not.toThrow()
  })
})
