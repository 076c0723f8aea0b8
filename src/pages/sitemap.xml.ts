import type { APIRoute } from 'astro'
import { publishedArticles } from '../articles/articles.ts'
import { volumesOf } from '../articles/lists.ts'
import { absolute } from '../metadata/addresses.ts'
import { sitemapIndex } from '../metadata/sitemaps.ts'
import { paths } from '../routes.ts'
import { pageSitemaps } from './_page-sitemaps.ts'

/** All sitemaps: of the pages, and of each volume of the archive, so that a new article changes one small file. */
export const GET: APIRoute = async () => {
  const all = [...(await pageSitemaps()), ...volumesOf(await publishedArticles())]
  return new Response(sitemapIndex(all.map(({ name }) => absolute(paths.sitemapOf(name)))), {
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
  })
}
