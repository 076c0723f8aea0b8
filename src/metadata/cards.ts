import type { Article } from '../articles/articles.ts'
import { paths } from '../articles/permalink.ts'
import { absolute } from './addresses.ts'
import type { PublishedPicture } from './pictures.ts'
import { type CardShape, cardContent, cardHash, cardShapes } from './share-card.ts'

/** The path of an article's card; its name changes with whatever stands on it. */
export async function cardPath(article: Article, shape: CardShape): Promise<string> {
  return `${paths.article(article.id)}${shape}-${await cardHash(cardContent(article), shape)}.jpg`
}

/** An article's card as link previews are told of it. */
export async function publishedCard(article: Article, shape: CardShape): Promise<PublishedPicture> {
  return { url: absolute(await cardPath(article, shape)), ...cardShapes[shape], alt: article.title }
}
