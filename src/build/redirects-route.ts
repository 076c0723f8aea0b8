import { publishedArticles } from '../articles/articles.ts'
import { readLock, removedPaths } from '../articles/permalink-lock.ts'
import { redirectsFile, siteRedirects } from '../hosts/redirects.ts'

/** `_redirects`, a route because only pages can read the articles. */
export async function GET(): Promise<Response> {
  const removals = removedPaths(readLock(process.cwd())).map((from) => ({ from, to: null }))
  return new Response(redirectsFile(siteRedirects(await publishedArticles(), removals), import.meta.env.BASE_URL))
}
