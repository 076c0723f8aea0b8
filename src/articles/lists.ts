import { type Filed, type ListKind, listNames, listSlug } from '../routes.ts'
import { localTime } from '../vietnamese/date.ts'
import type { Frontmatter } from './schema.ts'

/** Sorts articles as every list has them. */
export function newestFirst<T extends { id: string; date: string }>(articles: readonly T[]): T[] {
  return [...articles].sort((a, b) => Date.parse(b.date) - Date.parse(a.date) || (a.id < b.id ? -1 : 1))
}

/** The articles of one author, tag or section. */
export interface List<T> {
  name: string
  slug: string
  articles: T[]
}

/**
 * The lists of one kind, in the order of their newest articles.
 *
 * @param articles whose order the lists keep; two names with one slug ("Tin", "tin") are one list, under the first name
 */
export function listsOf<T extends Filed>(kind: ListKind, articles: readonly T[]): List<T>[] {
  const lists = new Map<string, List<T>>()
  for (const article of articles) {
    for (const name of listNames(kind, article)) {
      const slug = listSlug(name)
      const list = lists.get(slug) ?? { name, slug, articles: [] }
      lists.set(slug, list)
      if (list.articles.at(-1) !== article) list.articles.push(article)
    }
  }
  return [...lists.values()]
}

/** The years that have articles, the newest first. */
export function yearsOf<T extends Pick<Frontmatter, 'date'>>(articles: readonly T[]): Map<number, T[]> {
  return Map.groupBy(articles, ({ date }) => localTime(date).year)
}

/** A part of the archive that changes only while it is the last of its year: what search and sitemaps are parted by. */
export interface Volume<T> {
  /** As `2018`; the second of a year as `2018-2`. */
  name: string
  /** The newest first. */
  articles: T[]
}

/** How many articles a volume holds: its search index is some 300 KB, which change with a new article. */
const volumeSize = 250

/** The archive in volumes, the newest first: by year, and within a year counted from the oldest article. */
export function volumesOf<T extends Pick<Frontmatter, 'date'>>(articles: readonly T[]): Volume<T>[] {
  return [...yearsOf(articles)].flatMap(([year, ofYear]) => {
    const count = Math.ceil(ofYear.length / volumeSize)
    return Array.from({ length: count }, (_, i) => {
      const number = count - i
      const end = ofYear.length - (number - 1) * volumeSize
      const articles = ofYear.slice(Math.max(0, end - volumeSize), end)
      return { name: number === 1 ? `${year}` : `${year}-${number}`, articles }
    })
  })
}

/** How many addresses a sitemap may have. @see https://www.sitemaps.org/protocol.html#index */
const sitemapSize = 50_000

/** Parts what one sitemap cannot hold: `trang`, `trang-2`. Without addresses there is still the first. */
export function partSitemap(name: string, addresses: readonly string[]): { name: string; addresses: string[] }[] {
  return Array.from({ length: Math.max(1, Math.ceil(addresses.length / sitemapSize)) }, (_, i) => ({
    name: i === 0 ? name : `${name}-${i + 1}`,
    addresses: addresses.slice(i * sitemapSize, (i + 1) * sitemapSize),
  }))
}

/**
 * The names of the site's sections as its header has them. Not by how many articles each has: an order that turns with
 * an article would change every page.
 *
 * @param first those that the owner puts first
 */
export function sectionsOf(articles: readonly Filed[], first: readonly string[]): string[] {
  const used = listsOf('chuyen-muc', articles.toReversed()).map(({ name }) => name)
  return [...first.filter((name) => used.includes(name)), ...used.filter((name) => !first.includes(name))]
}

/** The articles of the front page, its lead first: the newest that asks to lead, else the newest. */
export function frontOf<T extends { front: boolean }>(articles: readonly T[]): T[] {
  const lead = articles.find(({ front }) => front) ?? articles[0]
  const others = articles.filter((article) => article !== lead).slice(0, frontSize - 1)
  return lead ? [lead, ...others] : []
}

/** One page of a list. */
export interface ListPart<T> {
  /** Which of the older pages, counted from the oldest; absent for the list's own page, the newest. */
  number?: number
  path: string
  /** How many articles the list has; on its own page alone, so that a new article changes no older one. */
  total?: number
  /** The newest first. */
  articles: T[]
  /** The paths of the pages before and after it in time. */
  older?: string
  newer?: string
}

/** How many of the newest articles the home page tells of; those who read on turn to the lists. */
const frontSize = 22

/** How many of the newest articles the site's feeds hold, and the feed of a list. */
export const [siteFeedSize, listFeedSize] = [10, 5]

/** How many articles stand on an older page; the newest has as many, up to twice as many. */
export const pageSize = 20

/**
 * Parts a list into pages that keep what they hold: older pages are counted from the oldest article and leave the
 * list's own page only when they are full, so that a new article changes no older page.
 *
 * @param path of the list's own page
 * @param articles the newest first
 * @returns the list's own page, then the older ones, the newest first
 */
export function partList<T>(path: string, articles: readonly T[]): ListPart<T>[] {
  const count = Math.max(0, Math.floor(articles.length / pageSize) - 1)
  const pathOf = (number: number) => (number > count ? path : `${path}trang/${number}/`)
  const part = (number: number): ListPart<T> => {
    const end = articles.length - (number - 1) * pageSize
    return {
      ...(number <= count ? { number } : { total: articles.length }),
      path: pathOf(number),
      articles: articles.slice(number > count ? 0 : end - pageSize, end),
      ...(number > 1 && { older: pathOf(number - 1) }),
      ...(number <= count && { newer: pathOf(number + 1) }),
    }
  }
  return Array.from({ length: count + 1 }, (_, i) => part(count + 1 - i))
}

/** What stands after a list's own path in a page's path, as routes with a rest parameter want it. */
export function partPath({ number }: Pick<ListPart<unknown>, 'number'>): string | undefined {
  return number === undefined ? undefined : `trang/${number}`
}
