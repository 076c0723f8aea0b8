import type { APIRoute } from 'astro'
import { publishedArticles } from '../articles/articles.ts'
import { absolute } from '../metadata/addresses.ts'
import { paths } from '../routes.ts'
import { site } from '../site.ts'
import { strings } from '../strings.ts'

/** How many articles are told of: the sitemaps have all. */
const newest = 100

/** What the site holds, for assistants: the newest articles as Markdown. @see https://llmstxt.org */
export const GET: APIRoute = async () => {
  const lines = (await publishedArticles())
    .slice(0, newest)
    .map(({ id, title, description }) => `- [${title}](${absolute(paths.markdown(id))}): ${description}`)
  const text = [`# ${site.name}`, `> ${site.description}`, `## ${strings.articles}`, lines.join('\n')].join('\n\n')
  return new Response(`${text}\n`, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}
