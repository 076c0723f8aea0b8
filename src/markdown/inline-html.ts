import type { Element, Root } from 'hast'
import { visit } from 'unist-util-visit'

/**
 * Turns the lower-case elements that an article may use (`H<sub>2</sub>O`) from JSX into plain elements, and drops
 * comments. What may stand there was judged before, in `content-rules.ts`.
 */
export function rehypeInlineHtml() {
  return (tree: Root) => {
    visit(tree, (node, index, parent) => {
      if (!parent || index === undefined) return undefined
      if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') {
        parent.children.splice(index, 1)
        return index
      }
      const isJsx = node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement'
      if (!isJsx || !node.name || !/^[a-z]/.test(node.name)) return undefined
      const title = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === 'title')?.value
      const properties = typeof title === 'string' ? { title } : {}
      const plain: Element = { type: 'element', tagName: node.name, properties, children: node.children as Element[] }
      // As after Markdown's own breaks, so that the words on both sides are two.
      parent.children.splice(index, 1, plain, ...(node.name === 'br' ? [{ type: 'text' as const, value: '\n' }] : []))
      return undefined
    })
  }
}
