import { foldMarks } from '../vietnamese/slug.ts'
import { type IndexPart, packNumbers, partOf, unpackNumbers, wordsOf } from './words.ts'

/** What the index wants to know of an article. */
export interface Searched {
  title: string
  /** The distinct words of its text. */
  words: readonly string[]
  /** Names that it can be found by: its authors, section, tags and place. */
  names: readonly string[]
  /** The lists that it stands in, as `tac-gia/Bình Duyên`. */
  lists: readonly string[]
}

/** A part is about as large as a picture on a phone, so that two words cost a slow line little. */
const bytesAPart = 24_000

/** A syllable of the text costs this much of the index: most are said more than once in an article. In bytes. */
const bytesASyllable = 0.75

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
  const entries = new Map<string, { headlines: number[]; texts: number[]; lists: Set<string> }>()
  const entryOf = (word: string) => {
    const entry = entries.get(word) ?? { headlines: [], texts: [], lists: new Set() }
    entries.set(word, entry)
    return entry
  }
  for (const [number, { title, words, names, lists }] of articles.toReversed().entries()) {
    for (const word of new Set(wordsOf(title))) entryOf(word).headlines.push(number)
    for (const word of new Set([...words, ...wordsOf(names.join('\n'))])) entryOf(word).texts.push(number)
    for (const list of lists) for (const word of wordsOf(list.slice(list.indexOf('/')))) entryOf(word).lists.add(list)
  }
  const parts: IndexPart[] = Array.from({ length: count }, () => ({}))
  for (const word of [...entries.keys()].sort()) {
    const { headlines, texts, lists } = entryOf(word)
    const part = parts[partOf(word, count)] as IndexPart
    part[word] = [packNumbers(headlines), packNumbers(texts), ...[...lists].sort()]
  }
  return parts
}

/**
 * The words that an index knows, those that differ in their marks alone once, as most articles write them: what a word
 * that nobody wrote is compared with.
 *
 * @returns those in most articles first
 */
export function knownWords(index: readonly IndexPart[]): string[] {
  const all = index.flatMap((part) =>
    Object.entries(part).map(([word, lists]) => ({
      word,
      count: lists.slice(0, 2).reduce((sum, list) => sum + unpackNumbers(list).length, 0),
    })),
  )
  all.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
  return [...new Map(all.toReversed().map(({ word }) => [foldMarks(word), word])).values()].reverse()
}
