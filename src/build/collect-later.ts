import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { versions } from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { articlesFolder } from '../articles/files.ts'

/** With fewer articles the heap is small: to look through it costs little, and memory stays lower. */
const many = 30_000

/**
 * Lets a build of very many articles look through its memory more rarely. V8 does so after each 64 MB of new buffers, and
 * a page needs some: with a hundred thousand articles in the heap, a build would do little else. With this flag it waits
 * until buffers are many beside the heap.
 *
 * @param root the project's root
 */
export function collectLater(root: string): void {
  // An older V8 does not know the flag, and says so.
  if (Number.parseInt(versions.v8, 10) < 13 || countFolders(join(root, articlesFolder)) < many) return
  setFlagsFromString('--external-memory-accounted-in-global-limit')
}

function countFolders(folder: string): number {
  if (!existsSync(folder)) return 0
  const years = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return years.reduce((count, { name }) => count + readdirSync(join(folder, name)).length, 0)
}
