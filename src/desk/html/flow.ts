import { alignment, isBlockTag, isElement, key, line, names, opening, tag, textOf } from './dom.ts'
import { framesPicture, type Picture, pagePictures, picturesOf } from './pictures.ts'

/** A piece of the page's text, in order. */
export type FlowPart =
  | { kind: 'block'; element: Element; text: string }
  | { kind: 'picture'; picture: Picture }
  | { kind: 'embed'; what: string; url?: string }

/** The page's text in pieces, and what was taken for no part of it. */
export interface Flattened {
  parts: FlowPart[]
  leftOut: string[]
  /** Openings of pieces that were kept though they may not belong to the text. */
  unsure: string[]
}

const silent = /^(?:script|style|noscript|template|link|meta|button|input|select|textarea|svg|nav|object|canvas)$/
const embeds = /^(?:iframe|video|audio|embed)$/

/** Names that CMSs give to what stands around a text. */
const furniture =
  /(?:^|[\s_-])(?:related?\w*|lien-?quan\w*|tin-?lien-?quan\w*|relate-?news\w*|same-?(?:category|topic)|share\w*|sharing|social\w*|comments?\w*|binh-?luan\w*|banner\w*|advert\w*|ads?|adsbygoogle|qc|quang-?cao\w*|tags?(?:-\w+|list\w*)?|tagandtopic|breadcrumbs?|zalo\w*|fb-like|like-?share|box-?tin\w*|tin-?(?:moi|khac|cu|cung)\w*|doc-?them|xem-?them|read-?more|see-?more|newsletter|subscribe|rating|ratings|vote|toolbar|tool-?bar|popup|modal|other-?news|news-?other|most-?(?:read|view)\w*|sidebar|footer|login|print|audio-?player|author-?box|recommend\w*|follow\w*|hotline|notebox|link-?content-?footer|RelatedOneNews|inner-article|box-?news\w*)(?:$|[\s_-])/i
const relatedTypes = /^Related/i
const invitation =
  /^[\s>»•*+–-]*(?:xem thêm|đọc thêm|xem tiếp|tin liên quan|bài liên quan|tin bài liên quan|tin cùng chuyên mục|có thể bạn quan tâm|mời (?:quý )?(?:bạn đọc|độc giả|quý vị|bạn)|chia sẻ bài viết|bình luận|từ khóa|tags?)(?=[\s:>.…]|$)/iu

/** What stands over boxes, on buttons and in places for advertising, where the words are all that is left of them. */
const label =
  /^(?:tin (?:mới|nóng|khác|liên quan|nổi bật|cùng chuyên mục|đọc nhiều)(?: nhất)?|(?:bài|video|chủ đề) liên quan|đọc nhiều(?: nhất)?|xem nhiều|mới nhất|nổi bật|bình luận(?: \(\d+\))?|ý kiến bạn đọc|quảng cáo|advertisement|chia sẻ|phóng to|thu nhỏ|xem ảnh lớn|đọc tiếp|in bài viết|gửi bình luận|trở lại|nghe đọc bài|copy link|sao chép liên kết)[\s:.]*$/iu

/**
 * Takes a container apart into blocks, pictures and embedded players. What is plainly furniture is left out; what only
 * may be is kept.
 *
 * @param container holds the article's text
 * @param skip elements that are told elsewhere: headline, lead, byline
 * @param isWhole whether all of it is the text, so that nothing is left out for its name
 */
