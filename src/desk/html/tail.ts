import { readDate } from '../../vietnamese/read-date.ts'
import { readByline } from '../bylines.ts'
import { partCredit } from '../credits.ts'
import { alignment, key, opening, tag } from './dom.ts'
import type { Metadata } from './metadata.ts'
import { isWhollyIn, looksLikeCaption } from './pictures.ts'
import type { Unit } from './units.ts'

/** Gives pictures the captions and credits that stand in blocks of their own right after them. */
export function joinCaptions(units: Unit[]): Unit[] {
  const joined: Unit[] = []
  for (const [i, unit] of units.entries()) {
    const last = joined.at(-1)
    const fits = unit.kind === 'block' && last?.kind === 'picture' && /^(?:p|div|h[3-6])$/.test(tag(unit.element))
    if (fits && !last.picture.caption && looksLikeCaption(unit.element, unit.text) && !isByline(units, i)) {
      const { caption, credit } = partCredit(unit.text)
      const by = credit ?? last.picture.credit
      joined[joined.length - 1] = {
        kind: 'picture',
        picture: { ...last.picture, ...(caption && { caption }), ...(by && { credit: by }) },
      }
    } else if (
      fits &&
      !last.picture.credit &&
      unit.text.length < 80 &&
      /^[\s(]*(?:nguồn )?ảnh\s*[:–-]/iu.test(unit.text)
    ) {
      const { credit } = partCredit(unit.text)
      if (credit) joined[joined.length - 1] = { kind: 'picture', picture: { ...last.picture, credit } }
      else joined.push(unit)
    } else joined.push(unit)
  }
  return joined
}

/** Whether a block after a picture is the end of the article: who wrote it. */
function isByline(units: Unit[], i: number): boolean {
  const unit = units[i]
  if (unit?.kind !== 'block' || units.slice(i + 1).some(({ kind }) => kind === 'block')) return false
  return (
    isSetApart(unit.element) && partCredit(unit.text).credit === undefined && readByline(unit.text).authors.length > 0
  )
}

/** Takes off the headline, the date and the lead where a container repeats them. */
export function withoutHead(units: Unit[], metadata: Metadata, lead: string | undefined): Unit[] {
  const repeated = [metadata.title, lead].map((text) => key(text ?? '')).filter(Boolean)
  let blocks = 0
  return units.filter((unit) => {
    if (unit.kind !== 'block' || blocks >= 5) return true
    if (repeated.includes(key(unit.text))) return false
    if (unit.text.length < 70 && readDate(unit.text) && !/[.!?]$/.test(unit.text)) return false
    blocks++
    return true
  })
}

/** What the last lines of a text tell of its makers. */
export interface Tail {
  units: Unit[]
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
export function readTail(units: Unit[], known: string[], site: string | undefined): Tail {
  const notes: string[] = []
  const kept = [...units]
  let authors: string[] = []
  let source: string | undefined
  const last = units
    .flatMap((unit, i) => (unit.kind === 'block' ? [i] : []))
    .slice(-4)
    .reverse()
  for (const i of last) {
    const unit = units[i]
    if (unit?.kind !== 'block' || unit.text.length > 90) break
    const { authors: named, agency } = readByline(unit.text, site)
    source ??= agency
    if (named.length === 0 && (agency || /^\(?(?:nguồn\s*:|theo\s|TTXVN)/iu.test(unit.text))) {
      notes.push(
        `The text ends with a source: “${opening(unit.text)}”. It is kept as a paragraph; set source if the article is taken over.`,
      )
    }
    if (named.length === 0) continue
    const isKnown = named.every((name) => known.some((one) => key(one) === key(name)))
    const labelled = /^(?:tin|bài|tác giả|thực hiện)(?:[ ,/&]{0,3}(?:và )?ảnh)? ?:/iu.test(unit.text)
    const plausible =
      labelled || isSetApart(unit.element) || (i === last[0] && named.every((name) => name.split(' ').length >= 2))
    if (isKnown || (known.length === 0 && authors.length === 0 && plausible && !/[.!?…]$/.test(unit.text))) {
      if (!isKnown) authors = named
      kept.splice(i, 1)
      if (/^(?:bài|tin)[\s,&và]+ảnh/iu.test(unit.text))
        notes.push(`“${unit.text}”: pictures without a credit may be by the author, too.`)
      break
    }
    if (plausible) notes.push(`“${opening(unit.text)}” under the text looks like a byline; it is kept as a paragraph.`)
  }
  return { units: kept, authors, ...(source && { agency: source }), notes }
}

/** Whether a line is set as bylines are: right-aligned, bold, or named so. */
function isSetApart(element: Element): boolean {
  if ([element, element.firstElementChild].some((e) => e && alignment(e) === 'right')) return true
  if (/author|tac-?gia/i.test(element.getAttribute('class') ?? '')) return true
  return isWhollyIn(element, 'b,strong') || isWhollyIn(element, 'em,i')
}
