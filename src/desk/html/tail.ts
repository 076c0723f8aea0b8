import { readDate } from '../../vietnamese/read-date.ts'
import { readByline } from '../bylines.ts'
import { partCredit } from '../credits.ts'
import { alignment, key, opening, tag } from './dom.ts'
import type { FlowPart } from './flow.ts'
import type { Metadata } from './metadata.ts'
import { isWhollyIn, looksLikeCaption } from './pictures.ts'

/** Gives pictures the captions and credits that stand in blocks of their own right after them. */
export function joinCaptions(parts: FlowPart[]): FlowPart[] {
  const joined: FlowPart[] = []
  for (const [i, part] of parts.entries()) {
    const last = joined.at(-1)
    const fits = part.kind === 'block' && last?.kind === 'picture' && /^(?:p|div|h[3-6])$/.test(tag(part.element))
    if (fits && !last.picture.caption && looksLikeCaption(part.element, part.text) && !isByline(parts, i)) {
      const { caption, credit } = partCredit(part.text)
      const by = credit ?? last.picture.credit
      joined[joined.length - 1] = {
        kind: 'picture',
        picture: { ...last.picture, ...(caption && { caption }), ...(by && { credit: by }) },
      }
    } else if (
      fits &&
      !last.picture.credit &&
      part.text.length < 80 &&
      /^[\s(]*(?:nguồn )?ảnh\s*[:–-]/iu.test(part.text)
    ) {
      const { credit } = partCredit(part.text)
      if (credit) joined[joined.length - 1] = { kind: 'picture', picture: { ...last.picture, credit } }
      else joined.push(part)
    } else joined.push(part)
  }
  return joined
}

/** Whether a block after a picture is the end of the article: who wrote it. */
function isByline(parts: FlowPart[], i: number): boolean {
  const part = parts[i]
  if (part?.kind !== 'block' || parts.slice(i + 1).some(({ kind }) => kind === 'block')) return false
  return (
    isSetApart(part.element) && partCredit(part.text).credit === undefined && readByline(part.text).authors.length > 0
  )
}

/** Takes off the headline, the date and the lead where a container repeats them. */
export function withoutHead(parts: FlowPart[], metadata: Metadata, lead: string | undefined): FlowPart[] {
  const repeated = [metadata.title, lead].map((text) => key(text ?? '')).filter(Boolean)
  let blocks = 0
  return parts.filter((part) => {
    if (part.kind !== 'block' || blocks >= 5) return true
    if (repeated.includes(key(part.text))) return false
    if (part.text.length < 70 && readDate(part.text) && !/[.!?]$/.test(part.text)) return false
    blocks++
    return true
  })
}

/** What the last lines of a text tell of its makers. */
export interface Tail {
  parts: FlowPart[]
  authors: string[]
  /** Where the article comes from, as its last line says. */
  agency?: string
  notes: string[]
}

/**
 * Reads the byline that many papers set under the text.
 *
 * @param known the authors that the page names elsewhere
 */
export function readTail(parts: FlowPart[], known: string[], site: string | undefined): Tail {
  const notes: string[] = []
  const kept = [...parts]
  let authors: string[] = []
  let source: string | undefined
  const last = parts
    .flatMap((part, i) => (part.kind === 'block' ? [i] : []))
    .slice(-4)
    .reverse()
  for (const i of last) {
    const part = parts[i]
    if (part?.kind !== 'block' || part.text.length > 90) break
    const { authors: named, agency } = readByline(part.text, site)
    source ??= agency
    if (named.length === 0 && (agency || /^\(?(?:nguồn\s*:|theo\s|TTXVN)/iu.test(part.text))) {
      notes.push(
        `The text ends with a source: “${opening(part.text)}”. It is kept as a paragraph; set source if the article is taken over.`,
      )
    }
    if (named.length === 0) continue
    const isKnown = named.every((name) => known.some((one) => key(one) === key(name)))
    const labelled = /^(?:tin|bài|tác giả|thực hiện)(?:[ ,/&]{0,3}(?:và )?ảnh)? ?:/iu.test(part.text)
    const plausible =
      labelled || isSetApart(part.element) || (i === last[0] && named.every((name) => name.split(' ').length >= 2))
    if (isKnown || (known.length === 0 && authors.length === 0 && plausible && !/[.!?…]$/.test(part.text))) {
      if (!isKnown) authors = named
      kept.splice(i, 1)
      if (/^(?:bài|tin)[\s,&và]+ảnh/iu.test(part.text))
        notes.push(`“${part.text}”: pictures without a credit may be by the author, too.`)
      break
    }
    if (plausible) notes.push(`“${opening(part.text)}” under the text looks like a byline; it is kept as a paragraph.`)
  }
  return { parts: kept, authors, ...(source && { agency: source }), notes }
}

/** Whether a line is set as bylines are: right-aligned, bold, or named so. */
function isSetApart(element: Element): boolean {
  if ([element, element.firstElementChild].some((e) => e && alignment(e) === 'right')) return true
  if (/author|tac-?gia/i.test(element.getAttribute('class') ?? '')) return true
  return isWhollyIn(element, 'b,strong') || isWhollyIn(element, 'em,i')
}
