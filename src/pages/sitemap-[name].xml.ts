import type { APIRoute } from 'astro'
import { type Article, publishedArticles } from '../articles/articles.ts'
import { cacheKey } from '../articles/cache-key.ts'
import { volumesOf } from '../articles/lists.ts'
import { articleSitemap, pageSitemap } from '../metadata/sitemaps.ts'
import { pageSitemaps } from './_page-sitemaps.ts'

interface Props extends Record<string, unknown> {
  articles?: Article[]
  /** Addresses of pages that are no articles. */
  pages?: string[]
}

export async function getStaticPaths() {
  const volumes = volumesOf(await publishedArticles()).map(({ name, articles }) => ({
    params: { name },
    props: { articles } as Props,
    cacheKey: cacheKey(articles.map(({ digest }) => digest)),
  }))
  const pages = (await pageSitemaps()).map(({ name, addresses }) => ({
    params: { name },
    props: { pages: addresses } as Props,
  }))
  return [...pages, ...volumes]
}

export const GET: APIRoute<Props> = async ({ props: { articles, pages = [] } }) =>
  new Response(articles ? await articleSitemap(articles) : pageSitemap(pages), {
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
  })
