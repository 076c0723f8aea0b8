import { howToConvert, legacyEncoding } from '../../vietnamese/encoding.ts'
import { codePoint } from '../../vietnamese/unprintable.ts'
import type { Finding, Rule } from './rule.ts'
import { everywhere } from './spaces.ts'

/** A passage in a code of before Unicode, pasted into a file that is UTF-8. */
export const legacyText: Rule = {
  name: 'legacy-encoding',
  find: ({ passages }) =>
    passages.flatMap(({ from, text }): Finding[] => {
      const encoding = legacyEncoding(text)
      if (!encoding) return []
      const wrong = `the letters of this passage are in ${encoding}, a code of before Unicode`
      return [{ from, to: from + text.length, wrong, write: howToConvert[encoding] }]
    }),
}

/** U+FFFD, which stands where a letter was lost. */
export const replacementCharacter: Rule = {
  name: 'replacement-character',
  find: everywhere(/\ufffd+/g, (_, around) => ({
    wrong: `a letter was lost here: "${around}"`,
    write: 'the word typed anew, from where the text came',
  })),
}

/** Characters that only one program's font knows: bullets of Word, letters of old converters. */
export const privateUseCharacter: Rule = {
  name: 'private-use-character',
  find: everywhere(/[\ue000-\uf8ff]|[\u{f0000}-\u{10fffd}]/gu, (character) => ({
    wrong: `the character ${codePoint(character)} is one program's own, and readers see a box`,
    write: 'the sign that is meant, or nothing',
  })),
}

/** Spaces that do not break, where Word or a page put them between all words: a line runs out of the column. */
export const noBreakSpace: Rule = {
  name: 'no-break-space',
  find: ({ passages }) =>
    passages.flatMap(({ from, text }): Finding[] => {
      const found = [...text.matchAll(/(?<=[\p{L},;:])[\u00a0\u202f](?=\p{L})/gu)]
      const [first] = found
      if (!first || found.length < 2) return []
      const wrong = `${found.length} no-break spaces stand between words of this passage`
      const start = from + first.index
      return [{ from: start, to: start + 1, wrong, write: 'plain spaces; a page shows them as such' }]
    }),
}
