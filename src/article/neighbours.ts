import type { Article } from './articles.ts'
import { groupings } from './lists.ts'

/** Where a reader can go on from an article. */
export interface Neighbours {
  /** Published before and after it. */
  older?: Article | undefined
  newer?: Article | undefined
  /** By the same authors or about the same things, the nearest first. */
  related: Article[]
}

/** How many are proposed, and how far from the article, in each list that it stands in, they are looked for. */
const [proposed, reach] = [3, 8]

/** What a shared tag, author or section says of how near two articles are. */
const weights = { 'chu-de': 3, 'tac-gia': 2, 'chuyen-muc': 1 } as const

/**
 * Finds each article's neighbours. Only what stands near it in time is compared, so that the cost grows with the number
 * of articles, not with its square, and a new article changes few old pages.
 *
 * @param articles the newest first
 */
export function neighboursOf(articles: readonly Article[]): Map<Article, Neighbours> {
  const scores = new Map(articles.map((article) => [article, new Map<Article, number>()]))
  const add = (article: Article, other: Article, weight: number) => {
    const found = scores.get(article)
    found?.set(other, (found.get(other) ?? 0) + weight)
  }
  for (const [grouping, weight] of Object.entries(weights)) {
    const lists = new Map<string, Article[]>()
    for (const article of articles) {
      for (const name of new Set(groupings[grouping as keyof typeof weights].namesOf(article))) {
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
      const distance = (other: Article) => Math.abs((moments.get(other) ?? 0) - (moments.get(article) ?? 0))
      const related = [...(scores.get(article) ?? [])]
        .filter(([other]) => other !== newer && other !== older)
        .sort(([a, x], [b, y]) => y - x || distance(a) - distance(b) || (a.id < b.id ? -1 : 1))
        .slice(0, proposed)
        .map(([other]) => other)
      return [article, { older, newer, related }]
    }),
  )
}
