import { join } from 'node:path'
import { readAllArticles } from '../src/articles/read-all.ts'
import { keptFile } from '../src/cache/kept-files.ts'
import { cardHash, cardType, drawCard } from '../src/metadata/share-card.ts'

/**
 * Puts one card into a site's cache under the names of all its cards.
 *
 * @param root the site's
 * @param pictures the folder of the cache that has cards and pictures
 */
export async function keepOneCard(root: string, pictures: string): Promise<void> {
  const { articles } = await readAllArticles(root, () => true)
  const cards = new Map<string, Buffer>()
  for (const { title, author, date, photo, picture } of articles) {
    const content = { headline: title, authors: author, date, photo: photo && picture }
    const ending = cardType(content) === 'image/png' ? 'png' : 'jpg'
    const card = cards.get(ending) ?? (await drawCard({ ...content, photo: undefined }))
    cards.set(ending, card)
    await keptFile(join(pictures, `card.${await cardHash(content)}.${ending}`), async () => card)
  }
}
