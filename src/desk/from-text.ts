import { readDate } from '../vietnamese/read-date.ts'
import { isPerson, readByline } from './bylines.ts'
import { partCredit } from './credits.ts'
import type { Draft } from './draft.ts'
import { plainMarkdown } from './html/to-markdown.ts'

/** How far from the top a line can still be the one that says when. */
const headLines = 6

/**
 * Reads the bytes of a plain text, whatever wrote it.
 *
 * @returns the text in Unicode's composed form, and what an editor must know of it
 * @throws where the text is in a code of before Unicode, which would come out as rubbish
 */
export function decodeText(bytes: Uint8Array): { text: string; notes: string[] } {
  const notes: string[] = []
  const raw = new TextDecoder(encodingOf(bytes, notes)).decode(bytes)
  // TCVN3 and VNI put Vietnamese letters on these, which stand together in no Vietnamese text.
  if ((raw.match(/[µ¶¸®¨©«¬­][a-z]|[a-z][µ¶¸®]/g) ?? []).length > 5 || /(?:[aeou][øùûõï]\s.*){6}/s.test(raw)) {
    throw new Error('this text is in TCVN3 or VNI, codes of before Unicode: convert it to Unicode (UniKey does) first')
  }
  const text = raw.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ')
  if (raw.normalize('NFC') !== raw)
    notes.push('The Vietnamese was decomposed (marks apart from letters); it is composed now.')
  return { text, notes }
}

function encodingOf(bytes: Uint8Array, notes: string[]): string {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    notes.push('The text is not UTF-8; it was read as windows-1258. Look whether it is legible.')
    return 'windows-1258'
  }
}

/**
 * Makes a draft of raw text: headline, time line, lead, paragraphs, captions with `Ảnh: …`, author last. Every other
 * line becomes a paragraph, so that nothing is lost; what was not found is said.
 *
 * @param text in lines; a paragraph may be wrapped over several where empty lines stand between paragraphs
 */
export function draftFromText(text: string): Draft {
  const lines = paragraphsOf(text)
  const draft: Draft = { photos: [], blocks: [], notes: [] }
  const title = lines.shift()
  if (title) draft.title = title
  takeTime(lines, draft)
  takeAuthor(lines, draft)
  const [lead] = lines
  // A lead that the text repeats is printed once, with the text.
  if (lead && lines[1] && same(lead, lines[1])) lines.shift()
  if (lead) draft.description = lead
  for (const line of lines) {
    const { caption, credit } = partCredit(line)
    const isCaption = (credit !== undefined && line.length < 400) || /ảnh minh (?:họa|hoạ)[).]?$/i.test(line)
    if (isCaption) draft.photos.push({ caption, ...(credit && { credit }), after: draft.blocks.length })
    else draft.blocks.push(plainMarkdown(line))
  }
  return { ...draft, notes: notesOn(draft) }
}

/** Lines of white space and table rules part paragraphs; they are none. */
function paragraphsOf(text: string): string[] {
  const parts = text
    .replace(/^\uFEFF/, '')
    .split(/\n\s*\n/)
    .map((part) =>
      part
        .split('\n')
        .map((line) => line.replace(/\s+/g, ' ').trim())
        .filter((line) => /[\p{L}\p{N}]/u.test(line)),
    )
    .filter((part) => part.length > 0)
  return parts.flatMap((part) => (isWrapped(part, parts.length) ? [part.join(' ')] : part))
}

/** Lines of about one length, of which the inner ones end without a full stop, are one paragraph. */
function isWrapped(lines: string[], parts: number): boolean {
  if (parts < 2 || lines.length < 2) return false
  const inner = lines.slice(0, -1)
  const longest = Math.max(...lines.map(({ length }) => length))
  const filled = inner.filter((line) => line.length > longest * 0.75 && line.length <= 120)
  const unfinished = inner.filter((line) => !/[.!?…:"”)]$/.test(line))
  return filled.length === inner.length && unfinished.length * 2 >= inner.length
}

function takeTime(lines: string[], draft: Draft): void {
  const at = lines.findIndex((line, i) => i < headLines && line.length < 90 && readDate(line) !== undefined)
  if (at < 0) return
  const read = readDate(lines[at] ?? '')
  if (!read) return
  draft.date = read.moment
  if (!read.hasTime) draft.notes.push(`The text tells the day alone; the time of "date" is midnight.`)
  lines.splice(at, 1)
}

/** The last line, or one right after the headline, that is a name and no sentence. */
function takeAuthor(lines: string[], draft: Draft): void {
  for (const at of [lines.length - 1, 0]) {
    const line = lines[at] ?? ''
    if (line.length > 70 || /[.!?…:]$/.test(line) || lines.length < 2) continue
    const { authors, agency } = readByline(line)
    if (authors.length === 0 && !agency) continue
    if (authors.some((name) => !isPerson(name))) continue
    if (authors.length > 0) draft.author = authors
    if (agency) {
      draft.source = { name: agency }
      draft.notes.push(`"${line}" names where the article comes from; it is "source" now.`)
    }
    lines.splice(at, 1)
    return
  }
}

const same = (a: string, b: string) => comparable(b).startsWith(comparable(a))
const comparable = (text: string) => text.replace(/[\s.…]+$/, '')

function notesOn({ notes, blocks, photos, date, author, source }: Draft): string[] {
  const short = blocks.filter((block) => block.length < 80 && !/[.!?…:"”)]$/.test(block))
  return [
    ...notes,
    ...(date ? [] : ['No line says when the article was published.']),
    ...(author || source ? [] : ['No line names the author.']),
    ...photos.map(({ caption = '' }) => `The picture of "${opening(caption)}" is not in a text: put its file there.`),
    ...short.map((block) => `"${opening(block)}" may be a subheading: put ## before it, or leave it.`),
  ]
}

const opening = (text: string) => (text.length > 50 ? `${text.slice(0, 50)}…` : text)
