import { type Article, articleText } from '../articles/articles.ts'
import type { Volume } from '../articles/lists.ts'
import { allListKinds, listNames } from '../routes.ts'
import { partCount, searchIndex } from './index-parts.ts'
import type { IndexPart } from './words.ts'

/** How many parts the index of a volume has. */
export const partsOf = ({ articles }: Volume<Article>): number =>
  partCount(articles.reduce((sum, { syllables }) => sum + syllables, 0))

let made: { volume: Volume<Article>; index: Promise<IndexPart[]> } | undefined

/** The index of a volume: its parts are asked for one after the other, and it is made once for all. */
export function indexOf(volume: Volume<Article>): Promise<IndexPart[]> {
  if (made?.volume !== volume) made = { volume, index: makeIndex(volume) }
  return made.index
}

async function makeIndex(volume: Volume<Article>): Promise<IndexPart[]> {
  const searched = volume.articles.map(async (article) => {
    const { title, author, tags, section = '', place = '' } = article
    const { words } = await articleText(article)
    const lists = allListKinds.flatMap((kind) => listNames(kind, article).map((name) => `${kind}/${name}`))
    return { title, words, names: [...author, ...tags, section, place], lists }
  })
  return searchIndex(await Promise.all(searched), partsOf(volume))
}
