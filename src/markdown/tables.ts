import type { Element, Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import { strings } from '../strings.ts'
import { textOf } from './text-of.ts'

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
      // Two columns fit every screen.
      if (node.data?.isComponent) return undefined
      setTotalApart(node)
      if (firstCells(node).every((cell) => textOf(cell).length <= shortHead)) node.properties.dataHeads = 'short'
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

/** In characters: what heads a row stays on one line up to here. */
const shortHead = 24

const childrenOf = (node: Element | undefined, ...names: string[]) =>
  (node?.children ?? []).filter((child) => child.type === 'element' && names.includes(child.tagName)) as Element[]

const rowsOf = (table: Element) => childrenOf(table, 'thead', 'tbody').flatMap((part) => childrenOf(part, 'tr'))

const firstCells = (table: Element) => rowsOf(table).flatMap((row) => childrenOf(row, 'th', 'td')[0] ?? [])

/** Puts a last row of totals in the table's foot: one that says so, or whose words are all in bold. */
function setTotalApart(table: Element): void {
  const [body] = childrenOf(table, 'tbody')
  const rows = childrenOf(body, 'tr')
  const last = rows.at(-1)
  if (!body || !last || rows.length < 2) return
  const cells = childrenOf(last, 'td', 'th').filter((cell) => textOf(cell).trim() !== '')
  const isBold = (cell: Element) => textOf(cell).trim() === childrenOf(cell, 'strong').map(textOf).join(' ').trim()
  const [first] = cells
  if (!first || !(/^(?:tổng(?: cộng| số)?|cộng)$/i.test(textOf(first).trim()) || cells.every(isBold))) return
  body.children = body.children.filter((child) => child !== last)
  table.children.push({ type: 'element', tagName: 'tfoot', properties: {}, children: [last] })
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
