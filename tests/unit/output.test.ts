import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { generateAtomFeed, generateRssFeed } from 'feedsmith'
import { expect, test } from 'vitest'
import { readFrontmatter } from '../../src/articles/frontmatter.ts'
import { compileText } from '../../src/markdown/compile.ts'
import { fittingSize } from '../../src/metadata/share-card.ts'
import { withoutLayout } from '../../src/metadata/xml.ts'
import { withPlainSpaces } from '../../src/vietnamese/spaces.ts'
import { unprintable } from '../../src/vietnamese/unprintable.ts'
import { kinds } from '../characters.ts'

const title = kinds.map((kind) => `a${kind}b`).join(' ')

test('what may stand in a headline and a text comes out of every feed as it went in', async () => {
  const { frontmatter } = readFrontmatter(
    `---\ntitle: ${JSON.stringify(title)}\ndescription: a\ndate: "2020-03-04T05:06:00+07:00"\nauthor: An\n---\n\na\n`,
    'a.mdx',
  )
  expect(frontmatter?.title ?? '').toBe(withPlainSpaces(title))
  const escaped = title.replace(/[\\`*_{}[\]<>#|~!&$-]/g, '\\$&')
  const { blocks, problems } = await compileText(escaped, 'a.mdx')
  expect(problems).toEqual([])
  const html = blocks.join('')
  const date = new Date(0)
  const rss = withoutLayout(
    generateRssFeed(
      {
        title,
        link: 'https://a.vn/',
        description: title,
        items: [{ title, description: title, content: { encoded: html } }],
      },
      { strict: true },
    ),
  )
  const atom = withoutLayout(
    generateAtomFeed(
      {
        id: 'a',
        title: { value: title },
        updated: date,
        entries: [{ id: 'a', title: { value: title }, updated: date, content: { type: 'html', value: html } }],
      },
      { strict: true },
    ),
  )
  for (const xml of [rss, atom]) expect(XMLValidator.validate(xml)).toBe(true)
  // Not trimmed: what stands before a title is shown.
  const parser = new XMLParser({ trimValues: false, processEntities: true })
  const item = parser.parse(rss).rss.channel.item
  const entry = parser.parse(atom).feed.entry
  expect([item.title, item.description, item['content:encoded']]).toEqual([title, title, html])
  expect([entry.title['#text'] ?? entry.title, entry.content['#text'] ?? entry.content]).toEqual([title, html])
  expect(JSON.parse(JSON.stringify({ title })).title).toBe(title)
})

test('what may not is refused before: no character that XML forbids passes', () => {
  const all = Array.from({ length: 0x10000 }, (_, i) => String.fromCharCode(i))
  const isXml = (code: number) =>
    code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd)
  for (const [code, character] of all.entries())
    if (!isXml(code)) expect(character.search(unprintable), code.toString(16)).toBe(0)
  expect('😀👍'.search(unprintable)).toBe(-1)
})

test.each(['W'.repeat(160), 'ƯỜNG '.repeat(32).trim(), 'https://bao.example/'.repeat(8), 'ắ'.repeat(160)])(
  'a headline that the check lets pass fits every card: %s',
  async (headline) => {
    for (const photo of [undefined, { file: 'anh.jpg', hash: 'a' }]) {
      const card = { headline, authors: ['An'], date: '2020-03-04T05:06:00+07:00', photo }
      expect(await fittingSize(card)).toBeGreaterThanOrEqual(30)
    }
  },
)
