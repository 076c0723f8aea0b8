import { localTime } from '../vietnamese/date.ts'
import { slugify } from '../vietnamese/slug.ts'
import { type Group, groupBy } from './groups.ts'
import { paths } from './permalink.ts'
import type { Frontmatter } from './schema.ts'

type Filed = Pick<Frontmatter, 'author' | 'tags' | 'section'>

/** What articles are listed under besides their year, by the first part of the list's path. */
export const groupings = {
  'tac-gia': { namesOf: ({ author }: Filed) => author, pathOf: paths.author },
  'chu-de': { namesOf: ({ tags }: Filed) => tags, pathOf: paths.tag },
  'chuyen-muc': { namesOf: ({ section }: Filed) => (section ? [section] : []), pathOf: paths.section },
} as const satisfies Record<string, { namesOf: (a: Filed) => readonly string[]; pathOf: (name: string) => string }>

export type Grouping = keyof typeof groupings

/** Sorts articles as every list has them. */
export function newestFirst<T extends { id: string; date: string }>(articles: readonly T[]): T[] {
  return [...articles].sort((a, b) => Date.parse(b.date) - Date.parse(a.date) || (a.id < b.id ? -1 : 1))
}

/** The groups of one kind, in the order of their newest articles. */
export function groupsOf<T extends Filed>(grouping: Grouping, articles: readonly T[]): Group<T>[] {
  return groupBy(articles, groupings[grouping].namesOf, slugify)
}

/** The years that have articles, the newest first. */
export function yearsOf<T extends Pick<Frontmatter, 'date'>>(articles: readonly T[]): Map<number, T[]> {
  return Map.groupBy(articles, ({ date }) => localTime(date).year)
}

/** One page of a list. */
export interface ListPart<T> {
  /** Which of the older pages, counted from the oldest; absent for the list's own page, the newest. */
  number?: number
  path: string
  /** The newest first. */
  articles: T[]
  /** The paths of the pages before and after it in time. */
  older?: string
  newer?: string
}

/** How many of the newest articles the home page tells of; those who read on turn to the lists. */
export const frontSize = 20

/** How many of the newest articles the site's feeds hold, and the feed of a list. */
export const [siteFeedSize, listFeedSize] = [30, 10]

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
export function partList<T>(path: string, articles: readonly T[], size = pageSize): ListPart<T>[] {
  const count = Math.max(0, Math.floor(articles.length / size) - 1)
  const pathOf = (number: number) => (number > count ? path : `${path}trang/${number}/`)
  const part = (number: number): ListPart<T> => {
    const end = articles.length - (number - 1) * size
    return {
      ...(number <= count && { number }),
      path: pathOf(number),
      articles: articles.slice(number > count ? 0 : end - size, end),
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
