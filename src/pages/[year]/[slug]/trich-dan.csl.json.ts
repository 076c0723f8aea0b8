import type { APIRoute } from 'astro'
import { type ArticleProps, articlePaths } from '../../../article/articles.ts'
import { cslJson } from '../../../metadata/citation.ts'

export const getStaticPaths = articlePaths

export const GET: APIRoute<ArticleProps> = async ({ props }) =>
  new Response(await cslJson(props.article), { headers: { 'Content-Type': 'application/json; charset=utf-8' } })
