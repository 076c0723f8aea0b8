import type { APIRoute } from 'astro'
import { type ArticleProps, articlePaths } from '../../../article/articles.ts'
import { markdownEdition } from '../../../metadata/markdown-edition.ts'

export const getStaticPaths = articlePaths

export const GET: APIRoute<ArticleProps> = async ({ props }) =>
  new Response(await markdownEdition(props.article), { headers: { 'Content-Type': 'text/markdown; charset=utf-8' } })
