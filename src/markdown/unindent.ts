import type { Parents, Root, RootContent } from 'mdast'
import type {} from 'mdast-util-mdx-jsx'

/**
 * Takes away the indentation that no list or quotation asks for. MDX makes no code of it, so an editor may indent what a
 * component holds; plain Markdown does, of four spaces.
 *
 * @param parse reads the source as MDX
 */
export function unindented(source: string, parse: (source: string) => Root): string {
  let text = source
  // What stands deeper shows once what holds it stands where it should.
  while (/^[ \t>]*(?: {4}|\t)/m.test(text)) {
    const edits: Indentation[] = []
    findIndentation(text, parse(text), '', edits)
    if (edits.length === 0) break
    for (const { from, to } of edits.reverse()) text = text.slice(0, from) + text.slice(to)
  }
  return text
}

/** Spaces and tabs that a line has too many; offsets. */
interface Indentation {
  from: number
  to: number
}

/** @param margin what lines begin with at the parent's place */
function findIndentation(text: string, { children }: Parents, margin: string, found: Indentation[]): void {
  for (const node of children) {
    const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
    const line = text.lastIndexOf('\n', start - 1) + 1
    const before = text.slice(line, start)
    const extra = before.slice(margin.length)
    if (before.startsWith(margin) && /^(?: {4}|\t)[ \t]*$/.test(extra)) {
      const lines = [line, ...[...text.slice(start, end).matchAll(/\n/g)].map(({ index }) => start + index + 1)]
      for (const at of lines) found.push(...indentationAt(text, at, margin, extra.length))
    } else if (isContainer(node)) {
      findIndentation(text, node, marginWithin(text, node, margin), found)
    }
  }
}

/** @param most how many characters may go */
function indentationAt(text: string, at: number, margin: string, most: number): Indentation[] {
  if (!text.startsWith(margin, at)) return []
  const from = at + margin.length
  const [extra = ''] = /^[ \t]*/.exec(text.slice(from, from + most)) ?? []
  return extra ? [{ from, to: from + extra.length }] : []
}

/** What the lines of a passage begin with at its place: in an item of a list they are indented, in a quotation marked. */
export const marginAt = (text: string, at: number): string =>
  text.slice(text.lastIndexOf('\n', at - 1) + 1, at).replace(/[^\s>]/g, ' ')

/** What lines begin with within a passage whose own begin with `margin`. */
function marginWithin(text: string, { type, children, position }: Parents, margin: string): string {
  if (type === 'mdxJsxFlowElement') return margin
  if (type === 'blockquote') return `${marginAt(text, position?.start.offset ?? 0)}> `
  return marginAt(text, children[0]?.position?.start.offset ?? 0)
}

const containers = ['blockquote', 'list', 'listItem', 'footnoteDefinition', 'mdxJsxFlowElement']

const isContainer = (node: RootContent): node is RootContent & Parents => containers.includes(node.type)
