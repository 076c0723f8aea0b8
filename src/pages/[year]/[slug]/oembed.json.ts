import type { APIRoute } from 'astro'
import { type ArticleProps, articlePaths } from '../../../article/articles.ts'
import { publishedCard } from '../../../metadata/cards.ts'
import { oembed } from '../../../metadata/oembed.ts'

export const getStaticPaths = articlePaths

export const GET: APIRoute<ArticleProps> = async ({ props: { article } }) =>
  new Response(oembed(article, await publishedCard(article, 'card')), {
    headers: { 'Content-Type': 'application/json+oembed; charset=utf-8' },
  })
