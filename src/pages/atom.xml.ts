import type { APIRoute } from 'astro'
import { publishedArticles } from '../articles/articles.ts'
import { atomFeed } from '../metadata/feeds.ts'

export const GET: APIRoute = async () =>
  new Response(await atomFeed(await publishedArticles()), {
    headers: { 'Content-Type': 'application/atom+xml; charset=utf-8' },
  })
