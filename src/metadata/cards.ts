import type { Article } from '../articles/articles.ts'
import { publish } from '../cache/publish.ts'
import { paths } from '../routes.ts'
import { absolute } from './addresses.ts'
import type { PublishedPicture } from './pictures.ts'
import { type CardContent, cardHash, cardSize, cardType, drawCard } from './share-card.ts'

/**
 * Publishes an article's share card in its folder.
 *
 * @returns the card as link previews are told of it; its name changes with whatever stands on it
 */
export async function publishCard(article: Article): Promise<PublishedPicture> {
  const { id, title, author, date, photo, picture } = article
  const content: CardContent = { headline: title, authors: author, date, photo: photo && picture }
  const type = cardType(content)
  const path = `${paths.article(id)}card.${await cardHash(content)}.${type === 'image/png' ? 'png' : 'jpg'}`
  await publish(path, () => drawCard(content))
  return { url: absolute(path), type, ...cardSize, alt: title }
}
