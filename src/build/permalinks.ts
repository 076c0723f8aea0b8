import { join } from 'node:path'
import { formatLock, lockFile, lockText, readLock } from '../articles/permalink-lock.ts'
import { lastRead, readAllArticles } from '../articles/read-all.ts'
import { writeWhole } from '../cache/checked-file.ts'

/**
 * Writes down what a build published for the first time. It says so, because only a committed lock protects.
 *
 * @param root the project's root
 * @param files the site's, from its root
 * @param say is told where the lock has changed
 */
export async function writeLock(
  root: string,
  files: ReadonlyMap<string, string>,
  say: (text: string) => void,
): Promise<void> {
  // As the pages were made of them: an article may have been edited since.
  const articles = lastRead(root) ?? (await readAllArticles(root, () => true)).articles
  const published = articles.filter(({ id }) => files.has(`${id}/index.html`))
  const text = formatLock(readLock(root), published)
  if (text === lockText(root)) return
  writeWhole(join(root, lockFile), text)
  say(`${lockFile} has new permalinks or paragraphs: commit it`)
}
