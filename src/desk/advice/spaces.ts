import { codePoint } from '../../vietnamese/unprintable.ts'
import type { Finding, Rule } from './rule.ts'

/**
 * Finds a pattern in an article's words.
 *
 * @param tell what is wrong with what was found, and with the words around it
 */
export function everywhere(
  pattern: RegExp,
  tell: (found: string, around: string) => Pick<Finding, 'wrong' | 'write'>,
): Rule['find'] {
  return ({ passages }) =>
    passages.flatMap(({ from, text }) =>
      [...text.matchAll(pattern)].map(({ index, 0: found }) => {
        const end = index + found.length
        const around = text.slice(Math.max(0, index - 12), end + 12).replace(/\s+/g, ' ')
        return { from: from + index, to: from + end, ...tell(found, around) }
      }),
    )
}

/** Two spaces or more between words, which a page shows as one and a quotation carries on. */
export const doubledSpace: Rule = {
  name: 'doubled-space',
  find: everywhere(/(?<=\S)[ \u00a0]{2,}(?=\S)/g, ({ length }) => ({
    wrong: `${length} spaces stand side by side`,
    write: 'one space',
  })),
}

/**
 * A space before a mark that belongs to the word before it. Ratios (`2 : 1`), dots that stand for more (` ...`) and
 * names that begin with a dot (`.vn`) are none.
 */
export const spaceBeforePunctuation: Rule = {
  name: 'space-before-punctuation',
  find: everywhere(/(?<=[\p{L}\p{N}”"])[ \u00a0]+(?:[,;!?]+|\.|(?<!\p{N} ):)(?=\s|$)/gu, (found) => ({
    wrong: `a space stands before "${found.trim()}"`,
    write: `"${found.trim()}" at the end of the word`,
  })),
}

/** A space on the inner side of a quotation mark or bracket. Guillemets may have one, as in French. */
export const spaceInQuotes: Rule = {
  name: 'space-in-quotes',
  find: everywhere(/(?<=(?:^|\s)[“(])[ \u00a0]+(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}.,!?…])[ \u00a0]+(?=[”)])/gu, () => ({
    wrong: 'a space stands on the inner side of a quotation mark or bracket',
    write: 'the mark beside the word',
  })),
}

/** Zero-width, soft-hyphen and direction characters: nobody sees them, and searches and links for the word fail. */
export const invisibleCharacter: Rule = {
  name: 'invisible-character',
  find: everywhere(
    /[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|(?<=\p{L})\u200d(?=\p{L})/gu,
    (c) => ({
      wrong: `the invisible character ${codePoint(c)} stands here`,
      write: 'the words without it: delete both letters beside it and type them anew',
    }),
  ),
}
