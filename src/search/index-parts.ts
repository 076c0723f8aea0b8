import { type IndexPart, idsAFile, packNumbers, partOf, wordsOf } from './words.ts'

/** What the index wants to know of an article. */
export interface Searched {
  id: string
  title: string
  /** The distinct words of its text, parted by spaces. */
  words: string
}

/** The whole index, as the files that a search fetches. */
export interface SearchIndex {
  parts: IndexPart[]
  /** The articles' ids by their numbers. */
  ids: string[][]
}

/** A part is about as large as a picture on a phone, so that two words cost a slow line little. */
const bytesAPart = 24_000

/**
 * Makes the index of all articles. An article's number is its place in time, so that a new article changes few files.
 *
 * @param articles the newest first
 */
export function searchIndex(articles: readonly Searched[]): SearchIndex {
  const byAge = articles.toReversed()
  const postings = new Map<string, [number[], number[]]>()
  for (const [number, { title, words }] of byAge.entries()) {
    const inTitle = new Set(wordsOf(title))
    for (const word of inTitle) listOf(postings, word)[0].push(number)
    for (const word of words.split(' ')) if (word !== '') listOf(postings, word)[1].push(number)
  }
  const packed = [...postings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, lists]) => [word, lists.map(packNumbers) as [string, string]] as const)
  const bytes = packed.reduce((sum, [word, [a, b]]) => sum + word.length + a.length + b.length + 10, 0)
  const count = 2 ** Math.max(0, Math.min(10, Math.ceil(Math.log2(bytes / bytesAPart))))
  const parts: IndexPart[] = Array.from({ length: count }, () => ({}))
  for (const [word, lists] of packed) (parts[partOf(word, count)] as IndexPart)[word] = lists
  const ids = byAge.map(({ id }) => id)
  const files = Math.ceil(ids.length / idsAFile)
  return { parts, ids: Array.from({ length: files }, (_, i) => ids.slice(i * idsAFile, (i + 1) * idsAFile)) }
}

function listOf(postings: Map<string, [number[], number[]]>, word: string): [number[], number[]] {
  const known = postings.get(word)
  if (known) return known
  const fresh: [number[], number[]] = [[], []]
  postings.set(word, fresh)
  return fresh
}
