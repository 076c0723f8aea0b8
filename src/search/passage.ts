import { sentences } from '../vietnamese/sentences.ts'
import { exact, likeness } from './rank.ts'
import { wordsOf } from './words.ts'

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
 * The sentence that answers a query best: most of its words, as they were written, side by side.
 *
 * @param paragraphs plain
 * @param headline is shown beside it, so that a sentence which only says the same is none
 */
export function bestPassage(
  paragraphs: readonly string[],
  query: readonly string[],
  headline = '',
): Passage | undefined {
  const said = wordsOf(headline).join()
  let best: Passage | undefined
  for (const { 0: sentence } of paragraphs.flatMap(sentences)) {
    const passage = judge(sentence.trim(), query)
    if (passage.score > (best?.score ?? 0) && wordsOf(sentence).join() !== said) best = passage
  }
  return best && shorten(best)
}

/** Whether the words of a phrase follow one another in a text. */
export function hasPhrase(text: string, phrase: readonly string[]): boolean {
  const words = wordsOf(text)
  return words.some((_, start) => phrase.every((asked, i) => likeness(asked, words[start + i] ?? '') === exact))
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
