import type { APIRoute } from 'astro'
import { publishedArticles } from '../article/articles.ts'
import { groupBy } from '../article/groups.ts'
import { paths } from '../article/permalink.ts'
import { slugify } from '../article/slug.ts'
import { absolute } from '../metadata/addresses.ts'
import { sitemap } from '../metadata/sitemaps.ts'

export const GET: APIRoute = async () => {
  const articles = await publishedArticles()
  const names = (of: (article: (typeof articles)[number]) => readonly string[]) =>
    groupBy(articles, of, slugify).map(({ name }) => name)
  const pages = [
    paths.home,
    ...names((article) => [article.id.slice(0, 4)]).map((year) => paths.year(Number(year))),
    ...names((article) => article.author).map(paths.author),
    ...names((article) => (article.section ? [article.section] : [])).map(paths.section),
    ...names((article) => article.tags).map(paths.tag),
  ]
  return new Response(await sitemap(articles, pages.map(absolute)), {
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
  })
}
