import type { Article } from '../articles/articles.ts'
import { site } from '../site.ts'
import { shortDate } from '../vietnamese/date.ts'
import { permalink } from './addresses.ts'

/** One line to paste below a text: author, title, where and when, address. */
export function formattedCitation(article: Article): string {
  return `${article.author.join(', ')}, “${article.title}”, ${article.source?.name ?? site.name}, ${shortDate(article.date)}, ${permalink(article)}`
}
