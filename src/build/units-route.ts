import { publishedArticles } from '../articles/articles.ts'
import { taken } from '../articles/store.ts'
import { leadUrl } from '../metadata/pictures.ts'
import type { Leaves } from './reuse.ts'

/** What the build can leave to the next one, a route because only pages know the addresses of pictures. */
export async function GET(): Promise<Response> {
  const leads: Leaves['leads'] = {}
  for (const article of await publishedArticles()) {
    const url = await leadUrl(article)
    if (url) leads[article.id] = url
  }
  return new Response(JSON.stringify({ units: taken().plan.units, leads } satisfies Leaves))
}
