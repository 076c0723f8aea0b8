import type { Nodes } from 'hast'

/** The words of a tree as a reader takes them: numbers of footnotes and the ways back from them are none. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (!('children' in node)) return ''
  if (node.type === 'element' && isFootnoteMark(node.properties)) return ''
  return node.children.map(textOf).join('')
}

const isFootnoteMark = (properties: Readonly<Record<string, unknown>>) =>
  properties.dataFootnoteRef !== undefined || properties.dataFootnoteBackref !== undefined
