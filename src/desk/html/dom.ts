import { parseHTML } from 'linkedom'

/** Text as a reader sees it: one line, composed, without invisible characters. */
export function line(text: string | null | undefined): string {
  return (text ?? '')
    .normalize('NFC')
    .replace(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
}

/** An element's text, on one line; without scripts and styles, whose source the DOM counts as text. */
export function textOf(node: Node | null | undefined): string {
  if (!node) return ''
  // Most elements of a text hold words alone.
  if (!isElement(node) || node.firstElementChild === null) return line(node.textContent)
  if (!node.querySelector('script,style,noscript,br,td,p,div,li')) return line(node.textContent)
  const parts: string[] = []
  const waiting: Node[] = [node]
  while (waiting.length > 0) {
    const next = waiting.pop() as Node
    if (next.nodeType === 3) parts.push(next.textContent ?? '')
    if (!isElement(next) || /^(?:script|style|noscript|template)$/.test(tag(next))) continue
    if (isBlockTag(tag(next)) || tag(next) === 'br') parts.push(' ')
    waiting.push(...[...next.childNodes].reverse())
  }
  return line(parts.join(''))
}

/** Words alone, to compare texts that differ in quotes, case and spaces. */
export function key(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

export function isElement(node: Node): node is Element {
  return node.nodeType === 1
}

/** An element's name, in lower case. */
export function tag(element: Element): string {
  return element.localName.toLowerCase()
}

/** Classes and id, for rules that go by how a CMS names things. */
export function names(element: Element): string {
  return `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`.trim()
}

const blockTags =
  /^(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)$/

export function isBlockTag(name: string): boolean {
  return blockTags.test(name)
}

/** Whether one element stands before another; linkedom's `compareDocumentPosition` is wrong across subtrees. */
export function comesBefore(a: Element, b: Element): boolean {
  const [first, second] = [lineage(a), lineage(b)]
  let depth = 0
  while (first[depth] && first[depth] === second[depth]) depth++
  const [here, there] = [first[depth], second[depth]]
  if (!here || !there) return here === undefined && there !== undefined
  for (let next = here.nextElementSibling; next; next = next.nextElementSibling) if (next === there) return true
  return false
}

function lineage(element: Element): Element[] {
  const elements: Element[] = []
  for (let up: Element | null = element; up; up = up.parentElement) elements.push(up)
  return elements.reverse()
}

/** How an element's text is aligned: by itself or by one of the two around it. */
export function alignment(element: Element): 'center' | 'right' | undefined {
  for (let e: Element | null = element, up = 0; e && up < 3; e = e.parentElement, up++) {
    if (tag(e) === 'center') return 'center'
    const align = /text-align\s*:\s*(\w+)/i.exec(e.getAttribute('style') ?? '')?.[1] ?? e.getAttribute('align')
    if (align) return /^center$/i.test(align) ? 'center' : /^right$/i.test(align) ? 'right' : undefined
  }
  return undefined
}

/** Opening of a text, to point at it in a note. */
export function opening(text: string): string {
  return text.length > 60 ? `${text.slice(0, Math.max(20, text.lastIndexOf(' ', 60)))}…` : text
}

/** No newspaper's page comes near it, and parsers need a minute for ten times as much. */
const deepest = 500

/** Columns or rows that one cell of a table takes at most. */
const widest = 30

const mostTags = 250_000

/** What stands without an end tag. */
const neverClosed =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|td|th|tr|tbody|thead|tfoot|option|optgroup|rp|rt|colgroup|path|use|circle|rect|line|polygon|polyline|ellipse|stop|image|html|body|head)$/i

/** Whether elements that are always closed stand in each other deeper than that. */
function isTooDeep(html: string): boolean {
  let depth = 0
  let count = 0
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z\d-]*)/gi)) {
    if (++count > mostTags)
      throw new Error(`the page has over ${mostTags} tags, as no article has: copy its text into a .txt file`)
    if (neverClosed.test(name)) continue
    depth = slash ? Math.max(0, depth - 1) : depth + 1
    if (depth > deepest) return true
  }
  return false
}

/**
 * Parses a page; what is a fragment becomes a whole one.
 *
 * @throws where elements are nested so deep that it would take minutes
 */
export function parsePage(html: string): Document {
  if (isTooDeep(html)) {
    throw new Error(`the page nests over ${deepest} elements, as no article does: copy its text into a .txt file`)
  }
  const whole = /<body[\s>]/i.test(html)
    ? html.slice(Math.max(0, html.search(/<html[\s>]/i)))
    : `<html><head></head><body>${html.replace(/<\/?(?:html|head)\b[^>]*>|<!doctype[^>]*>/gi, '')}</body></html>`
  const { document } = parseHTML(`<!doctype html>${/^<html[\s>]/i.test(whole) ? whole : `<html>${whole}</html>`}`)
  for (const cell of document.querySelectorAll('[colspan],[rowspan]')) {
    // A cell of a hundred million columns is a bomb, and Markdown has no spans.
    for (const span of ['colspan', 'rowspan']) if (Number(cell.getAttribute(span)) > widest) cell.removeAttribute(span)
  }
  return document
}

/** An address without what only tells where its reader came from. */
export function withoutTracking(url: URL): string {
  for (const name of [...url.searchParams.keys()]) {
    if (/^(?:utm_|fbclid$|gclid$|zarsrc$|gidzl$|vn_source$|mc_[ce]id$)/i.test(name)) url.searchParams.delete(name)
  }
  return url.href
}

/** What a page's head says under a name, whichever attribute holds the name. */
export function meta(document: Document, name: string): string | undefined {
  for (const element of document.querySelectorAll('meta[content]')) {
    const called = ['property', 'name', 'itemprop', 'http-equiv'].map((a) => element.getAttribute(a)?.toLowerCase())
    if (called.includes(name)) {
      const content = line(element.getAttribute('content'))
      if (content) return content
    }
  }
  return undefined
}
