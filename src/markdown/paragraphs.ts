import type { Element, ElementContent, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { element } from './figure.ts'

/** Whether an element parts the words around it. */
export const isBlock = (node: ElementContent): node is Element =>
  node.type === 'element' && /^(?:p|[uo]l|blockquote|div|aside|figure|pre|table|hr|h[1-6])$/.test(node.tagName)

/** Words as paragraphs, where they are not in one: what is counted, found, read aloud and linked to is a paragraph. */
export function asParagraphs(children: readonly ElementContent[]): ElementContent[] {
  const parts: ElementContent[] = []
  let words: ElementContent[] = []
  const close = () => {
    const hasWords = words.some((node) => node.type !== 'text' || node.value.trim() !== '')
    parts.push(...(hasWords ? [element('p', {}, words)] : words))
    words = []
  }
  for (const child of children) {
    if (isBlock(child)) {
      close()
      parts.push(child)
    } else words.push(child)
  }
  close()
  return parts
}

/** Makes paragraphs of what an item says around a list or another block that stands in it. */
export function rehypeListItems() {
  return (tree: Root) => {
    visit(tree, 'element', (node: Element) => {
      if (node.tagName === 'li' && node.children.some(isBlock)) node.children = asParagraphs(node.children)
    })
  }
}
