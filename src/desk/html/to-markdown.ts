import { fromDom } from 'hast-util-from-dom'
import { toMdast } from 'hast-util-to-mdast'
import type { Nodes, Paragraph, Parents, PhrasingContent, Root, RootContent, TableRow } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { line, tag, withoutTracking } from './dom.ts'

// remark-mdx escapes what MDX would read as code; Markdown reads the same escapes.
const writer = unified()
  .use(remarkGfm)
  .use(remarkMdx)
  .use(remarkStringify, { bullet: '-', emphasis: '*', rule: '-', listItemIndent: 'one' })
  .freeze()

const words = /^(?!\d+[.)])[\p{L}\p{N}“"(‘][\p{L}\p{N} .,;?!“”"'‘’()–—…%/:-]*$/u
const marks = /:\/\/|www\.|^(?:import|export)\b/i

/** Writes an element as Markdown that the content rules allow; empty where nothing is left. */
export function toMarkdown(element: Element): string {
  // Eight of ten paragraphs hold words alone, and no sign that Markdown reads; the way through three trees takes long.
  if (tag(element) === 'p' && element.firstElementChild === null) {
    const text = line(element.textContent)
    if (words.test(text) && !marks.test(text)) return text
  }
  const hast = fromDom(element)
  const converted = toMdast(hast, { newlines: false })
  const root: Root = converted.type === 'root' ? converted : { type: 'root', children: [converted as RootContent] }
  tidy(root)
  return root.children.length === 0 ? '' : withoutModules(writer.stringify(root).trim())
}

/** MDX takes a line that begins so for a module's; Markdown reads the reference as the same letter. */
function withoutModules(markdown: string): string {
  return markdown.replace(/^(?=(?:import|export)\b)./gm, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`)
}

function tidy(parent: Parents): void {
  const children: Nodes[] = []
  for (const child of parent.children as Nodes[]) {
    if ('children' in child) tidy(child)
    children.push(...allowed(child, parent))
  }
  parent.children = merge(children) as never
}

/** What the content rules let an article hold, in a node's place. */
function allowed(node: Nodes, parent: Parents): Nodes[] {
  switch (node.type) {
    case 'html':
    case 'image':
    case 'imageReference':
    case 'definition':
    case 'yaml':
    case 'thematicBreak':
      return []
    case 'text':
      node.value = node.value.replace(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, '').replace(/[ \t\n\u00a0]+/g, ' ')
      return node.value === '' ? [] : [node]
    case 'heading': {
      if (node.children.length === 0) return []
      // The page's headline is its only h1.
      node.depth = node.depth < 2 ? 2 : node.depth
      return [node]
    }
    case 'link':
      return link(node.url, node.children).map((inner) =>
        inner.type === 'link' ? { ...node, ...inner, title: null } : inner,
      )
    case 'strong':
    case 'emphasis':
    case 'delete':
      return marked(node, parent)
    case 'table':
      node.children = headed(node.children)
      return [node]
    case 'paragraph':
      trim(node)
      return node.children.length === 0 ? [] : [node]
    case 'blockquote':
    case 'list':
    case 'listItem':
      return node.children.length === 0 ? [] : [node]
    default:
      return [node]
  }
}

/** A table with its first row for a head, where the page marks none; editors set that row in bold. */
function headed(rows: TableRow[]): TableRow[] {
  const [head, first] = rows
  if (!head || !first || head.children.some((cell) => cell.children.length > 0)) return rows
  if (first.children.some((cell) => cell.children.length !== 1 || cell.children[0]?.type !== 'strong')) return rows
  for (const cell of first.children) {
    cell.children = cell.children.flatMap((child) => (child.type === 'strong' ? child.children : [child]))
  }
  return rows.slice(1)
}

function link(address: string, children: PhrasingContent[]): PhrasingContent[] {
  const absolute = address.trim().startsWith('//') ? `https:${address.trim()}` : address.trim()
  if (!/^(?:https?|mailto|tel):/i.test(absolute) || !URL.canParse(absolute) || children.length === 0) return children
  const url = /^http/i.test(absolute) ? withoutTracking(new URL(absolute)) : absolute
  return [{ type: 'link', url, children: children as never }]
}

/** Marks need letters at both ends: white space and breaks go outside, what is empty goes. */
function marked(node: Extract<Nodes, { type: 'strong' | 'emphasis' | 'delete' }>, parent: Parents): Nodes[] {
  const before: Nodes[] = []
  const after: Nodes[] = []
  const { children } = node
  for (let first = children[0]; first; first = children[0]) {
    if (first.type === 'break') before.push(children.shift() as Nodes)
    else if (first.type === 'text' && /^\s/.test(first.value)) {
      before.push({ type: 'text', value: ' ' })
      first.value = first.value.trimStart()
      if (first.value === '') children.shift()
    } else break
  }
  for (let last = children.at(-1); last; last = children.at(-1)) {
    if (last.type === 'break') after.unshift(children.pop() as Nodes)
    else if (last.type === 'text' && /\s$/.test(last.value)) {
      after.unshift({ type: 'text', value: ' ' })
      last.value = last.value.trimEnd()
      if (last.value === '') children.pop()
    } else break
  }
  const inner = merge(children.flatMap((child) => (child.type === node.type ? child.children : [child])))
  node.children = inner as never
  // A heading is bold already.
  const bare = inner.length === 0 || parent.type === node.type || (parent.type === 'heading' && node.type === 'strong')
  return [...before, ...(bare ? inner : [node]), ...after]
}

/** Joins neighbours that are marked alike, which editors leave in pieces. */
function merge(nodes: Nodes[]): Nodes[] {
  const merged: Nodes[] = []
  for (const node of nodes) {
    const last = merged.at(-1)
    if (last?.type === 'text' && node.type === 'text') {
      last.value = `${last.value}${node.value}`.replace(/ {2,}/g, ' ')
    } else if (
      (last?.type === 'strong' && node.type === 'strong') ||
      (last?.type === 'emphasis' && node.type === 'emphasis')
    ) {
      last.children = merge([...last.children, ...node.children]) as never
    } else merged.push(node)
  }
  return merged
}

/** A paragraph neither begins nor ends with space or a break. */
function trim(paragraph: Paragraph): void {
  const { children } = paragraph
  for (let first = children[0]; first; first = children[0]) {
    if (first.type === 'text') first.value = first.value.trimStart()
    if (first.type === 'break' || (first.type === 'text' && first.value === '')) children.shift()
    else break
  }
  for (let last = children.at(-1); last; last = children.at(-1)) {
    if (last.type === 'text') last.value = last.value.trimEnd()
    if (last.type === 'break' || (last.type === 'text' && last.value === '')) children.pop()
    else break
  }
}

/** A text as Markdown, with everything escaped that Markdown would read as a mark. */
export function plainMarkdown(text: string): string {
  return writer
    .stringify({ type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }] })
    .trim()
}
