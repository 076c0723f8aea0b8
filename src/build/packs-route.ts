import { availableParallelism } from 'node:os'
import type { APIRoute } from 'astro'
import type { Article } from '../articles/articles.ts'
import { paths } from '../articles/permalink.ts'
import { staleArticles } from '../articles/stale.ts'
import { companionsOf } from '../metadata/companions.ts'
import type { Pack } from './packs.ts'

/** How many articles' files are held at a time. */
const size = 250

export async function getStaticPaths() {
  const articles = await staleArticles()
  return Array.from({ length: Math.ceil(articles.length / size) }, (_, i) => ({
    params: { pack: String(i) },
    props: { articles: articles.slice(i * size, (i + 1) * size) },
  }))
}

/** All that stands beside the pages of some articles. */
export const GET: APIRoute<{ articles: Article[] }> = async ({ props: { articles } }) => {
  const pack: Pack = {}
  const queue = articles.values()
  // Cards are drawn outside JavaScript: as many at a time as there are cores.
  const work = async () => {
    for (const article of queue) {
      const folder = paths.article(article.id).slice(1)
      for (const [name, make] of await companionsOf(article)) pack[folder + name] = await make()
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return new Response(JSON.stringify(pack))
}
