import { comparable } from '../articles/read.ts'
import { legacyEncoding, readBytes } from '../vietnamese/encoding.ts'
import { type ReadDate, readDate } from '../vietnamese/read-date.ts'
import { trimBoth } from '../vietnamese/trim.ts'
import { isPlace, readByline } from './bylines.ts'
import { partCredit } from './credits.ts'
import type { Draft, DraftPhoto } from './draft.ts'
import { opening } from './html/dom.ts'
import { plainMarkdown } from './html/to-markdown.ts'

/** How far from the top a line can still be the one that says when. */
const headLines = 6

/** How many lines at the end can tell of the makers: names, source, tags, who took the pictures. */
const tailLines = 4

/**
 * Reads the bytes of a plain text, whatever wrote it.
 *
 * @returns the text in Unicode's composed form, and what an editor must know of it
 * @throws where the text is in a code of before Unicode, which would come out as rubbish
 */
export function decodeText(bytes: Uint8Array): { text: string; notes: string[] } {
  const notes: string[] = []
  const { text: raw, wrong } = readBytes(bytes)
  const encoding = wrong?.encoding
  if (encoding === 'TCVN3' || encoding === 'VNI' || legacyEncoding(raw)) {
    throw new Error('this text is in TCVN3 or VNI, codes of before Unicode: convert it to Unicode (UniKey does) first')
  }
  if (encoding === 'windows-1258')
    notes.push('The text is not UTF-8; it was read as windows-1258. Look whether it is legible.')
  if (encoding === 'damaged UTF-8')
    notes.push(`Some letters were lost, the first in line ${wrong?.line}: look for signs that are none.`)
  const text = raw.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ')
  if (raw.normalize('NFC') !== raw)
    notes.push('The Vietnamese was decomposed (marks apart from letters); it is composed now.')
  if (text.includes('\ufffd')) notes.push('Some letters were lost: look for � in the text.')
  return { text, notes }
}

/** A piece of a source, in order. */
export interface Piece {
  /** Its words, on one line each. */
  text: string
  /** As the article has it; what `text` is in Markdown where it is absent. */
  markdown?: string
  /** Whether it can be a headline, a date or a byline: a table and a list cannot. */
  isLine: boolean
  /** A picture of the source, which may have its caption below. */
  photo?: Omit<DraftPhoto, 'after'>
}

/**
 * Makes a draft of raw text: headline, time line, lead, paragraphs, captions with `Ảnh: …`, author last. Every other
 * line becomes a paragraph, so that nothing is lost; what was not found is said.
 *
 * @param text in lines; a paragraph may be wrapped over several where empty lines stand between paragraphs
 */
export function draftFromText(text: string): Draft {
  return draftFromPieces(piecesOf(text))
}

/** Makes a draft of a source's pieces, as `draftFromText` does of its lines. */
export function draftFromPieces(source: readonly Piece[]): Draft {
  const pieces = [...source]
  const draft: Draft = { photos: [], blocks: [], notes: [] }
  takeHead(pieces, draft)
  takeTail(pieces, draft)
  takeLead(pieces, draft)
  for (const [i, { text, markdown, photo, isLine }] of pieces.entries()) {
    const last = draft.photos.at(-1)
    const isBelow = last?.after === draft.blocks.length && pieces[i - 1]?.photo !== undefined && !last.caption
    if (photo) draft.photos.push({ ...photo, after: draft.blocks.length })
    else if (!isLine || /\n/.test(text)) draft.blocks.push(markdown ?? linesAsMarkdown(text))
    else {
      const { caption, credit } = partCredit(text)
      const isCaption =
        (credit !== undefined && caption !== '' && text.length < 400) || /ảnh minh (?:họa|hoạ)[).]?$/i.test(text)
      if (isBelow && (isCaption || (credit && caption === '')))
        Object.assign(last, { ...(caption && { caption }), ...(credit && { credit }) })
      else if (isCaption && !isByline(text))
        draft.photos.push({ caption, ...(credit && { credit }), after: draft.blocks.length })
      else draft.blocks.push(markdown ?? plainMarkdown(text))
    }
  }
  return { ...draft, notes: notesOn(draft) }
}

/** A line of makers is no caption, though it names who took the pictures. */
const isByline = (text: string) => readByline(text).authors.length > 0

/** The line ends of a poem, an address or a table of scores are part of it. */
const linesAsMarkdown = (text: string) => text.split('\n').map(plainMarkdown).join('\\\n')

/** Lines of white space and table rules part paragraphs; they are none. */
function piecesOf(text: string): Piece[] {
  const parts = paragraphsOf(text)
  const pieces = parts.flatMap((part): Piece[] => {
    if (isWrapped(part, parts.length)) return [{ text: part.join(' '), isLine: true }]
    return part.map((line) => ({ text: line, isLine: true }))
  })
  // What stands at the head and the tail is told line by line, and only then are lines joined that belong together.
  return parts.length < 3 ? pieces : joinShort(parts, pieces)
}

