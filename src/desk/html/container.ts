import { isElement, names, tag, textOf } from './dom.ts'
import { isFurniture, isHidden, linkShare } from './flow.ts'

/** Containers of the text, as the CMSs of newspapers name them. */
const known = [
  '[itemprop=articleBody]',
  '.fck_detail',
  '#main-detail-body',
  '#main-detail .detail-content',
  '.detail-content.afcbc-body',
  '.detail-cmain .detail-content',
  '.detail-content-body',
  '.detail-content',
  '.singular-content',
  '.dt-news__content',
  '.detail__content',
  '.detail__cmain-main',
  '.maincontent',
  '.article__body',
  '.article-body',
  '.the-article-body',
  '.ArticleContent',
  '.content-detail',
  '.article-content',
  '.article-detail',
  '.entry-content',
  '.post-content',
  '.cms-body',
  '.content-news',
  '.news-content',
  '.contentdetail',
  '.noidung',
  '#noidung',
  '#abody',
  '#content_detail',
  '#contentdetail',
  '#divNewsContent',
  '#ArticleContent',
  '#newscontent',
]

/** Finds the element that holds the article's text; undefined where no element holds enough sentences. */
export function findContainer(document: Document): Element | undefined {
  const dense = densest(document)
  const least = dense ? prose(dense) * 0.6 : 200
  for (const selector of known) {
    const found = [...document.querySelectorAll(selector)].filter((e) => !e.parentElement?.closest(selector))
    const best = found.sort((a, b) => prose(b) - prose(a))[0]
    if (best && prose(best) > 0 && prose(best) >= least) return best
  }
  return dense
}

/** How much of an element's text is sentences rather than links and labels. */
function prose(element: Element): number {
  return textOf(element).length * (1 - linkShare(element))
}

function densest(document: Document): Element | undefined {
  const scores = new Map<Element, number>()
  for (const [block, length] of sentences(document)) {
    let share = length
    for (
      let up = block.parentElement, n = 0;
      up && n < 3 && !/^(?:html|body)$/.test(tag(up));
      up = up.parentElement, n++
    ) {
      scores.set(up, (scores.get(up) ?? 0) + share)
      share *= n === 0 ? 0.7 : 0.5
    }
    if (/^(?:div|td|section|article|center|font|span)$/.test(tag(block)))
      scores.set(block, (scores.get(block) ?? 0) + length * 1.2)
  }
  let best: Element | undefined
  for (const [element, score] of scores) if (!best || score > (scores.get(best) ?? 0)) best = element
  if (!best) {
    const { body } = document
    return body && [...sentences(document)].some(([block]) => block.parentElement === body) ? body : undefined
  }
  return widen(best)
}

/** Blocks with the length of the sentences that they hold themselves. */
function* sentences(document: Document): Generator<[Element, number]> {
  for (const block of document.querySelectorAll('p,div,td,li,span,font,section,article,blockquote,h2,h3')) {
    if (/^(?:span|font)$/.test(tag(block)) && block.closest('p,li,h2,h3')) continue
    let length = 0
    for (const child of block.childNodes) {
      if (child.nodeType === 3) length += (child.textContent ?? '').trim().length
      else if (
        isElement(child) &&
        /^(?:b|strong|i|em|u|span|font)$/.test(tag(child)) &&
        /^(?:p|li)$/.test(tag(block))
      ) {
        length += textOf(child).length
      }
    }
    if (length < 40 || isOutside(block)) continue
    yield [block, length]
  }
}

/** Whether an element stands in what surrounds an article. */
export function isOutside(block: Element): boolean {
  for (let up: Element | null = block, n = 0; up && n < 12; up = up.parentElement, n++) {
    if (/^(?:footer|nav|aside|script|style|noscript)$/.test(tag(up)) || isHidden(up)) return true
    if (/^(?:body|html)$/.test(tag(up))) return false
    // A wrapper of the whole page may be named after its sidebar.
    if ((isFurniture(up) || /foot|copyright|bottom/i.test(names(up))) && !up.querySelector('h1')) return true
  }
  return false
}

/** Takes in the neighbours where a CMS parts the text among several elements of one kind. */
function widen(element: Element): Element {
  let widest = element
  for (let n = 0; n < 3; n++) {
    const { parentElement: parent } = widest
    if (!parent || /^(?:html|body)$/.test(tag(parent))) break
    const alike = [...parent.children].filter(
      (sibling) =>
        sibling !== widest && tag(sibling) === tag(widest) && names(sibling) === names(widest) && prose(sibling) > 100,
    )
    if (alike.length === 0 || isOutside(alike[0] as Element)) break
    widest = parent
  }
  return widest
}
