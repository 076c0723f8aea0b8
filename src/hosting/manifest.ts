import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** The manifest's name in `dist/`; `sha256sum -c` reads it. */
export const manifestFile = 'sha256sums.txt'

/** A file of a build and the SHA-256 of its bytes, in hexadecimal. */
export interface ManifestEntry {
  path: string
  hash: string
}

/** Every file below a folder, as sorted paths with forward slashes. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

/** The hashes of a folder's files, the manifest itself left out. */
export async function hashFiles(folder: string): Promise<ManifestEntry[]> {
  const entries: ManifestEntry[] = []
  for (const path of await filesOf(folder)) {
    if (path === manifestFile) continue
    const hash = createHash('sha256').update(await readFile(join(folder, path)))
    entries.push({ path, hash: hash.digest('hex') })
  }
  return entries
}

/** The manifest's text, as `sha256sum` writes it. */
export function formatManifest(entries: readonly ManifestEntry[]): string {
  return entries.map(({ path, hash }) => `${hash}  ${path}\n`).join('')
}

/**
 * Reads what `formatManifest` wrote.
 *
 * @throws where a line is none of a manifest
 */
export function parseManifest(text: string): ManifestEntry[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
      if (!hash || !path) throw new Error(`"${line.slice(0, 80)}" is no line of ${manifestFile}`)
      return { path, hash }
    })
}
