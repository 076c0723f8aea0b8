import { publishedArticles } from '../article/articles.ts'
import { unitsOf } from '../article/units.ts'

/** What the build can leave to the next one, a route because only pages can read the articles. */
export async function GET(): Promise<Response> {
  return new Response(JSON.stringify(unitsOf(await publishedArticles())))
}
