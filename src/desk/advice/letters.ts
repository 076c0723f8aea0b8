import { codePoint } from '../../vietnamese/unprintable.ts'
import type { Finding, Rule } from './rule.ts'

/** Letters of other scripts that print like Latin ones; ω, µ, Δ and the like are written on purpose (`kΩ`, `μm`). */
const greek = Object.fromEntries(zip('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον', 'ABEZHIKMNOPTYXov'))
const cyrillic = Object.fromEntries(zip('АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁ', 'ABESIJKMHOPCTYXaesijopcyxhd'))

/** Ð, ð of Icelandic and Ɖ, ɖ of Ewe; in both languages these never begin a word that Vietnamese begins with Đ. */
const bars: Record<string, string> = { Ð: 'Đ', ð: 'đ', Ɖ: 'Đ', ɖ: 'đ' }

/** Nearly every passage has none of these, and need not be taken apart. */
const suspicious = /[\u0300-\u052fÐðƉɖ\uff10-\uff5a\ufb00-\ufb06]|[\u{1d400}-\u{1d7ff}]/u

const word = /[\p{L}\p{M}\p{N}]+/gu
const foreign = /[\u0370-\u03ff\u0400-\u052f]/
/** Full width, mathematical alphabets (bold text copied from a social network), ligatures (copied from a PDF). */
const styled = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\ufb00-\ufb06]|[\u{1d400}-\u{1d7ff}]/gu
const mark = /[\u0300-\u036f]/g

/** A letter that looks right and is another one, so that no search, screen reader or font takes the word for itself. */
export const lookAlikeLetters: Rule = {
  name: 'look-alike-letters',
  find: ({ passages }) =>
    passages.flatMap(({ from, text }) =>
      !suspicious.test(text) ? [] : [...text.matchAll(word)].flatMap((match) => judge(match[0], from + match.index)),
    ),
}

function judge(written: string, from: number): Finding[] {
  const strange = strangersIn(written)
  if (strange.size === 0) return []
  const right = [...written].map((c) => strange.get(c) ?? c).join('')
  const names = [...strange.keys()].map((c) => `${nameOf(c)} ${codePoint(c)}`).join(', ')
  return [{ from, to: from + written.length, wrong: `"${written}" holds ${names}`, write: `"${right}", typed anew` }]
}

/** Each letter of a word that is another than it seems, with the letter that it seems to be. */
function strangersIn(written: string): Map<string, string> {
  const strange = new Map<string, string>()
  const bar = bars[[...written][0] ?? '']
  if (bar && /^.(?:\p{Script=Latin}|$)/u.test(written)) strange.set(written.charAt(0), bar)
  for (const [letter] of written.matchAll(styled)) strange.set(letter, letter.normalize('NFKC'))
  if (!/\p{Script=Latin}/u.test(written)) return strange
  // What only needs composing is told as a mistake, not-nfc.
  for (const [letter] of written.normalize('NFC').matchAll(mark)) strange.set(letter, '')
  if (foreign.test(written)) {
    for (const letter of written) {
      const latin = cyrillic[letter] ?? greek[letter]
      if (latin) strange.set(letter, latin)
    }
  }
  return strange
}

function nameOf(letter: string): string {
  if (cyrillic[letter]) return `the Cyrillic letter ${letter}`
  if (greek[letter]) return `the Greek letter ${letter}`
  if (bars[letter]) return `the foreign letter ${letter}`
  return /\p{M}/u.test(letter) ? 'a loose mark' : `the styled letter ${letter}`
}

function zip(letters: string, latin: string): [string, string][] {
  return [...letters].map((letter, i) => [letter, latin.charAt(i)])
}
