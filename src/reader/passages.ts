/*
 * What the search shows of the articles that it found, read from their Markdown editions, or from what is kept on the
 * device. A module that search.ts imports with the first query.
 */
import { bestPassage, hasPhrase, type Passage } from '../search/passage.ts'
import { plainParagraphs } from '../search/plain-text.ts'
import type { Query } from '../search/query.ts'
import { listKind, place } from '../strings.ts'
import { keptPages, keptText } from './kept.ts'

/** What is shown of an article. */
export interface Result {
  url: string
  headline: string
  /** How well its passage answers. */
  score: number
  passage?: Passage | undefined
}

/**
 * An article's Markdown edition: small, whole, and no document has to be made of it.
 *
 * @param url of its page
 * @returns undefined where it has not the phrases that were asked for
 * @throws where it cannot be fetched
 */
export async function resultOf(url: string, query: Query): Promise<Result | undefined> {
  const response = await fetch(`${url}index.md`)
  if (!response.ok) throw url
  const [, matter = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)/.exec(await response.text()) ?? []
  const fields: Record<string, string | string[]> = {}
  for (const line of matter.split('\n')) {
    const colon = line.indexOf(':')
    fields[line.slice(0, colon)] = JSON.parse(line.slice(colon + 1))
  }
  const named = [
    [listKind['tac-gia'], fields.author],
    [listKind['chuyen-muc'], fields.section],
    [listKind['chu-de'], fields.tags],
    [place, fields.place],
  ].flatMap(([what, names = []]) => [names].flat().map((name) => `${what}: ${name}`))
  return judge(url, `${fields.title}`, [`${fields.description}`, ...plainParagraphs(body), ...named], query)
}

/** Finds among what is on the device: the words are all there, or it is no result. */
export async function findKept(base: string, query: Query): Promise<Result[]> {
  return (await keptPages(base)).flatMap((page) => {
    const paragraphs = keptText(page).split('\n')
    const isThere = query.words.every((word) => bestPassage([page.headline, ...paragraphs], [word]))
    return (isThere && judge(page.url, page.headline, paragraphs, query)) || []
  })
}

function judge(url: string, headline: string, paragraphs: string[], { words, phrases }: Query): Result | undefined {
  const all = [headline, ...paragraphs]
  if (!phrases.every((phrase) => all.some((text) => hasPhrase(text, phrase)))) return undefined
  const passage = bestPassage(paragraphs, words, headline)
  return { url, headline, score: passage?.score ?? 0, passage }
}
