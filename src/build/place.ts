import { copyFileSync, linkSync } from 'node:fs'

/**
 * Puts a file that is never changed again at a second place: as a second name for the same bytes, or as a copy where
 * the disk knows no such names. What writes into such a file would change both; builds write new files only.
 *
 * @returns whether there was something to put
 */
export function place(from: string, to: string): boolean {
  try {
    linkSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    copyFileSync(from, to)
  }
  return true
}
