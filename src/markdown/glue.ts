import type { ElementContent, Root, Text } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import { withPlainSpaces } from '../vietnamese/spaces.ts'

/**
 * What a line must not part: an abbreviated number of a resolution, a number and its short unit.
 * A span keeps the author's plain space, so copied text, search and text fragments stay exact.
 * Longer groups would make holes at the line's end.
 */
export const glued =
  /T\.Ư,? \d+|(?<![\d.,])\d[\d.,]{0,30} (?:triệu|tỷ|nghìn|đồng|USD|kg|km|m²|ha|tấn)(?![\p{L}\p{N}])/gu

/** Keeps what belongs together on one line, and lets lines break between words. */
export function rehypeGlue() {
  return (tree: Root) => {
    visit(tree, 'text', (node: Text, index, parent) => {
      if (index === undefined || parent?.type !== 'element' || parent.tagName === 'code') return undefined
      node.value = withPlainSpaces(node.value)
      const parts = split(node.value)
      if (parts.length === 1) return undefined
      parent.children.splice(index, 1, ...parts)
      return [SKIP, index + parts.length]
    })
  }
}

function split(value: string): ElementContent[] {
  const parts: ElementContent[] = []
  let from = 0
  const push = (text: string) => {
    if (text) parts.push({ type: 'text', value: text })
  }
  for (const match of value.matchAll(glued)) {
    push(value.slice(from, match.index))
    const children: Text[] = [{ type: 'text', value: match[0] }]
    parts.push({ type: 'element', tagName: 'span', properties: { className: ['glue'] }, children })
    from = match.index + match[0].length
  }
  push(value.slice(from))
  return parts
}
