import type { APIRoute } from 'astro'
import { publishedArticles } from '../articles/articles.ts'
import { jsonFeed } from '../metadata/feeds.ts'

export const GET: APIRoute = async () =>
  new Response(await jsonFeed(await publishedArticles()), {
    headers: { 'Content-Type': 'application/feed+json; charset=utf-8' },
  })
