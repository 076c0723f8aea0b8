import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Article, type ArticleProps, publishedArticles } from './articles.ts'
import { type Made, madeFile, type Units } from './build-record.ts'
import { type Grouping, groupings, groupsOf, partList, yearsOf } from './lists.ts'
import { type Neighbours, neighboursOf } from './neighbours.ts'
import { paths } from './permalink.ts'

/** How many of a list's newest articles its feed holds. */
export const feedSize = 10

/** The units of a site. */
export function unitsOf(articles: readonly Article[]): Units {
  const units: Units = {}
  // With the second article every page leads to the search.
  const common = articles.length > 1 ? 'many' : 'one'
  const digests = new Map(articles.map((article) => [article, digestOf(article)]))
  const neighbours = neighboursOf(articles)
  for (const article of articles) {
    units[paths.article(article.id)] = hash([common, digests.get(article), linked(neighbours.get(article))])
  }
  const addList = (path: string, listed: readonly Article[], name?: string) => {
    for (const part of partList(path, listed)) {
      const shown = part.number === undefined ? [...part.articles, ...listed.slice(0, feedSize)] : part.articles
      units[part.path] = hash([common, name, part.older, part.newer, ...shown.map((article) => digests.get(article))])
    }
  }
  for (const [year, listed] of yearsOf(articles)) addList(paths.year(year), listed)
  for (const group of Object.keys(groupings) as Grouping[]) {
    for (const { name, articles: listed } of groupsOf(group, articles))
      addList(groupings[group].pathOf(name), listed, name)
  }
  return units
}

function digestOf({ id, digest, paragraphIds }: Article): string {
  return `${id} ${digest} ${paragraphIds}`
}

function linked(neighbours: Neighbours | undefined): unknown {
  const { older, newer, related = [] } = neighbours ?? {}
  return [older, newer, ...related].map((article) => article && [article.id, article.title])
}

const hash = (of: unknown) => createHash('sha256').update(JSON.stringify(of)).digest('base64').slice(0, 16)

let known: { stale: Set<string> } | undefined

/** The paths of the units that this build must make; in the dev server all are made as they are asked for. */
export async function stalePaths(): Promise<ReadonlySet<string>> {
  if (known) return known.stale
  const units = unitsOf(await publishedArticles())
  const made = import.meta.env.DEV ? undefined : readMade()
  const stale = Object.keys(units).filter((path) => made?.units[path]?.[0] !== units[path])
  if (import.meta.env.DEV) return new Set(stale)
  known = { stale: new Set(stale) }
  return known.stale
}

function readMade(): Made | undefined {
  try {
    const made: Made = JSON.parse(readFileSync(join(process.cwd(), madeFile), 'utf8'))
    return made.revision === import.meta.env.REVISION ? made : undefined
  } catch {
    return undefined
  }
}

/** The articles whose folders this build must make. */
export async function staleArticles(): Promise<Article[]> {
  const stale = await stalePaths()
  return (await publishedArticles()).filter(({ id }) => stale.has(paths.article(id)))
}

/** The pages of those articles, for `getStaticPaths`. */
export async function articlePaths() {
  return (await staleArticles()).map((article) => {
    const [year, slug] = article.id.split('/')
    return { params: { year, slug }, props: { article } satisfies ArticleProps }
  })
}
