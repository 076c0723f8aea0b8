import type { Article } from '../articles/articles.ts'
import { site } from '../site.ts'
import { modified, permalink } from './addresses.ts'
import { leadUrl } from './pictures.ts'

const xmlText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * A sitemap of pages and articles, with their lead pictures.
 *
 * @param pages absolute addresses of pages that are no articles
 * @see https://www.sitemaps.org/protocol.html
 */
export async function sitemap(articles: readonly Article[], pages: readonly string[]): Promise<string> {
  const entries = articles.map(async (article) => {
    const lead = await leadUrl(article)
    const image = lead ? `<image:image><image:loc>${xmlText(lead)}</image:loc></image:image>` : ''
    return `<url><loc>${xmlText(permalink(article))}</loc><lastmod>${modified(article)}</lastmod>${image}</url>`
  })
  const lists = pages.map((page) => `<url><loc>${xmlText(page)}</loc></url>`)
  return urlset('xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"', [
    ...lists,
    ...(await Promise.all(entries)),
  ])
}

const twoDays = 2 * 24 * 60 * 60 * 1000

/**
 * The sitemap for news search: articles of the last two days, none where there are none.
 *
 * @param moment milliseconds since 1970 that count as now
 * @see https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
 */
export function newsSitemap(articles: readonly Article[], moment: number): string {
  const recent = articles.filter(({ date }) => Date.parse(date) > moment - twoDays && Date.parse(date) <= moment)
  const entries = recent.map(
    (article) =>
      `<url><loc>${xmlText(permalink(article))}</loc><news:news>` +
      `<news:publication><news:name>${xmlText(site.name)}</news:name><news:language>${site.language}</news:language></news:publication>` +
      `<news:publication_date>${article.date}</news:publication_date><news:title>${xmlText(article.title)}</news:title>` +
      '</news:news></url>',
  )
  return urlset('xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', entries)
}

function urlset(namespace: string, entries: readonly string[]): string {
  const open = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" ${namespace}>`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${[open, ...entries, '</urlset>'].join('\n')}\n`
}
