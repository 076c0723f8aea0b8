import type { APIRoute } from 'astro'
import { publishedArticles } from '../articles/articles.ts'
import { newsSitemap } from '../metadata/sitemaps.ts'
import { now } from '../vietnamese/date.ts'

export const GET: APIRoute = async () =>
  new Response(newsSitemap(await publishedArticles(), now()), {
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
  })
