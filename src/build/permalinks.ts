import { accessSync, constants } from 'node:fs'
import { dirname, join } from 'node:path'
import { formatLock, lockFile, lockText, readLock } from '../articles/permalink-lock.ts'
import { lastRead, readAllArticles } from '../articles/read-all.ts'
import { writeWhole } from '../cache/checked-file.ts'

/**
 * Prepares to write down what a build publishes for the first time. It says so, because only a committed lock protects.
 *
 * @param root the project's root
 * @param files the site's, from its root
 * @param say is told where the lock has changed
 * @returns what writes it, once the build is in its place
 * @throws where the file cannot be written: then nothing may be published that it should know
 */
export async function prepareLock(
  root: string,
  files: ReadonlyMap<string, string>,
  say: (text: string) => void,
): Promise<() => void> {
  // As the pages were made of them: an article may have been edited since.
  const articles = lastRead(root) ?? (await readAllArticles(root, () => true)).articles
  const published = articles.filter(({ id }) => files.has(`${id}/index.html`))
  const text = formatLock(readLock(root), published)
  if (text === lockText(root).replaceAll('\r', '')) return () => {}
  const path = join(root, lockFile)
  try {
    accessSync(dirname(path), constants.W_OK)
  } catch {
    throw new Error(`${lockFile} has to be written, and ${dirname(lockFile)}/ does not let: change who may write there`)
  }
  return () => {
    writeWhole(path, text)
    say(`${lockFile} has new permalinks or paragraphs: commit it`)
  }
}
