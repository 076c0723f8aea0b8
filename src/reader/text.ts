/** The article's text on this page; null on lists. */
export const text = document.querySelector<HTMLElement>('.text')

/** The paragraphs, in order. */
export const paragraphs = [...document.querySelectorAll<HTMLElement>('.text p')]

/** Brings a paragraph into view, and the keyboard and the screen reader with it. */
export function goTo(paragraph: HTMLElement): void {
  paragraph.tabIndex = -1
  paragraph.focus()
  paragraph.scrollIntoView()
}

/** Text without the marks of footnotes, which are no words of the author's: nobody hears or keeps them. */
const walk = (root: Node) =>
  document.createTreeWalker(root, NodeFilter.SHOW_TEXT, ({ parentElement }) =>
    parentElement?.closest('[data-footnote-ref]') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  )

/** The author's words within an element, as `rangeOf` counts them. */
export function wordsOf(root: Node): string {
  const walker = walk(root)
  let words = ''
  while (walker.nextNode()) words += walker.currentNode.nodeValue
  return words
}

/** The range between two places of an element's words. */
export function rangeOf(root: Node, start: number, end: number): Range {
  const range = document.createRange()
  const walker = walk(root)
  let at = 0
  for (let node = walker.nextNode() as Text | null; node && at < end; node = walker.nextNode() as Text | null) {
    if (start >= at) range.setStart(node, Math.min(start - at, node.length))
    range.setEnd(node, Math.min(end - at, node.length))
    at += node.length
  }
  return range
}

/** What paints ranges without changing the page; absent in browsers before 2023 or so. */
export const paint: HighlightRegistry | undefined = CSS.highlights

/** Paints ranges under a name that the style sheet knows. */
export function highlight(name: string, ranges: Range[]): void {
  paint?.set(name, new Highlight(...ranges))
}
