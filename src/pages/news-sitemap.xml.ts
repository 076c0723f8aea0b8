import type { APIRoute } from 'astro'
import { publishedArticles } from '../article/articles.ts'
import { now } from '../article/date.ts'
import { newsSitemap } from '../metadata/sitemaps.ts'

export const GET: APIRoute = async () =>
  new Response(newsSitemap(await publishedArticles(), now()), {
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
  })
