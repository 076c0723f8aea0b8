import type { Nodes, Paragraph } from 'mdast'
import { visit } from 'unist-util-visit'
import type { ArticleSource } from '../../articles/read.ts'

/** A run of words that readers see together: a paragraph, a heading, a cell, a caption, a field of the frontmatter. */
export interface Passage {
  kind: 'paragraph' | 'other' | 'field'
  /** Offset of its first character in the file. */
  from: number
  /** As long as its source, so that a place in it is a place in the file; marks, code and addresses are `filler`. */
  text: string
}

/** Stands for a character that is not prose; Unicode's own stand-in for what is no text. */
export const filler = '\uFFFC'

/** The words of a passage alone, on one line. */
export const wordsOf = ({ text }: Passage): string => text.replaceAll(filler, '').replace(/\s+/g, ' ').trim()

/**
 * Finds the words that readers see, and where they stand.
 *
 * @returns passages in the order of the file
 */
export function passagesOf(source: ArticleSource): Passage[] {
  return [...fields(source), ...prose(source)]
}

function fields({ contents, matter: { frontmatter, rangeOf } }: ArticleSource): Passage[] {
  if (!frontmatter) return []
  const { author, tags, corrections } = frontmatter
  const paths: (string | number)[][] = [
    ...['title', 'description', 'author', 'place', 'section', 'tags'].map((field) => [field]),
    ...author.map((_, i) => ['author', i]),
    ...tags.map((_, i) => ['tags', i]),
    ...['alt', 'caption', 'credit', 'standIn'].map((field) => ['photo', field]),
    ...corrections.map((_, i) => ['corrections', i, 'text']),
  ]
  return paths
    .flatMap((path): Passage[] => {
      const range = rangeOf(...path)
      return range ? [{ kind: 'field', from: range[0], text: yamlWords(contents.slice(...range)) }] : []
    })
    .sort((a, b) => a.from - b.from)
}

/** https://yaml.org/spec/1.2.2/#57-escaped-characters */
const yamlEscape = /\\(?:x\w{2}|u\w{4}|U\w{8}|.)/g

const blank = (text: string) => text.replace(/[^\n]/g, filler)

/** A scalar with its quotes, escapes, block header and indentation blanked. */
function yamlWords(scalar: string): string {
  const inner = scalar.slice(1, -1)
  const fenced = (words: string) => filler + foldLines(words) + filler
  if (scalar.startsWith('"')) {
    return fenced(inner.replace(yamlEscape, (written) => (written === '\\"' ? `${filler}"` : blank(written))))
  }
  if (scalar.startsWith("'")) return fenced(inner.replaceAll("''", `${filler}'`))
  return foldLines(scalar.replace(/^[|>].*/, blank))
}

/** White space at a line's ends and the marks of a quotation are layout. */
const foldLines = (text: string) => text.replace(/(?<![ \t])[ \t]*\n[ \t>]*/g, blank)

function prose({ contents, text: { source } }: ArticleSource): Passage[] {
  const passages: Passage[] = []
  if (!source) return passages
  visit(source, (node) => {
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') {
      const kind = node.type === 'paragraph' && !isPicture(node) ? 'paragraph' : 'other'
      passages.push({ kind, ...inline(node, contents) })
    }
    if (node.type === 'image') {
      const [from, to] = span(node)
      const written = contents.slice(from, to)
      // With escapes in it, the source differs from the words; such a rare caption is left alone.
      if (written.startsWith(`![${node.alt}]`)) passages.push({ kind: 'other', from: from + 2, text: node.alt ?? '' })
      const title = node.title ? written.lastIndexOf(node.title) : -1
      if (node.title && title >= 0) passages.push({ kind: 'other', from: from + title, text: node.title })
    }
    if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
      const title = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === 'title')?.value
      if (typeof title !== 'string') return
      const at = contents.indexOf(title, span(node)[0])
      if (at >= 0) passages.push({ kind: 'other', from: at, text: title })
    }
  })
  return passages.sort((a, b) => a.from - b.from)
}

function inline(block: Nodes, contents: string): Pick<Passage, 'from' | 'text'> {
  const [from, to] = span(block)
  let text = ''
  visit(block, (node, _index, parent) => {
    if (node.type !== 'text' || isAddress(node.value, parent)) return
    const [start, end] = span(node)
    text += blank(contents.slice(from + text.length, start)) + foldLines(contents.slice(start, end))
  })
  return { from, text: text + blank(contents.slice(from + text.length, to)) }
}

/** Whether a text is the address that its link leads to. */
function isAddress(text: string, parent: Nodes | undefined): boolean {
  return parent?.type === 'link' && (parent.url === text || parent.url.replace(/^(?:https?:\/\/|mailto:)/, '') === text)
}

const isPicture = ({ children: [first] }: Paragraph) => first?.type === 'image'

const span = (node: Nodes): [from: number, to: number] => [
  node.position?.start.offset ?? 0,
  node.position?.end.offset ?? 0,
]
