import type { Article } from '../articles/articles.ts'
import { type SearchIndex, searchIndex } from './index-parts.ts'

let made: { articles: readonly Article[]; index: SearchIndex } | undefined

/** The index of the site's articles, made once. */
export function indexOf(articles: readonly Article[]): SearchIndex {
  if (made?.articles !== articles) made = { articles, index: searchIndex(articles) }
  return made.index
}
