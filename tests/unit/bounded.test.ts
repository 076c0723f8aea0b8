import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkArticles } from '../../src/desk/check.ts'
import { articleFile, writeArticles } from '../project.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bounded-'))
})

afterEach(() => rm(root, { recursive: true, force: true }))

/** The end that a check must come to, in milliseconds: none takes a tenth of it, on any machine. */
const end = 120_000

const many = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i)).join('')

describe('a check ends with a result or a sentence', () => {
  test.each<[what: string, text: () => string, sentence?: RegExp]>([
    ['2 MB of text', () => 'Một đoạn văn dài của bài.\n\n'.repeat(80_000), /characters, more than/],
    ['all the text that there may be', () => 'Một đoạn văn dài.\n\n'.repeat(10_500)],
    ['20,000 footnotes', () => many(20_000, (i) => `a[^${i}]\n\n[^${i}]: b\n\n`), /characters|footnotes/],
    ['2,500 footnotes', () => many(2_500, (i) => `a[^${i}]\n\n[^${i}]: b\n\n`), /footnotes/],
    ['lists 1,000 deep', () => many(1_000, (i) => `${' '.repeat(i * 2)}- a\n`), /characters|deep/],
    ['lists 500 deep', () => many(500, (i) => `${' '.repeat(i * 2)}- a\n`), /characters|deep/],
    ['lists 1,000 deep on a line', () => `${'- '.repeat(1_000)}a`, /deep/],
    ['quotations 1,000 deep', () => `${'> '.repeat(1_000)}a`, /deep/],
    ['a million asterisks', () => '*'.repeat(1_000_000), /characters/],
    ['many asterisks', () => '*'.repeat(150_000), /marks/],
    ['asterisks apart', () => '* a '.repeat(45_000), /marks/],
    ['marks that never close', () => `${'**a _b '.repeat(400)}\n\n`.repeat(50)],
    ['brackets that never close', () => `${'[a '.repeat(2_900)}\n\n`.repeat(20)],
    ['components that never close', () => '<Aside>\n'.repeat(1_000), /never closed/],
    ['components 400 deep', () => `${'<Aside>\n\n'.repeat(400)}a\n\n${'</Aside>\n\n'.repeat(400)}`],
    ['less-than signs', () => 'x <5 \n\n'.repeat(1_000), /taken for a tag/],
    ['braces', () => '{a\n\n'.repeat(2_000), /taken for code/],
    ['a table of 10,000 rows', () => `| a | b |\n|---|---|\n${'| c | d |\n'.repeat(10_000)}`, /rows/],
    ['headings of one name', () => '# a\n'.repeat(25_000)],
    ['paragraphs of one word', () => 'a\n\n'.repeat(20_000)],
    ['addresses', () => 'https://a.vn/b '.repeat(10_000)],
    ['spaces and dots', () => `${' .'.repeat(90_000)}a`],
    ['advice without end', () => 'a  b '.repeat(35_000)],
  ])('%s', { timeout: end }, async (_, text, sentence) => {
    await writeArticles(root, { '2020/bai-thu/index.mdx': articleFile({}, text()) })
    const moment = Date.parse('2026-11-24T08:00:00+07:00')
    const { problems } = await checkArticles({ root, address: { origin: 'https://bao.example', base: '/' }, moment })
    const mistakes = problems.filter(({ advice }) => !advice)
    if (sentence) expect(mistakes[0]?.wrong).toMatch(sentence)
    else
      expect(
        mistakes.map(({ wrong, write }) => `${wrong} ${write}`).filter((told) => /RangeError|stack|\bat /.test(told)),
      ).toEqual([])
  })
})
