import type { Element, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { textOf } from './text-of.ts'

/** A dash and a space, as before a speaker's name. */
const dash = /^[—–-]\s/

/**
 * Tells who says a quotation apart from what is said: a last paragraph that begins with a dash, below others that do
 * not. Where all begin so, it is a dialogue, and each is said by somebody.
 */
export function rehypeQuotations() {
  return (tree: Root) => {
    visit(tree, 'element', (node) => {
      if (node.tagName !== 'blockquote') return
      const paragraphs = node.children.filter((child) => child.type === 'element') as Element[]
      const last = paragraphs.pop()
      if (last?.tagName !== 'p' || paragraphs.length === 0 || !dash.test(textOf(last))) return
      if (!paragraphs.some((paragraph) => dash.test(textOf(paragraph)))) last.properties.className = ['said-by']
    })
  }
}
