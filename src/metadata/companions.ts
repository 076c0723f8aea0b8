import { renderSVG } from 'uqr'
import type { Article } from '../articles/articles.ts'
import { permalink } from './addresses.ts'
import { publishedCard } from './cards.ts'
import { bibtex, cslJson, ris } from './citation.ts'
import { markdownEdition } from './markdown-edition.ts'
import { oembed } from './oembed.ts'
import { type CardShape, cardContent, cardShapes, drawCard } from './share-card.ts'

/** Trying all eight masks takes most of the time that a code costs; readers read every one (ISO/IEC 18004, 7.8). */
const maskPattern = 0

/** A file that stands beside an article's page: its text, or a file of the project that has its bytes. */
export type Companion = string | { file: string }

/**
 * Everything that stands in an article's folder beside its page, each made when it is asked for.
 *
 * @returns by name; the names of the share cards change with what stands on them
 */
export async function companionsOf(article: Article): Promise<Map<string, () => Companion | Promise<Companion>>> {
  const cards = (Object.keys(cardShapes) as CardShape[]).map(async (shape) => {
    const { url } = await publishedCard(article, shape)
    const draw = async () => ({ file: await drawCard(cardContent(article), shape) })
    return [url.slice(url.lastIndexOf('/') + 1), draw] as const
  })
  return new Map<string, () => Companion | Promise<Companion>>([
    ['index.md', () => markdownEdition(article)],
    ['oembed.json', async () => oembed(article, await publishedCard(article, 'card'))],
    // The permalink for cameras: Zalo's scanner, and whoever holds the printed page.
    ['qr.svg', () => renderSVG(permalink(article), { border: 2, maskPattern })],
    ['trich-dan.bib', () => bibtex(article)],
    ['trich-dan.ris', () => ris(article)],
    ['trich-dan.csl.json', () => cslJson(article)],
    ...(await Promise.all(cards)),
  ])
}
