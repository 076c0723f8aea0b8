import type { APIRoute } from 'astro'
import { renderSVG } from 'uqr'
import { type ArticleProps, articlePaths } from '../../../article/articles.ts'
import { permalink } from '../../../metadata/addresses.ts'

export const getStaticPaths = articlePaths

/** The permalink for cameras: Zalo's scanner, and whoever holds the printed page. */
export const GET: APIRoute<ArticleProps> = ({ props: { article } }) =>
  new Response(renderSVG(permalink(article), { border: 2 }), { headers: { 'Content-Type': 'image/svg+xml' } })
