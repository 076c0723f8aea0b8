import { wordsOf } from './words.ts'

/** What a reader asks for. */
export interface Query {
  /** All its words, each once. */
  words: string[]
  /** What stood between quotation marks, in words: they have to follow one another. */
  phrases: string[][]
}

/** More words than these find nothing else, and each costs a file. */
const most = 12

/** Reads a query; quotation marks may be straight, curly or angled, and one that nothing closes ends with the query. */
export function readQuery(text: string): Query {
  // Between marks stands every second piece.
  const phrases = text.split(/["“”„«»]/).flatMap((piece, i) => (i % 2 === 1 ? [wordsOf(piece)] : []))
  return {
    words: [...new Set(wordsOf(text))].slice(0, most),
    phrases: phrases.filter(({ length }) => length > 1),
  }
}
