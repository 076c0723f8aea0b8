import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashOfBytes, type LocalFile } from '../hosts/manifest.ts'
import type { Companion } from '../metadata/companions.ts'
import { place } from './place.ts'

/** Files beside articles, by their paths within the site. */
export type Pack = Record<string, Companion>

/** Where a build finds packs, for as long as it runs. */
export const packsFolder = '_packs'

/**
 * Writes the files of a build's packs to their places and removes the packs. An Astro route costs a file about a
 * millisecond, and eight files stand beside each article.
 *
 * @param dist the build
 * @param look is shown each text on its way
 * @returns the texts among them, which need not be read again
 * @throws where a file that a pack names is not there
 */
export function unpack(dist: string, look: (path: string, bytes: Buffer) => void): LocalFile[] {
  const texts: LocalFile[] = []
  const folder = join(dist, packsFolder)
  const folders = new Set<string>()
  let names: string[] = []
  try {
    names = readdirSync(folder)
  } catch {}
  for (const name of names) {
    const pack: Pack = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    for (const [path, companion] of Object.entries(pack)) {
      const file = join(dist, path)
      if (!folders.has(dirname(file))) mkdirSync(dirname(file), { recursive: true })
      folders.add(dirname(file))
      if (typeof companion === 'string') {
        const bytes = Buffer.from(companion)
        look(path, bytes)
        texts.push({ path, hash: hashOfBytes(bytes), size: bytes.length })
        writeFileSync(file, bytes)
      } else if (!place(companion.file, file)) throw new Error(`${companion.file} is gone, and ${path} needs it`)
    }
  }
  rmSync(folder, { recursive: true, force: true })
  return texts
}
