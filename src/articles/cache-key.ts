import { hashOfBytes } from '../cache/file-hashes.ts'
import type { Article } from './articles.ts'

/**
 * What an incremental build compares: where it is the same, and the code is, Astro leaves the page as it is.
 *
 * @param articles all that are out: what every page says of the site
 * @param shown whatever else the page shows
 */
export function cacheKey(articles: readonly Article[], ...shown: readonly unknown[]): string {
  return hashOfBytes(JSON.stringify([articles.length > 1, ...shown])).slice(0, 32)
}

/** What a teaser shows of an article. */
export function outlineOf(article: Article | undefined): unknown {
  if (!article) return undefined
  const { id, title, description, date, section, minutes, picture } = article
  return [id, title, description, date, section, minutes, picture]
}
