import type { Element, Root } from 'hast'
import { toString as textOf } from 'hast-util-to-string'
import { visit } from 'unist-util-visit'
import { slugify } from '../vietnamese/slug.ts'

/**
 * Fits an article's headings under the page's one `h1`: the topmost become `h2`, no level is skipped
 * (WCAG technique G141), and each has an id of plain letters.
 */
export function rehypeHeadings() {
  return (tree: Root) => {
    const headings: { node: Element; level: number }[] = []
    visit(tree, 'element', (node) => {
      const level = /^h([1-6])$/.exec(node.tagName)?.[1]
      if (level && !node.properties.id) headings.push({ node, level: Number(level) })
    })
    const top = Math.min(...headings.map(({ level }) => level))
    const taken = new Map<string, number>()
    let previous = 1
    for (const { node, level } of headings) {
      previous = Math.min(level - top + 2, previous + 1, 6)
      node.tagName = `h${previous}`
      node.properties.id = unique(slugify(textOf(node)) || 'muc', taken)
    }
  }
}

/** @param taken the ids that are there, each with the number at which the search for a free one goes on */
function unique(id: string, taken: Map<string, number>): string {
  let free = id
  let n = taken.get(id) ?? 2
  for (; taken.has(free); n++) free = `${id}-${n}`
  taken.set(id, n)
  if (free !== id) taken.set(free, 2)
  return free
}
