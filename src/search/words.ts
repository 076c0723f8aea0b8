import { foldMarks } from '../vietnamese/slug.ts'

export { wordsOf } from '../vietnamese/words.ts'

/**
 * The part of an index in which a word stands; with and without marks it is the same one.
 *
 * @param count how many parts there are
 * @see https://datatracker.ietf.org/doc/draft-eastlake-fnv/ for the hash, FNV-1a
 */
export function partOf(word: string, count: number): number {
  let hash = 0x811c9dc5
  for (const letter of foldMarks(word)) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % count
}

/**
 * A part of an index: for each word the numbers of the articles that have it in the headline, and in the text, and the
 * lists that have it in their name, as `tac-gia/Bình Duyên`.
 */
export type IndexPart = Record<string, [headlines: string, texts: string, ...lists: string[]]>

/** Numbers in ascending order as the steps between them, a digit of base 36 each; a `z` is 35, and the step goes on. */
export function packNumbers(numbers: readonly number[]): string {
  return numbers
    .map((number, i) => {
      const step = number - (numbers[i - 1] ?? 0)
      return 'z'.repeat(step / 35) + (step % 35).toString(36)
    })
    .join('')
}

/** Reads what `packNumbers` wrote. */
export function unpackNumbers(packed: string): number[] {
  const numbers: number[] = []
  let sum = 0
  for (const digit of packed) {
    sum += Number.parseInt(digit, 36)
    if (digit !== 'z') numbers.push(sum)
  }
  return numbers
}
