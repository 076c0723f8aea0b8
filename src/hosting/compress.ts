import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { copyEndings, isServed, kindOf } from './kinds.ts'

const encoders = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
}

/** A copy that no build has asked for in this long is dropped. */
const keepDays = 30

/**
 * Writes a `.br` and a `.gz` beside every file of text that becomes smaller by it. What was compressed once is kept by
 * its content in `cache`, since the best compression of ten thousand pages takes minutes.
 *
 * @param dist the folder
 * @param files its files, as paths within it
 * @param cache a folder that outlives builds; builds at the same time may share it
 * @returns the copies' paths
 */
export async function compressFiles(dist: string, files: readonly string[], cache: string): Promise<string[]> {
  await mkdir(cache, { recursive: true })
  const texts = files.filter((file) => isServed(file) && kindOf(file)?.isText)
  const made: string[] = []
  const queue = texts.values()
  const work = async () => {
    for (const file of queue) {
      const bytes = await readFile(join(dist, file))
      const key = createHash('sha256').update(bytes).digest('hex')
      for (const ending of copyEndings) {
        const copy = await compressed(bytes, ending, join(cache, `${key}.${ending}`))
        if (copy.length >= bytes.length) continue
        await writeFile(join(dist, `${file}.${ending}`), copy)
        made.push(`${file}.${ending}`)
      }
    }
  }
  // zlib has four threads.
  await Promise.all([work(), work(), work(), work()])
  await dropUnused(cache)
  return made.sort()
}

/** Two files of one build may have the same content. */
let count = 0

/** From the cache, or made and kept there. A file comes into being whole, since another build may read it. */
async function compressed(bytes: Buffer, ending: keyof typeof encoders, kept: string): Promise<Buffer> {
  const found = await readFile(kept).catch(() => undefined)
  if (found) {
    const now = new Date()
    await utimes(kept, now, now).catch(() => {})
    return found
  }
  const copy = await encoders[ending](bytes)
  count += 1
  const fresh = `${kept}.${process.pid}-${count}`
  await writeFile(fresh, copy)
  await rename(fresh, kept)
  return copy
}

async function dropUnused(cache: string): Promise<void> {
  const oldest = Date.now() - keepDays * 86_400_000
  for (const name of await readdir(cache)) {
    const found = await stat(join(cache, name)).catch(() => undefined)
    if (found && found.mtimeMs < oldest) await rm(join(cache, name), { force: true })
  }
}
