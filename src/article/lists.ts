import type { Article } from './articles.ts'
import { localTime } from './date.ts'
import { type Group, groupBy } from './groups.ts'
import { paths } from './permalink.ts'
import { slugify } from './slug.ts'

/** What articles are listed under besides their year, by the first part of the list's path. */
export const groupings = {
  'tac-gia': { namesOf: ({ author }: Article) => author, pathOf: paths.author },
  'chu-de': { namesOf: ({ tags }: Article) => tags, pathOf: paths.tag },
  'chuyen-muc': { namesOf: ({ section }: Article) => (section ? [section] : []), pathOf: paths.section },
} as const satisfies Record<string, { namesOf: (a: Article) => readonly string[]; pathOf: (name: string) => string }>

export type Grouping = keyof typeof groupings

/** The groups of one kind, in the order of their newest articles. */
export function groupsOf(grouping: Grouping, articles: readonly Article[]): Group<Article>[] {
  return groupBy(articles, groupings[grouping].namesOf, slugify)
}

/** The years that have articles, the newest first. */
export function yearsOf(articles: readonly Article[]): Map<number, Article[]> {
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
