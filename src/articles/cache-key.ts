import { hashOfBytes } from '../cache/file-hashes.ts'
import type { Article } from './articles.ts'

/**
 * What an incremental build compares: where it is the same, and the code is, Astro leaves the page as it is.
 *
 * @param shown whatever the page shows; a page with a header and a footer shows the `siteOutline`, too
 */
export function cacheKey(...shown: readonly unknown[]): string {
  return hashOfBytes(JSON.stringify(shown)).slice(0, 32)
}

/** What a teaser shows of an article. */
export function outlineOf(article: Article | undefined): unknown {
  if (!article) return undefined
  const { id, title, description, date, section, minutes, picture } = article
  return [id, title, description, date, section, minutes, picture]
}
