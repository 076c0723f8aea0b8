import type { Heading, List, Nodes, Paragraph, Text } from 'mdast'
import { visit } from 'unist-util-visit'
import type { Finding, Rule, Written } from './rule.ts'

/** Words that begin what somebody says rather than an item of a list. */
const speech =
  /^(?:thưa|dạ|vâng|ừ|ơ|à|ôi|này|anh|chị|em|ông|bà|cô|chú|bác|con|cháu|mẹ|bố|tôi|tao|mày|không|sao|thế|trời)(?=[\s,!?.…])/iu

/** Dashes before what people say, which Markdown takes for a list. */
export const dialogueList: Rule = {
  name: 'dialogue-list',
  find: (article) =>
    found(article, 'list', (list: List, written) => {
      if (list.ordered || !/^[-+]/.test(written)) return undefined
      const items = itemsOf(written).map((item) => item.replace(/^[-+]\s+/, '').trim())
      const spoken = items.filter((item) => (speech.test(item) && /[.!?…:”"]$/.test(item)) || /[?!]$/.test(item))
      if (spoken.length === 0 || spoken.length * 2 < items.length) return undefined
      const first = items[0]?.split('\n')[0] ?? ''
      return {
        wrong: 'a dash before what somebody says begins a list here',
        write: `– ${first}  (a longer dash, or \\- ${first})`,
      }
    }),
}

/** `2018. Năm ấy`, which Markdown takes for a list that begins with its 2018th item. */
export const numberList: Rule = {
  name: 'number-list',
  find: (article) =>
    found(article, 'list', (list: List, written) => {
      if (!list.ordered || (list.start ?? 1) < 32) return undefined
      const line = written.split('\n')[0] ?? ''
      return {
        wrong: `${list.start} at the beginning of a paragraph begins a list here`,
        write: line.replace(/^(\d+)([.)])/, '$1\\$2'),
      }
    }),
}

/** Hyphens or equals signs right under a line, which make a heading of it. */
export const underlinedHeading: Rule = {
  name: 'underlined-heading',
  find: (article) =>
    found(article, 'heading', (_: Heading, written) => {
      if (written.startsWith('#')) return undefined
      const [words = ''] = written.split('\n')
      const wrong = `the signs under "${words.slice(0, 40)}" make a heading of it`
      return {
        wrong,
        write: `${words}\n\n***\n  (with empty lines, where a rule is meant; ## before the words, where a heading is)`,
      }
    }),
}

/** Short lines that each begin with a capital: a poem, whose line ends a page does not keep. */
export const verseLines: Rule = {
  name: 'verse-lines',
  find: (article) =>
    found(article, 'paragraph', (paragraph: Paragraph, written, parent) => {
      if (
        parent?.type === 'mdxJsxFlowElement' ||
        paragraph.children.some(({ type }) => type === 'break' || type === 'image')
      )
        return undefined
      const lines = written.split('\n').map((line) => line.trim())
      const isVerse = (line: string) => line.length > 5 && line.length <= 60 && /^[–—“"'(*]*\p{Lu}/u.test(line)
      if (lines.length < 2 || !lines.every(isVerse)) return undefined
      const wrong = `${lines.length} short lines will stand on one line`
      return { wrong, write: `<Verse>\n\n${written}\n\n</Verse>` }
    }),
}

/** What was to be bold, a link or a heading, and is none: readers see the signs. */
export const leftoverMark: Rule = {
  name: 'leftover-mark',
  find: (article) =>
    found(article, 'text', (node: Text, written, parent) => {
      const isFirst = parent?.type === 'paragraph' && parent.children[0] === node
      const sign = /(?<![\\(*])\*\*(?![*)])|(?<!\\)\](?:\(|\[)|^#{1,6}(?=\p{L})/u.exec(written)?.[0]
      if (!sign || (sign.startsWith('#') && !isFirst)) return undefined
      const write = {
        '**': '**the words**, with no space inside the asterisks and no letter right after them',
        '](': '[words](address), with %20 for each space of the address, or the address in < and >',
        '][': '[words](address)',
      }[sign]
      return {
        wrong: `readers see ${sign} here`,
        write: write ?? `${sign} and a space, where a heading is meant; \\${sign}, where it is not`,
      }
    }),
}

/** The items of a list, each with the lines that go on with it. */
function itemsOf(written: string): string[] {
  const items: string[] = []
  for (const line of written.split('\n')) {
    if (/^\s*[-+] /.test(line) || items.length === 0) items.push(line.trim())
    else items[items.length - 1] += `\n${line}`
  }
  return items
}

/** What a node's source is, and what it becomes. */
function found<T extends Nodes>(
  { contents, text }: Written,
  type: T['type'],
  judge: (node: T, written: string, parent: Nodes | undefined) => Pick<Finding, 'wrong' | 'write'> | undefined,
): Finding[] {
  const findings: Finding[] = []
  if (!text.source) return findings
  visit(text.source, type, (node, _, parent) => {
    const [from, to] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
    const finding = judge(node as T, contents.slice(from, to), parent as Nodes | undefined)
    if (finding) findings.push({ from, to, ...finding })
  })
  return findings
}
