import type { APIRoute } from 'astro'
import { type ArticleProps, articlePaths } from '../../../article/articles.ts'
import { bibtex } from '../../../metadata/citation.ts'

export const getStaticPaths = articlePaths

export const GET: APIRoute<ArticleProps> = async ({ props }) =>
  new Response(await bibtex(props.article), { headers: { 'Content-Type': 'application/x-bibtex; charset=utf-8' } })
