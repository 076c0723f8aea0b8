import type { Article } from '../articles/articles.ts'
import { site } from '../site.ts'
import { modified, permalink } from './addresses.ts'
import { publishPicture } from './pictures.ts'
import { escapeXml } from './xml.ts'

/**
 * The list of the site's sitemaps.
 *
 * @param addresses absolute
 * @see https://www.sitemaps.org/protocol.html#index
 */
export function sitemapIndex(addresses: readonly string[]): string {
  const entries = addresses.map((address) => `<sitemap><loc>${escapeXml(address)}</loc></sitemap>`)
  return document('sitemapindex', '', entries)
}

/**
 * A sitemap of articles, with their pictures.
 *
 * @see https://www.sitemaps.org/protocol.html
 */
export async function articleSitemap(articles: readonly Article[]): Promise<string> {
  const entries = articles.map(async (article) => {
    const picture = article.picture && (await publishPicture(article.picture))
    const image = picture ? `<image:image><image:loc>${escapeXml(picture.url)}</image:loc></image:image>` : ''
    return `<url><loc>${escapeXml(permalink(article))}</loc><lastmod>${modified(article)}</lastmod>${image}</url>`
  })
  const images = ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
  return document('urlset', images, await Promise.all(entries))
}

/**
 * A sitemap of pages that are no articles.
 *
 * @param addresses absolute
 */
export function pageSitemap(addresses: readonly string[]): string {
  return document(
    'urlset',
    '',
    addresses.map((address) => `<url><loc>${escapeXml(address)}</loc></url>`),
  )
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
      `<url><loc>${escapeXml(permalink(article))}</loc><news:news>` +
      `<news:publication><news:name>${escapeXml(site.name)}</news:name><news:language>${site.language}</news:language></news:publication>` +
      `<news:publication_date>${article.date}</news:publication_date><news:title>${escapeXml(article.title)}</news:title>` +
      '</news:news></url>',
  )
  return document('urlset', ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', entries)
}

function document(root: string, namespaces: string, entries: readonly string[]): string {
  const open = `<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${namespaces}>`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${[open, ...entries, `</${root}>`].join('\n')}\n`
}
