import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from '../src/articles/files.ts'
import { hashOfBytes } from '../src/cache/file-hashes.ts'
import type { ManifestEntry } from '../src/hosts/manifest.ts'

/** The hash of each file below a folder. */
export function hashFiles(folder: string): ManifestEntry[] {
  return filesBelow(folder).map((path) => ({ path, hash: hashOfBytes(readFileSync(join(folder, path))) }))
}
