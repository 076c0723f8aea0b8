import { allListKinds, type Filed, type ListKind, listNames } from '../routes.ts'
import type { ReadArticle } from './read.ts'

type Dated = Pick<ReadArticle, 'id' | 'date'> & Filed

/** Where a reader can go on from an article. */
export interface Neighbours<T> {
  /** Published before and after it. */
  older?: T | undefined
  newer?: T | undefined
  /** By the same authors or about the same things, the nearest first; then whatever came out about the same time. */
  related: T[]
}

/** How many are proposed, and how far from the article, in each list that it stands in, they are looked for. */
const [proposed, reach] = [3, 8]

/** What a shared tag, author or section says of how near two articles are. */
const weights = { 'chu-de': 3, 'tac-gia': 2, 'chuyen-muc': 1 } as const satisfies Record<ListKind, number>

/**
 * Finds each article's neighbours. Only what stands near it in time is compared, so that the cost grows with the number
 * of articles, not with its square, and a new article changes few old pages.
 *
 * @param articles the newest first
 */
export function neighboursOf<T extends Dated>(articles: readonly T[]): Map<T, Neighbours<T>> {
  const scores = new Map(articles.map((article) => [article, new Map<T, number>()]))
  const add = (article: T, other: T, weight: number) => {
    const found = scores.get(article)
    found?.set(other, (found.get(other) ?? 0) + weight)
  }
  for (const kind of allListKinds) {
    const weight = weights[kind]
    const lists = new Map<string, T[]>()
    for (const article of articles) {
      for (const name of new Set(listNames(kind, article))) {
        const list = lists.get(name) ?? []
        for (const other of list.slice(-reach)) {
          add(article, other, weight)
          add(other, article, weight)
        }
        list.push(article)
        lists.set(name, list)
      }
    }
  }
  const moments = new Map(articles.map((article) => [article, Date.parse(article.date)]))
  return new Map(
    articles.map((article, i) => {
      const [newer, older] = [articles[i - 1], articles[i + 1]]
      const distance = (other: T) => Math.abs((moments.get(other) ?? 0) - (moments.get(article) ?? 0))
      const akin = [...(scores.get(article) ?? [])]
        .filter(([other]) => other !== newer && other !== older)
        .sort(([a, x], [b, y]) => y - x || distance(a) - distance(b) || (a.id < b.id ? -1 : 1))
        .map(([other]) => other)
      // Where few are akin, those that came out about the same time fill the row.
      const near = [2, 3, 4].flatMap((step) => [articles[i + step], articles[i - step]]).filter((other) => !!other)
      const related = [...new Set([...akin, ...near])].slice(0, proposed)
      return [article, { older, newer, related }]
    }),
  )
}
