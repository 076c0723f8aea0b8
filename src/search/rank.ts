import { foldMarks } from '../vietnamese/slug.ts'
import { type IndexPart, unpackNumbers } from './words.ts'

/** What a word is worth: written as it was asked for or not, in the headline or in the text. */
export const [exact, folded] = [4, 1]
const headline = 3

/** The marks of a word, wherever in it they stand: both "hòa" and "hoà" are right. */
const marksOf = (word: string) =>
  `${word
    .normalize('NFD')
    .match(/[\u0300-\u036f]|đ/g)
    ?.sort()}`

/** How well a word of a text answers a word of a query: a query without marks asks for every reading of it. */
export function likeness(asked: string, word: string): number {
  if (word === asked) return exact
  const plain = foldMarks(asked)
  if (foldMarks(word) !== plain) return 0
  return plain === asked || marksOf(word) === marksOf(asked) ? exact : folded
}

/**
 * Finds the articles that have every word of a query.
 *
 * @param query its words
 * @param parts for each word the part of the index that holds it
 * @returns numbers of articles, the best first; of equals the newest
 */
export function rank(query: readonly string[], parts: readonly IndexPart[]): { number: number; score: number }[] {
  const scores = query.map((asked, i) => {
    const found = new Map<number, number>()
    for (const [word, [headlines, texts]] of Object.entries(parts[i] ?? {})) {
      const like = likeness(asked, word)
      if (like === 0) continue
      for (const [list, score] of [[headlines, like * headline] as const, [texts, like] as const])
        for (const number of unpackNumbers(list)) found.set(number, Math.max(found.get(number) ?? 0, score))
    }
    return found
  })
  const [first = new Map<number, number>(), ...others] = scores
  return [...first.keys()]
    .filter((number) => others.every((other) => other.has(number)))
    .map((number) => ({ number, score: scores.reduce((sum, each) => sum + (each.get(number) ?? 0), 0) }))
    .sort((a, b) => b.score - a.score || b.number - a.number)
}

/**
 * Finds the lists whose names have every word of a query, as it was written if there are such.
 *
 * @param parts for each word the part of the index that holds it
 * @returns `<kind>/<name>` each, as `tac-gia/Bình Duyên`
 */
export function listsNamed(query: readonly string[], parts: readonly IndexPart[]): string[] {
  const named = (least: number) => {
    const [first = [], ...others] = query.map((asked, i) =>
      Object.entries(parts[i] ?? {}).flatMap(([word, [, , ...lists]]) => (likeness(asked, word) < least ? [] : lists)),
    )
    return [...new Set(first)].filter((list) => others.every((other) => other.includes(list)))
  }
  const asWritten = named(exact)
  return asWritten.length > 0 ? asWritten : named(folded)
}
