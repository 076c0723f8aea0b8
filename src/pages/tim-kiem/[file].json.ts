import type { APIRoute } from 'astro'
import { publishedArticles } from '../../articles/articles.ts'
import { indexOf } from '../../search/site-index.ts'

/** The index, in files of which a search fetches those that its words stand in; none where there is no search. */
export async function getStaticPaths() {
  const articles = await publishedArticles()
  if (articles.length < 2) return []
  const { parts, ids } = indexOf(articles)
  return [
    ...parts.map((part, i) => ({ params: { file: String(i) }, props: { contents: part } })),
    ...ids.map((list, i) => ({ params: { file: `bai-${i}` }, props: { contents: list } })),
  ]
}

export const GET: APIRoute<{ contents: unknown }> = ({ props: { contents } }) =>
  new Response(JSON.stringify(contents), { headers: { 'Content-Type': 'application/json; charset=utf-8' } })
