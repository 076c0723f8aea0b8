import type { APIRoute } from 'astro'
import { type ArticleProps, articlePaths } from '../../../article/articles.ts'
import { ris } from '../../../metadata/citation.ts'

export const getStaticPaths = articlePaths

export const GET: APIRoute<ArticleProps> = async ({ props }) =>
  new Response(await ris(props.article), {
    headers: { 'Content-Type': 'application/x-research-info-systems; charset=utf-8' },
  })
