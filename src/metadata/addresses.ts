import type { Article } from '../articles/articles.ts'
import { isElsewhere } from '../markdown/components.ts'
import { paths, sitePath, siteUrl } from '../routes.ts'

/** The site's address with its base path, without a trailing slash. */
const address = new URL(import.meta.env.BASE_URL, import.meta.env.SITE).href.replace(/\/$/, '')

/** The absolute address of a path of this site. */
export const absolute = (path: string): string => siteUrl(path, address)

/** A path of this site as it stands in a link on its pages. */
export const href = (path: string): string => sitePath(path, import.meta.env.BASE_URL)

/** An article's canonical address. */
export const permalink = (article: Pick<Article, 'id'>): string => absolute(paths.article(article.id))

/**
 * What feeds know an article by, for ever: the first permalink that it had here, also when its folder was renamed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6
 */
export function firstPermalink({ id, aliases }: Pick<Article, 'id' | 'aliases'>): string {
  const first = aliases.find((alias) => /^\/\d{4}\/[a-z0-9-]+\/$/.test(alias))
  return absolute(first ?? paths.article(id))
}

/** The address of a video's file; that of a page elsewhere is one already. */
export const videoUrl = (article: Pick<Article, 'id'>, src: string): string =>
  isElsewhere(src) ? src : `${permalink(article)}${src}`

/** The moment of the last change of substance: `updated`, a correction, or publication. */
export function modified(article: Pick<Article, 'date' | 'updated' | 'corrections'>): string {
  const moments = [article.date, article.updated, ...article.corrections.map(({ date }) => date)]
  return (
    moments.filter((moment) => moment !== undefined).sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? article.date
  )
}
