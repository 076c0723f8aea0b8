import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { filesBelow } from '../articles/files.ts'
import { hashOfBytes } from '../cache/file-hashes.ts'
import { linkOrCopy } from '../cache/link-or-copy.ts'
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
export const onePacket = 1_400

/**
 * The best brotli takes a page 40 ms. That pays for what is fetched often and changes seldom; the search index and what
 * lists the whole site change with every article.
 */
const quality = { best: constants.BROTLI_MAX_QUALITY, quick: 5 }
const large = 256 * 1024

/** What a run did. */
export interface Compression {
  /** Copies that lie in the folder now. */
  copies: number
  /** How many of them had to be made. */
  made: number
  /** How many lay there of files that have none any more. */
  removed: number
}

/**
 * Puts a `.br` and a `.gz` beside every file of text that becomes smaller by it, for servers that send such copies.
 * A copy is kept by the content of its file, since the best compression of ten thousand pages takes minutes; what the
 * folder does not need any more is dropped.
 *
 * @param dist the folder
 * @param cache a folder that outlives builds; links to it lie in `dist`
 */
export async function compressFiles(dist: string, cache: string): Promise<Compression> {
  mkdirSync(cache, { recursive: true })
  const files = filesBelow(dist)
  const kept = new Map(readdirSync(cache).map((name) => [name.split('-', 1)[0] + name.slice(name.indexOf('.')), name]))
  const used = new Set<string>()
  const copies = new Set<string>()
  let made = 0
  const queue = files.filter((path) => isServed(path) && kindOf(path)?.isText).values()
  const work = async () => {
    for (const path of queue) {
      const file = join(dist, path)
      if (statSync(file).size <= onePacket) continue
      const bytes = readFileSync(file)
      const hash = hashOfBytes(bytes)
      for (const ending of copyEndings) {
        let name = kept.get(`${hash}.${ending}`)
        if (name === undefined || !isWhole(cache, name)) {
          name = await keep(cache, hash, ending, bytes, path.endsWith('.json'))
          kept.set(`${hash}.${ending}`, name)
          made += 1
        }
        used.add(name)
        if (statSync(join(cache, name)).size >= bytes.length) continue
        linkOrCopy(join(cache, name), `${file}.${ending}`)
        copies.add(`${path}.${ending}`)
      }
    }
  }
  // zlib has four threads.
  await Promise.all([work(), work(), work(), work()])
  for (const name of readdirSync(cache).filter((each) => ownName.test(each)))
    if (!used.has(name)) rmSync(join(cache, name), { force: true })
  const old = files.filter((path) => /\.(?:br|gz)$/.test(path) && !copies.has(path))
  for (const path of old) rmSync(join(dist, path), { force: true })
  return { copies: copies.size, made, removed: old.length }
}

/** The names of kept copies, and of one that was broken off; other files in the folder are somebody else's. */
const ownName = /^[\da-f]{64}-[\da-f]{64}\.(?:br|gz)(?:\.part)?$/

/** Compresses into the cache. The name holds what it is a copy of, and what it has to be. */
async function keep(cache: string, hash: string, ending: Ending, bytes: Buffer, isList: boolean): Promise<string> {
  const copy = await encoders[ending](bytes, bytes.length > large || isList ? quality.quick : quality.best)
  const name = `${hash}-${hashOfBytes(copy)}.${ending}`
  const part = join(cache, `${name}.part`)
  writeFileSync(part, copy)
  renameSync(part, join(cache, name))
  return name
}

/** Whether a kept copy is still what was written. */
function isWhole(cache: string, name: string): boolean {
  return name.includes(hashOfBytes(readFileSync(join(cache, name))), 64)
}
