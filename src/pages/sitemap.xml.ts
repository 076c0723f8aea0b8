import type { APIRoute } from 'astro'
import { publishedArticles } from '../articles/articles.ts'
import { type Grouping, groupings, groupsOf, yearsOf } from '../articles/lists.ts'
import { paths } from '../articles/permalink.ts'
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
