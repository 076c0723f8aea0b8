import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const digestLength = 32

/**
 * Writes a file whole or not at all: under another name first, then renamed, so that nobody reads half of it.
 *
 * @throws as the file system does; what was there stays
 */
export function writeWhole(path: string, contents: Uint8Array | string): void {
  const part = `${path}.${randomUUID()}`
  try {
    writeInto(part, contents)
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

/** Most folders are there: to look first would cost each of many files more than its writing. */
function writeInto(path: string, contents: Uint8Array | string): void {
  try {
    writeFileSync(path, contents)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, contents)
  }
}

/** Keeps bytes with their own hash before them, by which `readChecked` knows them whole. */
function writeChecked(path: string, bytes: Uint8Array): void {
  writeWhole(path, Buffer.concat([digestOf(bytes), bytes]))
}

/**
 * Reads what `writeChecked` kept.
 *
 * @returns undefined where nothing was kept, or where it is cut, empty or changed
 */
function readChecked(path: string): Buffer | undefined {
  let kept: Buffer
  try {
    kept = readFileSync(path)
  } catch {
    return undefined
  }
  const bytes = kept.subarray(digestLength)
  return digestOf(bytes).equals(kept.subarray(0, digestLength)) ? bytes : undefined
}

/** A value as JSON in the cache; undefined as `readChecked` says. */
export function readJson<T>(path: string): T | undefined {
  const bytes = readChecked(path)
  return bytes && JSON.parse(bytes.toString('utf8'))
}

/** Keeps what `readJson` reads. */
export function writeJson(path: string, value: unknown): void {
  writeChecked(path, Buffer.from(JSON.stringify(value)))
}
