import type { Element, ElementContent, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { element } from './figure.ts'

const isBlock = (node: ElementContent) =>
  node.type === 'element' && /^(?:p|[uo]l|blockquote|div|figure|pre|table|h[1-6])$/.test(node.tagName)

/** Words as a paragraph, where they are not in one: what is counted, found, read aloud and linked to is a paragraph. */
export function asParagraphs(children: ElementContent[]): ElementContent[] {
  const end = children.findIndex(isBlock)
  const words = end < 0 ? children : children.slice(0, end)
  const hasWords = words.some((node) => node.type !== 'text' || node.value.trim() !== '')
  return hasWords ? [element('p', {}, words), ...children.slice(words.length)] : children
}

/** Makes a paragraph of what an item says before the list that stands in it. */
export function rehypeListItems() {
  return (tree: Root) => {
    visit(tree, 'element', (node: Element) => {
      if (node.tagName === 'li' && node.children.some(isBlock)) node.children = asParagraphs(node.children)
    })
  }
}
