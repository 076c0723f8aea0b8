import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The manifest's name in `dist/`; `sha256sum -c` reads it. */
export const manifestFile = 'sha256sums.txt'

/** Where the manifest of the last build lies, from the project's root. */
export const defaultManifest = `.cache/${manifestFile}`

/** On the target: the manifest of what lies there. It begins with a dot, so that servers do not show it. */
export const deployedFile = '.deployed.txt'

/** A file of a build. */
export interface ManifestEntry {
  /** From the site's root, with forward slashes. */
  path: string
  /** The SHA-256 of its bytes, in hexadecimal. */
  hash: string
}

/** One that lies on this disk. */
export interface LocalFile extends ManifestEntry {
  /** In bytes. */
  size: number
}

/** SHA-256, in hexadecimal. */
export function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/*
 * Everything here is synchronous: a site has hundreds of thousands of small files, and for such a file the way through
 * Node's threads costs five times what reading it does.
 */

/** Every file below a folder, as sorted paths with forward slashes. */
export function filesOf(folder: string): string[] {
  const files: string[] = []
  const walk = (below: string) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      if (entry.isDirectory()) walk(`${below}${entry.name}/`)
      else if (entry.isFile()) files.push(below + entry.name)
    }
  }
  walk('')
  return files.sort()
}

/**
 * The hashes of a folder's files, the manifest itself left out.
 *
 * @param look is shown each file on the way, since each is read but once
 */
export function hashFiles(
  folder: string,
  files: readonly string[] = filesOf(folder),
  look: (path: string, bytes: Buffer) => void = () => {},
): LocalFile[] {
  return files
    .filter((path) => path !== manifestFile)
    .map((path) => {
      const bytes = readFileSync(join(folder, path))
      look(path, bytes)
      return { path, hash: hashOfBytes(bytes), size: bytes.length }
    })
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
  const entries: ManifestEntry[] = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    if (line.length < 67 || line.slice(64, 66) !== '  ') {
      throw new Error(`"${line.slice(0, 80)}" is no line of ${manifestFile}`)
    }
    entries.push({ path: line.slice(66), hash: line.slice(0, 64) })
  }
  return entries
}