function paragraphsOf(text: string): string[][] {
  const parts: string[][] = [[]]
  for (const raw of text
    .replace(/^\uFEFF/, '')
    .replaceAll('\u2028', '\n')
    .replaceAll('\v', '\n')
    .replaceAll('\u2029', '\n\n')
    .replaceAll('\f', '\n\n')
    .split('\n')) {
    const line = raw.replace(/\s+/g, ' ').trim()
    if (line === '') parts.push([])
    else if (/[\p{L}\p{N}]/u.test(line)) parts.at(-1)?.push(line)
  }
  return parts.filter((part) => part.length > 0)
}

/** Lines of about one length, which go on in small letters, are one paragraph. */
function isWrapped(lines: string[], parts: number): boolean {
  if (parts < 2 || lines.length < 2) return false
  const inner = lines.slice(0, -1)
  const longest = Math.max(...lines.map(({ length }) => length))
  const isFilled = inner.every((line) => line.length > longest * 0.75 && line.length <= 120) && longest >= 50
  const goesOn = lines.slice(1).filter((line) => /^[\p{Ll}\d(“"]/u.test(line))
  return isFilled && (goesOn.length * 2 >= inner.length || longest > 100)
}

/** Longest line of verse, of an address, of a score. */
const shortLine = 70

/** Joins the short lines of one part of the text, within it: a poem, an address, a list. */
function joinShort(parts: string[][], pieces: Piece[]): Piece[] {
  let at = 0
  return parts.flatMap((part, i): Piece[] => {
    const own = pieces.slice(at, at + (isWrapped(part, parts.length) ? 1 : part.length))
    at += own.length
    const isInner = i > 0 && i < parts.length - 1
    const isTold = own.some(({ text }) => dateLine(text) !== undefined || partCredit(text).credit !== undefined)
    if (!isInner || own.length < 2 || isTold || own.some(({ text }) => text.length > shortLine)) return own
    return [{ text: own.map(({ text }) => text).join('\n'), isLine: true }]
  })
}

/** The headline, and the lines around it that say when and who. */
function takeHead(pieces: Piece[], draft: Draft): void {
  const dates = pieces.slice(0, headLines).map(({ text, isLine }) => (isLine ? dateLine(text) : undefined))
  // A headline that tells a date tells more than that.
  const isDate = (found: ReturnType<typeof dateLine>, i: number) => found && (i > 0 || found.rest.split(' ').length < 3)
  const alone = dates.findIndex((found) => found?.rest === '')
  const at = alone >= 0 ? alone : dates.findIndex((found, i) => isDate(found, i))
  const found = dates[at]
  if (found) {
    setDate(draft, found.date)
    pieces.splice(at, 1)
    if (found.rest) tellRest(found.rest, draft, pieces, at)
  }
  const titleAt = pieces.findIndex(({ text, isLine, photo }) => isLine && !photo && text !== '')
  const [piece] = titleAt < 0 ? [] : pieces.splice(titleAt, 1)
  if (piece) draft.title = piece.text.replaceAll('\n', ' ')
  if (draft.title && !draft.date) dateFromTitle(draft)
  const first = pieces[0]
  const byline = first?.isLine && pieces.length > 1 ? readByline(first.text) : undefined
  if (first && byline?.isWhole && byline.authors.length > 0 && looksLikeByline(first.text)) {
    draft.author ??= byline.authors
    if (byline.agency) setSource(draft, byline.agency)
    if (byline.place) draft.place ??= byline.place
    pieces.shift()
  }
}

const words =
  /(?:cập nhật|đăng|xuất bản|ngày|lúc|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|t[2-7]|cn|gmt ?\+ ?0?7(?::?00)?|utc ?\+ ?0?7|giờ việt nam|time|posted|published|updated|on|at)/giu

/** A line that says when, and little else; with what else it says. */
function dateLine(text: string): { date: ReadDate; rest: string } | undefined {
  if (text.length > 120) return undefined
  const date = readDate(text)
  if (!date) return undefined
  const written = date.written ?? text
  const bare = text.normalize('NFC').replace(/\s+/g, ' ').replace(written, ' ')
  const rest = trimBoth(bare.replace(words, ' ').replace(/\s+/g, ' '), /[\s|,;:()/–—-]/)
  const isSentence = /[.!?…]$/.test(text.trim()) || rest.split(' ').length > 4
  return rest !== '' && isSentence ? undefined : { date, rest }
}

function setDate(draft: Draft, read: ReadDate): void {
  draft.date = read.moment
  if (!read.hasTime) draft.notes.push(`The text tells the day alone; the time of "date" is midnight.`)
  if (read.unsure) draft.notes.push(`Day and month of ${read.moment.slice(0, 10)} may be the other way round.`)
}

/** What stands beside the date: who wrote it, or the section. */
function tellRest(rest: string, draft: Draft, pieces: Piece[], at: number): void {
  const { authors, agency, isWhole } = readByline(rest)
  if (isWhole && authors.length > 0) draft.author = authors
  else if (isWhole && agency) setSource(draft, agency)
  else if (/^(?:pv|btv|ctv|admin)$/i.test(rest)) draft.notes.push(`Left out beside the date: "${rest}".`)
  else if (isPlace(rest)) draft.place = rest
  else if (/^[\p{L}\s&-]+$/u.test(rest) && rest.length <= 30) {
    draft.section = rest
    draft.notes.push(`"${rest}" stands beside the date; it is "section" now: see whether it is one.`)
  } else pieces.splice(at, 0, { text: rest, isLine: true })
}

/** A date before or behind the headline's own words, set apart by a sign. */
function dateFromTitle(draft: Draft): void {
  const { title = '' } = draft
  const read = readDate(title)
  const written = read?.written ?? ''
  const at = written === '' ? -1 : title.indexOf(written)
  if (!read || at < 0) return
  setDate(draft, read)
  const before = title.slice(0, at).replace(words, '').trim()
  const after = title
    .slice(at + written.length)
    .replace(words, '')
    .trim()
  const isEmpty = (text: string) => trimBoth(text, signs) === ''
  const isApart = (isEmpty(before) && !isEmpty(after)) || (isEmpty(after) && signs.test(before.slice(-1)))
  if (isApart) draft.title = trimBoth(isEmpty(before) ? after : before, signs)
  else draft.notes.push('The date stands in the headline, which keeps it: see whether it is the day of publication.')
}

/** What sets a date apart from the words beside it. */
const signs = /[\s|,;()[\]–—-]/

/** As in `M.A.` */
const initials = /^(?:\p{Lu}{1,3}\.){1,4}$/u

/** Whether a line that no label names is set as a byline is. */
const looksLikeByline = (text: string) =>
  text.length <= 90 && !text.includes('\n') && (initials.test(text) || !/[.!?…:;]$/.test(text))

/** The lines at the end that tell who made it. What is not sure stays, and is said. */
function takeTail(pieces: Piece[], draft: Draft): void {
  for (let n = 0, at = pieces.length - 1; n < tailLines && at > 0; n++, at--) {
    const { text = '', isLine, photo } = pieces[at] ?? {}
    if (!isLine || photo || !looksLikeByline(text)) return
    const byline = readByline(text)
    const { authors, agency, tags, place, isWhole, isLabelled } = byline
    if (authors.length === 0 && !agency && !tags) {
      // Between the lines of makers may stand who took the pictures.
      if (/^\(?\s?(?:ảnh|video|clip|đồ h[oọ]a|thiết kế|trình bày)\s?:/iu.test(text)) {
        draft.notes.push(`"${text}" names makers; it is kept as a paragraph.`)
        continue
      }
      return
    }
    // Capitals alone are a name only where they are few: "Một Ngày Mới" may be a subheading.
    const isName = (name: string) => (/ /.test(name) ? name.split(' ').length <= 5 : name === name.toUpperCase())
    if (!isLabelled && !agency && !authors.every(isName)) return
    const isNew = authors.length > 0 && !draft.author
    if (authors.length > 0 && draft.author && `${draft.author}` !== `${authors}`) return
    if (isNew) draft.author = authors
    if (agency) setSource(draft, agency)
    if (place) draft.place ??= place
    if (tags && tags.length > 0) draft.tags = tags
    if (tags && tags.length === 0) draft.notes.push(`Left out: "${text}". No sign parts its words into tags.`)
    if (isWhole || tags) pieces.splice(at, 1)
    else draft.notes.push(`"${text}" says more than who wrote it; it is kept as a paragraph.`)
    if (agency) draft.notes.push(`"${text}" names where the article comes from; it is "source" now.`)
  }
}

function setSource(draft: Draft, agency: string): void {
  const url = /^https?:\/\/\S+$/.test(agency) && URL.canParse(agency) ? new URL(agency) : undefined
  draft.source ??= url ? { name: url.hostname.replace(/^www\./, ''), url: url.href } : { name: agency }
}

function takeLead(pieces: Piece[], draft: Draft): void {
  const [lead, next] = pieces.filter(({ photo }) => !photo)
  if (!lead?.isLine) return
  // A lead that the text repeats is printed once, with the text.
  if (next?.isLine && same(lead.text, next.text)) pieces.splice(pieces.indexOf(lead), 1)
  draft.description = lead.text.replaceAll('\n', ' ')
}

const same = (a: string, b: string) => comparable(b).startsWith(comparable(a))

function notesOn({ notes, blocks, photos, title, date, author, source, description }: Draft): string[] {
  const short = blocks.filter((block) => block.length < 80 && !/[.!?…:"”)\n]$|^[#>|-]|\\\n/.test(block))
  return [
    ...notes,
    ...(title ? [] : ['No headline was found.']),
    ...(date ? [] : ['No line says when the article was published.']),
    ...(author ? [] : source ? ['No line names the author; the source is named.'] : ['No line names the author.']),
    ...(description ? [] : ['No lead was found.']),
    ...photos
      .filter(({ file }) => !file)
      .map(({ caption = '' }) => `The picture of "${opening(caption)}" is not in a text: put its file there.`),
    ...short.map((block) => `"${opening(block)}" may be a subheading: put ## before it, or leave it.`),
  ]
}
