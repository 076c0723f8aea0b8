import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { hashOfBytes, type LocalFile, type ManifestEntry } from './manifest.ts'
import { copyEndings, isServed, kindOf } from './media-types.ts'

type Ending = (typeof copyEndings)[number]

const encoders = {
  br: (bytes: Buffer, quality: number) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
}

/** What a network carries in one packet is not carried faster when it is smaller; in bytes. */
const onePacket = 1_400

/**
 * The best brotli takes a page 40 ms. That pays for what is fetched often and changes seldom; the search index and what
 * lists the whole site change with every article.
 */
const quality = { best: constants.BROTLI_MAX_QUALITY, quick: 5 }
const large = 256 * 1024

/** A copy that no build has asked for in this many days is dropped. */
const keepDays = 30

/** Of a text, by its hash: the hashes of its copies (null for one that would not be smaller), and the day of their last use. */
type Index = Record<string, { day: number } & { [ending in Ending]?: string | null }>

/**
 * Puts a `.br` and a `.gz` beside every file of text that becomes smaller by it. What was compressed once is kept by its
 * content in `cache`, since the best compression of ten thousand pages takes minutes.
 *
 * @param dist the folder
 * @param files its files
 * @param cache a folder that outlives builds, on the same disk
 * @returns the copies
 */
export async function compressFiles(
  dist: string,
  files: readonly LocalFile[],
  cache: string,
): Promise<ManifestEntry[]> {
  mkdirSync(cache, { recursive: true })
  const today = Math.floor(Date.now() / 86_400_000)
  const index = readIndex(cache)
  const texts = files.filter(({ path, size }) => size > onePacket && isServed(path) && kindOf(path)?.isText)
  const made: ManifestEntry[] = []
  const queue = texts.values()
  const work = async () => {
    for (const { path, hash } of queue) {
      index[hash] ??= { day: today }
      const known = index[hash]
      known.day = today
      for (const ending of copyEndings) {
        const kept = join(cache, `${hash}.${ending}`)
        const copy = { path: `${path}.${ending}`, hash: known[ending] ?? '' }
        if (known[ending] === null) continue
        if (copy.hash === '' || !place(kept, join(dist, copy.path))) {
          const hashMade = await compress(join(dist, path), ending, kept)
          known[ending] = hashMade
          if (hashMade === null || !place(kept, join(dist, copy.path))) continue
          copy.hash = hashMade
        }
        made.push(copy)
      }
    }
  }
  // zlib has four threads.
  await Promise.all([work(), work(), work(), work()])
  dropUnused(cache, index, today)
  writeWhole(join(cache, 'index.json'), JSON.stringify(index))
  return made.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Makes a copy in the cache, unless it is no smaller. */
async function compress(file: string, ending: Ending, kept: string): Promise<string | null> {
  const bytes = readFileSync(file)
  const isQuick = bytes.length > large || file.endsWith('.json')
  const copy = await encoders[ending](bytes, isQuick ? quality.quick : quality.best)
  if (copy.length >= bytes.length) return null
  writeWhole(kept, copy)
  return hashOfBytes(copy)
}

/** A file comes into being whole, since another build may read it. */
function writeWhole(file: string, contents: Uint8Array | string): void {
  const part = `${file}.${randomUUID()}`
  writeFileSync(part, contents)
  renameSync(part, file)
}

/** What cannot be read costs time, no more: everything is compressed anew. */
function readIndex(cache: string): Index {
  try {
    return JSON.parse(readFileSync(join(cache, 'index.json'), 'utf8'))
  } catch {
    return {}
  }
}

function dropUnused(cache: string, index: Index, today: number): void {
  for (const [hash, { day }] of Object.entries(index)) {
    if (day >= today - keepDays) continue
    for (const ending of copyEndings) rmSync(join(cache, `${hash}.${ending}`), { force: true })
    delete index[hash]
  }
}

function place(from: string, to: string): boolean {
  if (!existsSync(from)) return false
  copyFileSync(from, to)
  return true
}
