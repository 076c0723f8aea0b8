/** Syllables a minute; no Vietnamese norm is published, and English silent reading is 238 words (Brysbaert 2019). */
const readingSpeed = 240

/**
 * Counts the syllables of a Vietnamese text: what stands between white space and holds a letter or a digit.
 *
 * @returns a whole number, 0 for an empty text
 */
export function countSyllables(text: string): number {
  return text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0
}

/**
 * How long a text takes to read.
 *
 * @param syllables as `countSyllables` counts them
 * @returns whole minutes, at least 1
 */
export function readingMinutes(syllables: number): number {
  return Math.max(1, Math.round(syllables / readingSpeed))
}
