import { createHash } from 'node:crypto'
import { type BigIntStats, closeSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, writeJson } from './checked-file.ts'

/** What tells that a file was not written since: its number on the disk, its size, when bytes and entry changed. */
type Signature = string
type Known = Record<string, [signature: Signature, hash: string]>

/** A change this short before a look could share its time with one after it; in milliseconds. */
const tooFresh = 100

const signatureOf = ({ ino, size, mtimeNs, ctimeNs }: BigIntStats): Signature => `${ino} ${size} ${mtimeNs} ${ctimeNs}`

/** SHA-256, in hexadecimal. */
export function hashOfBytes(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const window = Buffer.allocUnsafe(1 << 16)

/** The SHA-256 of a file, in hexadecimal; it is never in memory whole. */
export function hashOfFile(path: string): string {
  const hash = createHash('sha256')
  const file = openSync(path, 'r')
  try {
    for (let length = readSync(file, window); length > 0; length = readSync(file, window))
      hash.update(window.subarray(0, length))
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}

/**
 * What stands for code that makes files whose names must change with their bytes.
 *
 * @param files that hold it, from `src/`
 * @param versions of the packages that it uses
 * @returns what gives the hash, read once
 */
export function hashOfCode(files: readonly string[], versions: object): () => string {
  let hash: string | undefined
  const read = () => files.map((file) => hashOfFile(join(process.cwd(), 'src', file)))
  return () => {
    hash ??= hashOfBytes(JSON.stringify([read(), versions]))
    return hash
  }
}

/**
 * The SHA-256 of files, remembered from one run to the next, so that only those are read that were written since. The
 * time of the entry (ctime), which no program sets, tells a file that was replaced by one of the same size and time.
 */
export class FileHashes {
  readonly #root: string
  readonly #path: string
  readonly #known: Known
  readonly #asked: Known = {}
  #isChanged = false

  /**
   * @param root the folder that all paths start from
   * @param path of the file that remembers
   */
  constructor(root: string, path: string) {
    this.#root = root
    this.#path = path
    this.#known = readJson<Known>(path) ?? {}
  }

  /**
   * @param file path from the root
   * @returns hexadecimal; undefined where there is no such file
   */
  of(file: string): string | undefined {
    const path = join(this.#root, file)
    const found = statSync(path, { bigint: true, throwIfNoEntry: false })
    if (!found?.isFile()) return undefined
    const signature = signatureOf(found)
    const known = this.#asked[file] ?? this.#known[file]
    const hash = known?.[0] === signature ? known[1] : hashOfFile(path)
    if (Date.now() - Number(found.ctimeMs) > tooFresh) this.#keep(file, signature, hash)
    return hash
  }

  /** Remembers the hash of a file whose entry alone has changed since it was asked for, as a link to it changes it. */
  remember(file: string, hash: string): void {
    this.#keep(file, signatureOf(statSync(join(this.#root, file), { bigint: true })), hash)
  }

  #keep(file: string, signature: Signature, hash: string): void {
    this.#asked[file] = [signature, hash]
    this.#isChanged ||= this.#known[file]?.[0] !== signature
  }

  /** Remembers the files that were asked for; others are forgotten. */
  save(): void {
    const { length } = Object.keys(this.#asked)
    if (this.#isChanged || length !== Object.keys(this.#known).length) writeJson(this.#path, this.#asked)
  }
}
