import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFrontmatter } from '../../src/articles/frontmatter.ts'
import { readArticle } from '../../src/articles/read.ts'
import { readByline } from '../../src/desk/bylines.ts'
import { draftFromText } from '../../src/desk/from-text.ts'
import { makeArticle } from '../../src/desk/new-article.ts'
import { compileText } from '../../src/markdown/compile.ts'
import { readBytes } from '../../src/vietnamese/encoding.ts'
import { slugify } from '../../src/vietnamese/slug.ts'
import { unprintable } from '../../src/vietnamese/unprintable.ts'
import { writeArticles } from '../project.ts'

let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fuzz-'))
})

afterAll(() => rm(root, { recursive: true, force: true }))

/** The same inputs in every run; another seed is a change of this line. */
const runs = (numRuns: number) => ({ numRuns, seed: 20261126 })

/** Pieces of what editors paste, and of what breaks parsers. */
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'Đảng bộ',
      'xã',
      'Minh An',
      'Ảnh:',
      'Theo',
      'Nguồn:',
      '07/09/2018',
      '8h30',
      'ngày',
      'tháng 6',
      'năm',
      'Vũ Bình',
      'một',
      'hai',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ' ',
      '\n',
      '\n\n',
      ': ',
      ', ',
      ' - ',
      '. ',
      '"',
      "'",
      '#',
      ' #',
      '- ',
      '1. ',
      '> ',
      '|',
      '---',
      '\t',
      '\u00a0',
      '\r\n',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '<b>',
      '</b>',
      '<br>',
      '<',
      '>',
      '{',
      '}',
      '{/*',
      '*/}',
      '<Aside>',
      '</Aside>',
      '<Verse>',
      '![',
      '](',
      ')',
      '[^1]',
      '**',
      '_',
      '`',
      '~~',
      '\\',
      '&',
      '&#1;',
      '<!--',
      '-->',
      'import ',
      'export ',
      'https://',
      '$',
      '%',
      '@',
      '*',
      '!',
      '?',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\u000b',
      '\u0000',
      '\ud800',
      '\uffff',
      '\u200b',
      '\ue000',
      '\ufffd',
      '日本',
      '😀',
      '\u0301',
    ),
  },
)
const text = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(''))
const isSentence = (told: string) =>
  !/\n\s+at |node_modules|\[object |undefined|TypeError|ReferenceError|RangeError|is not a function/.test(told)

describe('whatever is typed', () => {
  test('as a field of the frontmatter ends in values or sentences', () => {
    const field = fc.constantFrom(
      'title',
      'description',
      'date',
      'author',
      'tags',
      'photo',
      'aliases',
      'draft',
      'Tiêu đề',
    )
    const lines = fc.array(fc.tuple(field, fc.constantFrom(': ', ':', ':\t', ' : '), text), { maxLength: 6 })
    fc.assert(
      fc.property(lines, (typed) => {
        const yaml = typed.map((parts) => parts.join('')).join('\n')
        const { frontmatter, problems } = readFrontmatter(`---\n${yaml}\n---\n\nĐoạn.\n`, 'a.mdx')
        expect(frontmatter !== undefined || problems.length > 0).toBe(true)
        for (const { wrong, write } of problems)
          expect(
            isSentence(`${wrong} ${write}`.replaceAll('undefined', yaml.includes('undefined') ? '' : 'undefined')),
            `${wrong} → ${write}`,
          ).toBe(true)
        if (frontmatter)
          expect(`${frontmatter.title}${frontmatter.author}${frontmatter.tags}`.search(unprintable)).toBe(-1)
      }),
      runs(1_500),
    )
  })

  test('as text ends in HTML with all of its words, or in sentences', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom('a.mdx', 'a.md'), async (typed, file) => {
        const { problems, blocks } = await compileText(typed, file)
        for (const { wrong, write } of problems)
          expect(isSentence(`${wrong} ${write}`), `${wrong} → ${write}`).toBe(true)
        if (problems.length > 0) return
        const html = blocks
          .map((block) => (typeof block === 'string' ? block.replace(/<[^>]*>/g, '') : block.alt))
          .join('')
        for (const word of ['Đảng bộ', 'Minh An', 'Vũ Bình'])
          if (typed.includes(word) && !/\{|<|`|!\[|\]|\\|\|/.test(typed))
            expect(html.replaceAll('&#x26;', '&'), typed).toContain(word)
      }),
      runs(1_200),
    )
  })

  test('as a whole file never stops the check of others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), text, async (bytes, typed) => {
        const contents = Buffer.concat([Buffer.from(`---\ntitle: a\n${typed}\n---\n`), bytes, Buffer.from(typed)])
        await writeArticles(root, { '2020/bai/index.mdx': contents })
        const { article, problems } = await readArticle(root, 'content/articles/2020/bai/index.mdx')
        expect(article !== undefined || problems.length > 0).toBe(true)
        for (const { wrong } of problems) expect(wrong).not.toMatch(/\n|TypeError|cannot be read: (?!it is nested)/)
      }),
      runs(400),
    )
  })

  test('bytes are read, and said to be what they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { text: read, wrong } = readBytes(bytes)
        expect(typeof read).toBe('string')
        if (wrong) expect(wrong.line).toBeGreaterThan(0)
      }),
      runs(1_000),
    )
  })

  test('as raw text becomes an article without a lost word', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const draft = draftFromText(`Nhan đề\n\n${typed}\n\nĐoạn cuối cùng của bài.`)
        const told = JSON.stringify(draft)
        for (const word of ['Đảng bộ', 'Minh An', 'Vũ Bình'])
          if (typed.includes(word)) expect(told, typed).toContain(word)
      }),
      runs(1_000),
    )
  })

  test('as a byline is names, or nothing', () => {
    fc.assert(
      fc.property(text, (typed) => {
        for (const name of readByline(typed).authors) expect(name.trim()).toBe(name)
        expect(slugify(typed)).toMatch(/^[a-z0-9-]*$/)
      }),
      runs(1_000),
    )
  })

  test('as a headline makes a file that can be read', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (title, caption) => {
        if (slugify(title) === '') return
        const draft = {
          title,
          author: [caption],
          photos: [{ name: title, caption, after: 0 }],
          blocks: ['Đoạn.'],
          notes: [],
        }
        const { file } = await makeArticle(root, draft, 0)
        const { problems } = await readArticle(root, file)
        expect(
          problems.filter(({ wrong }) => /brackets|cannot be read|no field|in quotes|closing ---/.test(wrong)),
        ).toEqual([])
      }),
      runs(150),
    )
  })
})
