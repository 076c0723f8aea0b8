import { foldMarks } from '../vietnamese/slug.ts'
import { type IndexPart, unpackNumbers } from './words.ts'

/** What a word is worth: written as it was asked for or not, in the headline or in the text. */
const [exact, folded, headline] = [4, 1, 3]

/** How well a word of a text answers a word of a query: a query without marks asks for every reading of it. */
export function likeness(asked: string, word: string): number {
  if (word === asked) return exact
  if (foldMarks(word) !== foldMarks(asked)) return 0
  return foldMarks(asked) === asked ? exact : folded
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
    for (const [word, lists] of Object.entries(parts[i] ?? {})) {
      const like = likeness(asked, word)
      if (like === 0) continue
      for (const [place, list] of lists.entries()) {
        for (const number of unpackNumbers(list)) {
          found.set(number, Math.max(found.get(number) ?? 0, place === 0 ? like * headline : like))
        }
      }
    }
    return found
  })
  const [first = new Map<number, number>(), ...others] = scores
  return [...first.keys()]
    .filter((number) => others.every((other) => other.has(number)))
    .map((number) => ({ number, score: scores.reduce((sum, each) => sum + (each.get(number) ?? 0), 0) }))
    .sort((a, b) => b.score - a.score || b.number - a.number)
}

/** A sentence, and where in it the words stand that were asked for. */
export interface Passage {
  text: string
  score: number
  /** Start and end of each word, in order. */
  marks: [number, number][]
}

/** Longest passage that is shown, in characters. */
const longest = 240

/**
 * The sentence of a text that answers a query best: most of its words, as they were written, side by side.
 *
 * @param text plain
 */
export function bestPassage(text: string, query: readonly string[]): Passage | undefined {
  let best: Passage | undefined
  for (const sentence of text.match(/[^.!?…\n]+[.!?…]*["”»)]*/g) ?? []) {
    const passage = judge(sentence.trim(), query)
    if (passage.score > (best?.score ?? 0)) best = passage
  }
  return best && shorten(best)
}

function judge(text: string, query: readonly string[]): Passage {
  const marks: [number, number][] = []
  const best = query.map(() => 0)
  let before = -2
  let together = 0
  for (const { 0: found, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const word = found.normalize('NFC').toLowerCase()
    const likes = query.map((asked) => likeness(asked, word))
    const which = likes.indexOf(Math.max(...likes))
    const like = likes[which] ?? 0
    if (like > 0) {
      best[which] = Math.max(best[which] ?? 0, like)
      marks.push([index, index + found.length])
      if (which === before + 1) together = Math.max(together, like)
    }
    before = like > 0 ? which : -2
  }
  return { text, marks, score: best.reduce((sum, like) => sum + like, 0) + together * 2 }
}

/** A long sentence is cut at spaces around its first mark. */
function shorten({ text, marks, score }: Passage): Passage {
  if (text.length <= longest) return { text, marks, score }
  const from = Math.max(0, Math.min((marks[0]?.[0] ?? 0) - 60, text.length - longest))
  const start = from === 0 ? 0 : text.indexOf(' ', from) + 1
  const end = start + longest >= text.length ? text.length : text.lastIndexOf(' ', start + longest)
  const [before, after] = [start > 0 ? '… ' : '', end < text.length ? ' …' : '']
  const shift = before.length - start
  return {
    text: `${before}${text.slice(start, end)}${after}`,
    score,
    marks: marks.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => [a + shift, b + shift]),
  }
}
