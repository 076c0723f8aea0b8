import type { APIRoute } from 'astro'
import { publishedArticles } from '../articles/articles.ts'
import { cacheKey } from '../articles/cache-key.ts'
import { policy } from '../assets.ts'
import { absolute, href } from '../metadata/addresses.ts'
import { escapeXml } from '../metadata/xml.ts'
import { paths } from '../routes.ts'
import { site } from '../site.ts'
import { strings } from '../strings.ts'

interface Props extends Record<string, unknown> {
  title: string
  to: string
}

/**
 * Addresses that articles had before, for hosts that redirect nothing: a page that leads on. An address that no page
 * can stand at, as one with a query, is left to hosts that know redirects.
 */
export async function getStaticPaths() {
  return (await publishedArticles()).flatMap(({ id, title, aliases }) =>
    aliases
      .filter((alias) => /(?:\/|\.html)$/.test(alias))
      .map((alias) => ({
        params: { moved: `${alias.slice(1)}${alias.endsWith('/') ? 'index.html' : ''}` },
        props: { title, to: paths.article(id) } satisfies Props,
        cacheKey: cacheKey(title, id, policy),
      })),
  )
}

export const GET: APIRoute<Props> = ({ props: { title, to } }) => {
  const [heading, link] = [escapeXml(title), escapeXml(href(to))]
  const html = `<!doctype html>
<html lang="${site.language}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${heading}</title>
<link rel="canonical" href="${escapeXml(absolute(to))}">
<meta http-equiv="refresh" content="0; url=${link}">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
<h1>${strings.moved}</h1>
<p><a href="${link}">${heading}</a></p>
</html>
`
  return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
}
