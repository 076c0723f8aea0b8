import type { APIRoute } from 'astro'
import { type Article, publishedArticles } from '../../../articles/articles.ts'
import { markdownEdition } from '../../../metadata/markdown-edition.ts'

/** Each article as Markdown, for the dev server: in a build its page publishes it. */
export async function getStaticPaths() {
  if (!import.meta.env.DEV) return []
  return (await publishedArticles()).map((article) => {
    const [year, slug] = article.id.split('/')
    return { params: { year, slug }, props: { article } }
  })
}

export const GET: APIRoute<{ article: Article }> = async ({ props: { article } }) =>
  new Response(await markdownEdition(article), { headers: { 'Content-Type': 'text/markdown; charset=utf-8' } })
