import { createHash } from 'node:crypto'
import type { Units } from './build-record.ts'
import {
  frontSize,
  type Grouping,
  groupings,
  groupsOf,
  listFeedSize,
  partList,
  siteFeedSize,
  yearsOf,
} from './lists.ts'
import { type Neighbours, neighboursOf } from './neighbours.ts'
import { paths } from './permalink.ts'
import type { ReadArticle } from './read.ts'

/** An article as lists know it. */
export type Listed = ReadArticle & {
  /** Stands for its folder's contents: the same digest, the same article. */
  digest: string
}

/** What a build has to do. */
export interface Plan {
  units: Units
  /** The paths of the units that must be made. */
  stale: ReadonlySet<string>
  /** The articles whose pictures the pages of this build show, by their ids. */
  pictured: ReadonlySet<string>
  /** Where a reader can go on from each article, by its id. */
  neighbours: ReadonlyMap<string, Neighbours<Listed>>
}

/**
 * Finds what a build has to make.
 *
 * @param articles all that are out, the newest first
 * @param made the keys of what is there already, by the units' paths
 */
export function planOf(
  articles: readonly Listed[],
  made: (path: string) => string | undefined = () => undefined,
): Plan {
  const neighbours = neighboursOf(articles)
  const units: Units = {}
  const stale = new Set<string>()
  const pictured = new Set(articles.slice(0, Math.max(frontSize, siteFeedSize)).map(({ id }) => id))
  const add = (path: string, shows: readonly Listed[], of: readonly unknown[]) => {
    units[path] = hash([common, ...of, ...shows.map((article) => digests.get(article))])
    if (made(path) === units[path]) return
    stale.add(path)
    for (const { id } of shows) pictured.add(id)
  }
  // With the second article every page leads to the search.
  const common = articles.length > 1 ? 'many' : 'one'
  const digests = new Map(articles.map((article) => [article, digestOf(article)]))
  for (const article of articles) add(paths.article(article.id), [article], [linked(neighbours.get(article))])
  const addList = (path: string, listed: readonly Listed[], name?: string) => {
    for (const part of partList(path, listed)) {
      const shows = part.number === undefined ? [...part.articles, ...listed.slice(0, listFeedSize)] : part.articles
      add(part.path, shows, [name, part.older, part.newer])
    }
  }
  for (const [year, listed] of yearsOf(articles)) addList(paths.year(year), listed)
  for (const group of Object.keys(groupings) as Grouping[]) {
    for (const { name, articles: listed } of groupsOf(group, articles))
      addList(groupings[group].pathOf(name), listed, name)
  }
  return { units, stale, pictured, neighbours: new Map([...neighbours].map(([{ id }, found]) => [id, found])) }
}

function digestOf({ id, digest, paragraphIds }: Listed): string {
  return `${id} ${digest} ${paragraphIds}`
}

function linked(neighbours: Neighbours<Listed> | undefined): unknown {
  const { older, newer, related = [] } = neighbours ?? {}
  return [older, newer, ...related].map((article) => article && [article.id, article.title])
}

const hash = (of: unknown) => createHash('sha256').update(JSON.stringify(of)).digest('base64').slice(0, 16)
