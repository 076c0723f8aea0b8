import { publishedArticles } from '../article/articles.ts'
import { redirectsFile, siteRedirects } from './redirects.ts'

/** `_redirects`, a route because only pages can read the articles. */
export async function GET(): Promise<Response> {
  return new Response(redirectsFile(siteRedirects(await publishedArticles()), import.meta.env.BASE_URL))
}
