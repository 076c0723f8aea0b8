import type { APIRoute } from 'astro'
import { publishedArticles } from '../articles/articles.ts'
import { rssFeed } from '../metadata/feeds.ts'

export const GET: APIRoute = async () =>
  new Response(await rssFeed(await publishedArticles()), {
    headers: { 'Content-Type': 'application/rss+xml; charset=utf-8' },
  })
