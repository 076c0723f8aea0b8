import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { writeWhole } from './checked-file.ts'
import { hashOfBytes, hashOfFile } from './file-hashes.ts'

/*
 * Files of the cache that the site takes as they are, under a second name: no byte of them is copied. What they must be
 * stands in their own names, `card.0123456789ab.png.<SHA-256>`, so that one which was cut or changed is made anew.
 */

/** The hashes of the files that this process knows of, by their names without them, by the folder. */
const known = new Map<string, Map<string, string>>()

/**
 * A file of the cache, made now where it is not there as it was made.
 *
 * @param path without the hash; it must change with everything that decides the bytes
 * @returns where it lies
 */
export async function keptFile(path: string, make: () => Promise<Uint8Array>): Promise<string> {
  const hashes = hashesIn(dirname(path))
  const kept = wholeFile(path, hashes)
  if (kept) return kept
  const bytes = await make()
  const hash = hashOfBytes(bytes)
  hashes.set(basename(path), hash)
  writeWhole(`${path}.${hash}`, bytes)
  return `${path}.${hash}`
}

/**
 * Looks for a file that `keptFile` made, in any process.
 *
 * @returns where it lies; undefined where it is not there, or not as it was made
 */
export function findKeptFile(path: string): string | undefined {
  const folder = dirname(path)
  return wholeFile(path, hashesIn(folder)) ?? wholeFile(path, lookInto(folder))
}

function wholeFile(path: string, hashes: ReadonlyMap<string, string>): string | undefined {
  const hash = hashes.get(basename(path))
  const file = `${path}.${hash}`
  if (!hash || !existsSync(file)) return undefined
  if (hashOfFile(file) === hash) return file
  rmSync(file)
  return undefined
}

const hashesIn = (folder: string) => known.get(folder) ?? lookInto(folder)

function lookInto(folder: string): Map<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : []
  const hashes = new Map(
    names.flatMap((name) => {
      const [, kept, hash] = /^(.+)\.([0-9a-f]{64})$/.exec(name) ?? []
      return kept && hash ? [[kept, hash] as const] : []
    }),
  )
  known.set(folder, hashes)
  return hashes
}
