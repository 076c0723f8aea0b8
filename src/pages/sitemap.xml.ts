import type { APIRoute } from 'astro'
import { publishedArticles } from '../article/articles.ts'
import { type Grouping, groupings, groupsOf, yearsOf } from '../article/lists.ts'
import { paths } from '../article/permalink.ts'
import { absolute } from '../metadata/addresses.ts'
import { sitemap } from '../metadata/sitemaps.ts'

export const GET: APIRoute = async () => {
  const articles = await publishedArticles()
  const pages = [
    paths.home,
    ...[...yearsOf(articles).keys()].map(paths.year),
    ...(Object.keys(groupings) as Grouping[]).flatMap((group) =>
      groupsOf(group, articles).map(({ name }) => groupings[group].pathOf(name)),
    ),
  ]
  return new Response(await sitemap(articles, pages.map(absolute)), {
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
  })
}
