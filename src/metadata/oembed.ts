import type { Article } from '../articles/articles.ts'
import { paths } from '../articles/permalink.ts'
import { site } from '../site.ts'
import { absolute, permalink } from './addresses.ts'
import type { PublishedPicture } from './pictures.ts'

const htmlText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * What sites that embed links are told: a quotation without script. `rich`, because Mastodon skips `link`.
 *
 * @see https://oembed.com
 */
export function oembed(article: Article, card: PublishedPicture): string {
  const author = article.author[0] ?? ''
  const html =
    `<blockquote cite="${permalink(article)}"><p><a href="${permalink(article)}">${htmlText(article.title)}</a></p>` +
    `<p>${htmlText(article.description)}</p><footer>${htmlText(article.author.join(', '))} – ${htmlText(site.name)}</footer></blockquote>`
  const answer = {
    version: '1.0',
    type: 'rich',
    title: article.title,
    author_name: article.author.join(', '),
    author_url: absolute(paths.author(author)),
    provider_name: site.name,
    provider_url: absolute(paths.home),
    html,
    width: 600,
    height: 240,
    thumbnail_url: card.url,
    thumbnail_width: card.width,
    thumbnail_height: card.height,
  }
  return `${JSON.stringify(answer, null, 2)}\n`
}
