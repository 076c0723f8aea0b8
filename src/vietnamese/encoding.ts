/** How a file was written that is not UTF-8. */
export type Encoding = 'UTF-16' | 'windows-1258' | 'TCVN3' | 'VNI' | 'damaged UTF-8'

/** A file's bytes as text. */
export interface ReadBytes {
  /** Without a byte order mark, every line ending in `\n` or `\r\n`; as well as it can be read where it is not UTF-8. */
  text: string
  /** What it is instead of UTF-8, and the first place where that shows, 1-based. */
  wrong?: { encoding: Encoding; line: number; column: number }
}

/**
 * Reads bytes as UTF-8, and tells what they are where they are not.
 *
 * @param bytes a whole file
 * @see https://encoding.spec.whatwg.org/
 */
export function readBytes(bytes: Uint8Array): ReadBytes {
  const wide = wideEncoding(bytes)
  if (wide) {
    return { text: unixLines(new TextDecoder(wide).decode(bytes)), wrong: { encoding: 'UTF-16', line: 1, column: 1 } }
  }
  try {
    return { text: unixLines(strict.decode(bytes)) }
  } catch {
    return readLines(bytes)
  }
}

const strict = new TextDecoder('utf-8', { fatal: true })
const lenient = new TextDecoder('utf-8')
const windows = new TextDecoder('windows-1258')
// TCVN3 and VNI are fonts, not code pages: their letters stand on the places of Latin-1.
const latin1 = new TextDecoder('windows-1252')

/** A lone CR ends a line, too: old Macs and some converters write it. */
const unixLines = (text: string) => text.replace(/\r(?!\n)/g, '\n')

/** UTF-16, with a byte order mark or without: half of the bytes of its spaces and line ends are zero. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 1024)
  const zeros = [0, 0]
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = Math.max(2, head.length / 8)
  if (odd > many && even === 0) return 'utf-16le'
  return even > many && odd === 0 ? 'utf-16be' : undefined
}

/** Pasted text is in its own code while the lines above it are UTF-8, so each line is judged by itself. */
function readLines(bytes: Uint8Array): ReadBytes {
  const lines: string[] = []
  const bad: Uint8Array[] = []
  let place: { line: number; column: number } | undefined
  for (let from = 0; from <= bytes.length; ) {
    const end = bytes.indexOf(10, from)
    const raw = bytes.subarray(from, end < 0 ? bytes.length : end)
    try {
      lines.push(strict.decode(raw))
    } catch {
      const column = lenient.decode(raw).indexOf('\ufffd') + 1
      place ??= { line: lines.length + 1, column: Math.max(1, column) }
      bad.push(raw)
      lines.push(windows.decode(raw).normalize('NFC'))
    }
    if (end < 0) break
    from = end + 1
  }
  return { text: unixLines(lines.join('\n')), wrong: { encoding: eightBit(bad), ...(place ?? { line: 1, column: 1 }) } }
}

function eightBit(lines: readonly Uint8Array[]): Encoding {
  const broken = lines.map((line) => lenient.decode(line)).join('\n')
  const count = (pattern: RegExp) => broken.match(pattern)?.length ?? 0
  if (count(/[\u0080-\ufffc]/g) > 2 * count(/\ufffd/g)) return 'damaged UTF-8'
  return legacyEncoding(lines.map((line) => latin1.decode(line)).join('\n')) ?? 'windows-1258'
}

/** Signs beside a letter, capitals within a word, letters that no Vietnamese word has: TCVN3's places in Latin-1. */
const tcvn3 =
  /[a-z][\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00be]|[\u00a7\u00a8\u00a9\u00ac\u00ae\u00b5\u00b6\u00b8\u00b9][a-z\u00a1-\u00fe]|[a-z][\u00c6-\u00d8\u00dc\u00de\u00df]|[a-z][\u00e5\u00e6\u00e7\u00eb\u00ee\u00ef\u00f1\u00f6\u00f7\u00fe]/
/** A vowel, then a letter that stands for its mark: VNI's way. */
const vni =
  /[aeouy\u00f6\u00f4][\u00f8\u00f9\u00fb\u00f5\u00ef]|[ae][\u00e2\u00e1\u00e0\u00e5\u00e3\u00e4]|o[\u00e2\u00e5\u00e4]|a[\u00ea\u00e9\u00e8\u00fa\u00fc\u00eb]|[\u00f1\u00d1][aeiouy\u00f6\u00f4]/i

/**
 * Tells Vietnamese in a code of before Unicode, as it looks where it is taken for Latin-1 (`§¶ng bé`, `Ñaûng boä`).
 *
 * @returns undefined where too few words look so: one French or Spanish name is no code
 */
export function legacyEncoding(text: string): 'TCVN3' | 'VNI' | undefined {
  const words = text.split(/\s+/).filter((word) => /[^\s!-@]/.test(word))
  const share = (pattern: RegExp) => {
    const found = words.filter((word) => pattern.test(word)).length
    return found >= 2 ? found / words.length : 0
  }
  const [asTcvn3, asVni] = [share(tcvn3), share(vni)]
  if (asTcvn3 < 0.3 && asVni < 0.35) return undefined
  return asTcvn3 >= asVni ? 'TCVN3' : 'VNI'
}

/** What an editor does with a text in another code, in a sentence. */
export const howToConvert: Readonly<Record<Encoding, string>> = {
  'UTF-16': 'the file saved as UTF-8 (in Notepad: Save as, Encoding, UTF-8)',
  'windows-1258':
    'the file saved as UTF-8 (in Notepad: Save as, Encoding, UTF-8), and look whether the letters are right',
  TCVN3: 'the text converted to Unicode (UniKey Toolkit, Ctrl+Shift+F6, from TCVN3 to Unicode), saved as UTF-8',
  VNI: 'the text converted to Unicode (UniKey Toolkit, Ctrl+Shift+F6, from VNI Windows to Unicode), saved as UTF-8',
  'damaged UTF-8': 'the words of this line typed anew; the file was cut or joined in the middle of a letter',
}