export function flatten(container: Element, skip: ReadonlySet<Element> = new Set(), isWhole = false): Flattened {
  const flat: Flattened = { parts: [], leftOut: [], unsure: [] }
  const document = container.ownerDocument
  let run: Node[] = []

  const emit = (element: Element) => {
    const text = textOf(element)
    if (text === '') return
    if (!isWhole && label.test(text)) {
      flat.leftOut.push(text)
      return
    }
    const invites = !isWhole && invitation.test(text)
    if (invites && isLinkOnly(element)) flat.leftOut.push(text)
    else {
      if (invites) flat.unsure.push(opening(text))
      flat.parts.push({ kind: 'block', element, text })
    }
  }
  const flush = () => {
    if (run.length === 0) return
    const paragraph = document.createElement('p')
    const around = run[0]?.parentElement
    if (around && around !== container) {
      const aligned = alignment(around)
      if (aligned) paragraph.setAttribute('align', aligned)
      if (isBlockTag(tag(around))) paragraph.setAttribute('class', names(around))
    }
    for (const node of run) paragraph.appendChild(node.cloneNode(true))
    run = []
    emit(paragraph)
  }

  const visit = (node: Node) => {
    if (node.nodeType === 3) {
      if (run.length > 0 || line(node.textContent) !== '') run.push(node)
      return
    }
    if (!isElement(node) || skip.has(node)) return
    const name = tag(node)
    if (silent.test(name)) return
    // Old ASP.NET pages are one form; a form of comments holds no sentences.
    if (name === 'form' && !isWhole && !isProse(node, textOf(node))) return
    if (embeds.test(name)) {
      flush()
      flat.parts.push(embed(node))
      return
    }
    if (isHidden(node) && !isWhole) return
    if (!isWhole && isFurniture(node)) {
      flush()
      const text = textOf(node)
      if (isProse(node, text)) flat.unsure.push(opening(text))
      else {
        if (text) flat.leftOut.push(text)
        return
      }
    }
    if (name === 'br') {
      const last = run.at(-1)
      if (last && isElement(last) && tag(last) === 'br') flush()
      else if (run.length > 0) run.push(node)
      return
    }
    if (framesPicture(node)) {
      flush()
      for (const picture of picturesOf(node)) flat.parts.push({ kind: 'picture', picture })
      return
    }
    if (!isBlockTag(name) && !holdsBlocks(node)) {
      run.push(node)
      return
    }
    if (isBlockTag(name)) flush()
    if (/^(?:ul|ol|dl|blockquote|pre)$/.test(name) || (name === 'table' && isDataTable(node))) {
      emitWhole(node)
      return
    }
    if (/^(?:p|h[1-6])$/.test(name) && !holdsBlocks(node)) {
      if (name !== 'p') emit(node)
      else splitAtBreaks(node)
      return
    }
    // CMSs nest wrappers by the thousand; the ones with a single child need no stack.
    let inner = node
    while (
      inner.childNodes.length === 1 &&
      inner.firstChild &&
      isElement(inner.firstChild) &&
      tag(inner.firstChild) === 'div' &&
      !names(inner.firstChild)
    ) {
      inner = inner.firstChild
    }
    for (const child of [...inner.childNodes]) visit(child)
    if (isBlockTag(name)) flush()
  }

  const splitAtBreaks = (element: Element) => {
    if (element.firstElementChild === null || !/<br[^<>]{0,200}>(?:&nbsp;|\s)*<br/i.test(element.innerHTML)) {
      emit(element)
      return
    }
    for (const child of [...element.childNodes]) visit(child)
    flush()
  }

  const emitWhole = (element: Element) => {
    const pictures = pagePictures(element).flatMap(picturesOf)
    for (const odd of [...element.querySelectorAll('script,style,img,iframe,video,button,form')]) {
      const frame = odd.closest('figure')
      if (tag(odd) === 'iframe' || tag(odd) === 'video') flat.parts.push(embed(odd))
      ;(frame && element.contains(frame) && textOf(frame) === '' ? frame : odd).remove()
    }
    const text = textOf(element)
    if (text && !isWhole && isListOfLinks(element)) flat.leftOut.push(text)
    else emit(element)
    for (const picture of pictures) flat.parts.push({ kind: 'picture', picture })
  }

  for (const child of [...container.childNodes]) visit(child)
  flush()
  return flat
}

function embed(element: Element): FlowPart {
  const address =
    element.getAttribute('src') ||
    element.getAttribute('data-src') ||
    element.querySelector('source')?.getAttribute('src') ||
    ''
  const absolute = address.startsWith('//') ? `https:${address}` : address
  const url = /^https?:\/\//i.test(absolute) && URL.canParse(absolute) ? absolute : undefined
  return { kind: 'embed', what: tag(element) === 'iframe' ? 'frame' : tag(element), ...(url && { url }) }
}

/** Whether an element is kept from readers. */
export function isHidden(element: Element): boolean {
  if (element.hasAttribute('hidden')) return true
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '')) return true
  return /(?:^|\s)(?:hidden|sr-only|visually-hidden|d-none)(?:$|\s)/.test(element.getAttribute('class') ?? '')
}

/** Whether an element is named as what stands around a text. */
export function isFurniture(element: Element): boolean {
  return (
    furniture.test(names(element)) ||
    relatedTypes.test(element.getAttribute('type') ?? '') ||
    (/^(?:footer|aside)$/.test(tag(element)) && linkShare(element) > 0.5)
  )
}

/** Share of an element's text that is within links. */
export function linkShare(element: Element): number {
  if (element.firstElementChild === null) return tag(element) === 'a' ? 1 : 0
  const all = textOf(element).length
  if (all === 0) return 0
  return [...element.querySelectorAll('a')].reduce((sum, a) => sum + textOf(a).length, 0) / all
}

/** Whether an element holds sentences that nobody should lose by its name alone. */
function isProse(element: Element, text: string): boolean {
  if (text.length < 300 || linkShare(element) > 0.2) return false
  return [...element.querySelectorAll('p')].filter((p) => textOf(p).length > 120).length > 1
}

function isLinkOnly(element: Element): boolean {
  const bare = textOf(element).replace(invitation, '')
  const links = [...element.querySelectorAll('a')].map(textOf).join('')
  return key(bare).length <= key(links).length + 2
}

function isListOfLinks(element: Element): boolean {
  if (!/^(?:ul|ol|dl)$/.test(tag(element))) return false
  const items = [...element.children]
  return items.length > 0 && items.every((item) => item.querySelector('a') !== null && linkShare(item) > 0.9)
}

function holdsBlocks(element: Element): boolean {
  if (element.firstElementChild === null) return false
  return (
    element.querySelector(
      'p,div,ul,ol,table,h1,h2,h3,h4,h5,h6,blockquote,figure,section,article,center,pre,iframe,video,audio,embed',
    ) !== null || pagePictures(element).length > 0
  )
}

/** Whether a table holds data; old CMSs use tables for the layout, too. */
function isDataTable(table: Element): boolean {
  if (table.querySelector('table')) return false
  const rows = [...table.querySelectorAll('tr')]
  const columns = Math.max(0, ...rows.map((row) => row.querySelectorAll('td,th').length))
  if (rows.length < 2 || columns < 2) return false
  const longest = Math.max(...[...table.querySelectorAll('td,th')].map((cell) => textOf(cell).length))
  return longest < 400
}
