import { type IndexPart, packNumbers, partOf, wordsOf } from './words.ts'

/** What the index wants to know of an article. */
export interface Searched {
  title: string
  /** The distinct words of its text. */
  words: readonly string[]
  /** Names that it can be found by: its authors, section, tags and place. */
  names: readonly string[]
}

/** A part is about as large as a picture on a phone, so that two words cost a slow line little. */
const bytesAPart = 24_000

/** A syllable of the text costs this much of the index: most are said more than once in an article. In bytes. */
const bytesASyllable = 1.2

/**
 * How many parts the index of some articles has, told without their texts, so that a build that changes none reads none.
 *
 * @param syllables of all their texts
 */
export function partCount(syllables: number): number {
  return Math.max(1, Math.ceil((syllables * bytesASyllable) / bytesAPart))
}

/**
 * Makes the index of some articles. An article's number is its place in time, the oldest is 0.
 *
 * @param articles the newest first
 */
export function searchIndex(articles: readonly Searched[], count: number): IndexPart[] {
  const numbers = new Map<string, [number[], number[]]>()
  const listsOf = (word: string) => {
    const lists = numbers.get(word) ?? [[], []]
    numbers.set(word, lists)
    return lists
  }
  for (const [number, { title, words, names }] of articles.toReversed().entries()) {
    for (const word of new Set(wordsOf(title))) listsOf(word)[0].push(number)
    for (const word of new Set([...words, ...wordsOf(names.join('\n'))])) listsOf(word)[1].push(number)
  }
  const parts: IndexPart[] = Array.from({ length: count }, () => ({}))
  for (const word of [...numbers.keys()].sort()) {
    const part = parts[partOf(word, count)] as IndexPart
    part[word] = listsOf(word).map(packNumbers) as [string, string]
  }
  return parts
}
