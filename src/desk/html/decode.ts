import { Buffer, isUtf8 } from 'node:buffer'

/** A page's text, and what had to be done to read it. */
export interface Decoded {
  html: string
  notes: string[]
}

const byteOrderMarks: [encoding: string, mark: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/**
 * Reads a saved page's bytes as text in Unicode's composed form.
 *
 * @throws where the file is no page of HTML
 */
export function decodePage(bytes: Uint8Array): Decoded {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  if (/^(?:%PDF|PK|bplist)/.test(head)) {
    throw new Error('this is not a page of HTML: save the page again, as "Webpage, complete" or "HTML only"')
  }
  const { encoding, notes } = encodingOf(bytes, head)
  const text = new TextDecoder(encoding).decode(bytes)
  if (text.trim() === '') throw new Error('the file is empty')
  const html = text.normalize('NFC')
  if (html !== text) notes.push('The page’s Vietnamese was decomposed (marks apart from letters); it is composed now.')
  if (html.includes('\ufffd')) notes.push('Some characters of the page could not be read; look for � in the text.')
  if (/(?:face\s*=\s*["']?|font-family\s*:\s*["']?)(?:\.Vn|VNI-)/i.test(html)) {
    notes.push('The page asks for a font of before Unicode (.Vn… or VNI-…); look whether the text is legible.')
  }
  return { html, notes }
}

function encodingOf(bytes: Uint8Array, head: string): { encoding: string; notes: string[] } {
  const marked = byteOrderMarks.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))
  if (marked) return { encoding: marked[0], notes: [] }
  if (/^(?:<\0|\s\0)/.test(head)) return { encoding: 'utf-16le', notes: [] }
  if (/^\0[<\s]/.test(head)) return { encoding: 'utf-16be', notes: [] }
  const said = /<meta[^<>]{1,300}charset ?= ?["']? ?([\w-]+)/i.exec(head)?.[1]?.toLowerCase()
  // Browsers save pages as UTF-8 and do not always change what the page says of itself. What is valid UTF-8 is UTF-8.
  if (isUtf8(bytes)) return { encoding: 'utf-8', notes: [] }
  if (said && !/^utf-?(?:8|16)/.test(said)) {
    try {
      return {
        encoding: new TextDecoder(said).encoding,
        notes: [`The page was read as ${said}, as it says of itself.`],
      }
    } catch {
      return {
        encoding: 'windows-1258',
        notes: [`The page says that it is in "${said}", which nobody knows; it was read as windows-1258.`],
      }
    }
  }
  if (said) return { encoding: 'utf-8', notes: ['The page says that it is in UTF-8, but some of its bytes are not.'] }
  return { encoding: 'windows-1258', notes: ['The page does not name its encoding; it was read as windows-1258.'] }
}
