import type { Element, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { slugify } from '../vietnamese/slug.ts'
import { textOf } from './text-of.ts'

/** Ids of the page around a text, by which its own buttons, links and settings find their parts. */
export const pageIds = [
  ...['noi-dung', 'cai-dat', 'chia-se', 'ma-qr', 'bai-truoc-sau'],
  ...['size-s', 'size-m', 'size-l', 'size-xl', 'size-xxl', 'spacing-normal', 'spacing-wide', 'face-serif', 'face-sans'],
  ...['theme-auto', 'theme-light', 'theme-sepia', 'theme-dark', 'keys-on', 'keys-off'],
]

/**
 * Fits an article's headings under the page's one `h1`: the topmost become `h2`, no level is skipped
 * (WCAG technique G141), and each has an id of plain letters.
 */
export function rehypeHeadings() {
  return (tree: Root) => {
    const headings: { node: Element; level: number }[] = []
    const taken = new Map<string, number>(pageIds.map((id) => [id, 2]))
    visit(tree, 'element', (node) => {
      // Footnotes have theirs.
      if (node.properties.id) taken.set(String(node.properties.id), 2)
      const level = /^h([1-6])$/.exec(node.tagName)?.[1]
      if (level && !node.properties.id) headings.push({ node, level: Number(level) })
    })
    const top = Math.min(...headings.map(({ level }) => level))
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
