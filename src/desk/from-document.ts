import { unzipSync } from 'fflate'
import mammoth from 'mammoth'
import { photoLimits } from '../articles/photo-file.ts'
import type { Draft, DraftPhoto } from './draft.ts'
import { draftFromPieces, type Piece } from './from-text.ts'
import { parsePage, tag, textOf } from './html/dom.ts'
import { toMarkdown } from './html/to-markdown.ts'
import { odtAsHtml } from './odt.ts'

/** What a text processor's file may unfold to; a bomb of a few kilobytes unfolds to more. */
const mostBytes = 300 * 1024 * 1024

/** What a file is that is no plain text, and how to get one of it. */
const refused: readonly [beginning: RegExp, what: string][] = [
  [/^\{\\rtf/, 'this is RTF: open it in Word or LibreOffice and save it as .docx, .odt or plain text (UTF-8)'],
  [
    /^%PDF/,
    'this is a PDF, which has no paragraphs: save the text as .docx, .odt or plain text (UTF-8), or copy it from the PDF into a .txt file and look at every line end',
  ],
  [/^ÐÏ.à/s, 'this is an old Word file (.doc): open it and save it as .docx or as plain text (UTF-8)'],
  [/^(?:\xff\xd8\xff|\x89PNG|GIF8|RIFF)/, 'this is a picture: give it with --photo'],
]

/** Whether bytes are a text processor's file, or one that must be refused: no plain text. */
export function isDocument(bytes: Uint8Array): boolean {
  const head = headOf(bytes)
  return head.startsWith('PK') || refused.some(([beginning]) => beginning.test(head))
}

const headOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 8)).toString('latin1')

/**
 * Makes a draft of a DOCX or ODT file: headings, bold and italics, lists, tables, pictures and their captions stay.
 *
 * @throws in a sentence for the editor, where the file is of another kind or damaged
 */
export async function draftFromDocument(bytes: Uint8Array): Promise<Draft> {
  const head = headOf(bytes)
  for (const [beginning, what] of refused) if (beginning.test(head)) throw new Error(what)
  const names = namesIn(bytes)
  const notes: string[] = []
  const photos: DraftPhoto[] = []
  const html = names.includes('word/document.xml')
    ? await docxAsHtml(bytes, photos)
    : names.includes('content.xml')
      ? odtAsHtml(unpack(bytes), photos)
      : undefined
  if (html === undefined)
    throw new Error('this is no .docx and no .odt: open it and save it as one, or as plain text (UTF-8)')
  const pieces = piecesOf(parsePage(`<body>${html}</body>`).body, photos)
  if (!pieces.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) throw new Error('the file holds no text')
  const draft = draftFromPieces(pieces)
  return { ...draft, notes: [...notes, ...draft.notes] }
}

function namesIn(bytes: Uint8Array): string[] {
  const names: string[] = []
  let size = 0
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name)
        size += originalSize
        return false
      },
    })
  } catch {
    throw new Error('the file is cut off or damaged: copy it again from where it came')
  }
  if (size > mostBytes) throw new Error('the file unfolds to over 300 MB: take its pictures out and give them apart')
  return names
}

/** An ODT's text and pictures alone. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter: ({ name }) => name === 'content.xml' || name.startsWith('Pictures/') })
  } catch {
    throw new Error('the file is cut off or damaged: copy it again from where it came')
  }
}

async function docxAsHtml(bytes: Uint8Array, photos: DraftPhoto[]): Promise<string> {
  const convertImage = mammoth.images.imgElement(async (image) => {
    const ending = /^image\/(?:x-)?(\w+)/.exec(image.contentType)?.[1]?.replace('jpeg', 'jpg') ?? 'jpg'
    const picture = Buffer.from(await image.readAsArrayBuffer())
    photos.push({ name: `anh-${photos.length + 1}.${ending}`, bytes: picture, after: 0 })
    return { src: String(photos.length - 1) }
  })
  const styleMap = [
    'u => span',
    'strike => s',
    "p[style-name='Title'] => h1:fresh",
    "p[style-name='Caption'] => p.caption:fresh",
  ]
  try {
    return (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage, styleMap })).value
  } catch {
    throw new Error('the .docx is damaged: open it in Word or LibreOffice and save it again')
  }
}

/** The elements of a document, each a piece with its Markdown. */
function piecesOf(body: Element, photos: readonly DraftPhoto[]): Piece[] {
  return [...body.children].flatMap((element): Piece[] => {
    const images = [...element.querySelectorAll('img')]
    const shown = images.flatMap((image): Piece[] => {
      const photo = photos[Number(image.getAttribute('src'))]
      image.remove()
      if (!photo || (photo.bytes?.length ?? 0) > photoLimits.maxBytes) return []
      const { after: _, ...placed } = photo
      return [{ text: '', isLine: true, photo: { ...placed, mayFail: true } }]
    })
    const isLine = /^(?:p|h[1-6])$/.test(tag(element))
    const text = isLine ? linesOf(element) : textOf(element)
    if (text === '') return shown
    if (!isLine) plainer(element)
    return [...shown, { text, isLine, markdown: toMarkdown(element) }]
  })
}

/** Office programs put a paragraph into each item and cell, and mark no head of a table: it is the first row. */
function plainer(element: Element): void {
  for (const inner of [...element.querySelectorAll('li > p, td > p')]) {
    if (inner.parentElement?.querySelectorAll('p').length === 1) inner.replaceWith(...inner.childNodes)
  }
  if (tag(element) !== 'table' || element.querySelector('th')) return
  for (const cell of [...(element.querySelector('tr')?.children ?? [])]) {
    const head = element.ownerDocument.createElement('th')
    head.append(...cell.childNodes)
    cell.replaceWith(head)
  }
}

function linesOf(element: Element): string {
  for (const br of [...element.querySelectorAll('br')]) br.replaceWith('\n')
  const lines = (element.textContent ?? '').normalize('NFC').split('\n')
  return lines
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n')
}
