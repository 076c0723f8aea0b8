import type { Element, Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import { strings } from '../strings.ts'

/**
 * Lets a wide table scroll in itself, by keyboard too (WCAG 2.1.1), and moves the columns' alignment
 * from `style`, which the policy forbids, to `data-align`.
 */
export function rehypeTables() {
  return (tree: Root) => {
    visit(tree, 'element', (node, index, parent) => {
      if ((node.tagName === 'td' || node.tagName === 'th') && node.properties.align) {
        node.properties.dataAlign = node.properties.align
        delete node.properties.align
      }
      if (node.tagName === 'th') node.properties.scope ??= 'col'
      if (node.tagName !== 'table' || index === undefined || !parent) return undefined
      if (parent.type === 'element' && parent.properties.role === 'region') return undefined
      // Two columns fit every screen.
      if (node.data?.isComponent) return undefined
      const scroller: Element = {
        type: 'element',
        tagName: 'div',
        properties: { className: ['table'], role: 'region', ariaLabel: strings.table, tabIndex: 0 },
        children: [node],
      }
      parent.children[index] = scroller
      return undefined
    })
  }
}

/** Names the boxes of task lists: a box without a label says nothing to a screen reader. */
export function rehypeTaskLists() {
  return (tree: Root) => {
    visit(tree, 'element', (node) => {
      if (node.tagName !== 'input') return undefined
      node.properties.ariaLabel = node.properties.checked ? strings.done : strings.notDone
      return SKIP
    })
  }
}
