import type { APIRoute } from 'astro'
import { publishedArticles } from '../articles/articles.ts'
import { paths } from '../articles/permalink.ts'
import { absolute } from '../metadata/addresses.ts'
import { site } from '../site.ts'
import { strings } from '../strings.ts'

/** What the site holds, for assistants: each article as Markdown. @see https://llmstxt.org */
export const GET: APIRoute = async () => {
  const lines = (await publishedArticles()).map(
    ({ id, title, description }) => `- [${title}](${absolute(paths.markdown(id))}): ${description}`,
  )
  const text = [`# ${site.name}`, `> ${site.description}`, `## ${strings.articles}`, lines.join('\n')].join('\n\n')
  return new Response(`${text}\n`, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}
