import { open, realpath, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { Mistake } from '../problem.ts'

/** The largest file that every host takes; Cloudflare Pages refuses a larger one. */
const maxMediaBytes = 25 * 1024 * 1024

/** What a file of a kind begins with, and where. */
const beginnings = {
  mp4: { at: 4, text: 'ftyp', write: 'an MP4 file with H.264 and AAC, which every browser plays' },
  vtt: { at: 0, text: 'WEBVTT', write: 'a WebVTT file, whose first line is WEBVTT' },
  // What an MP3 file is, its length tells: it may begin with anything.
  mp3: { at: 0, text: '', write: 'an MP3 file, which every browser plays' },
} as const

/**
 * Checks a file that a video needs: its name can be an address, and it lies beside the article, of its kind and small
 * enough for every host.
 *
 * @param articleFile absolute path of the article
 * @param name as the article writes it
 * @returns what is wrong, or undefined
 */
export async function checkMediaFile(
  articleFile: string,
  name: string,
  kind: keyof typeof beginnings,
): Promise<Mistake | undefined> {
  if (!new RegExp(`^[a-z0-9]+(?:-[a-z0-9]+)*\\.${kind}$`).test(name)) {
    const elsewhere = kind === 'mp4' ? ', or the https://… address of its page' : ''
    const write = `the name of a file beside the article, as phong-van.${kind}${elsewhere}`
    return { wrong: `"${name}" cannot be an address: a-z, 0-9 and hyphens, then .${kind}`, write }
  }
  const folder = dirname(articleFile)
  const path = join(folder, name)
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) {
    return { wrong: `there is no file "${name}"`, write: `the name of a file beside the article, or put ${name} there` }
  }
  if (!(await realpath(path)).startsWith((await realpath(folder)) + sep)) {
    return { wrong: `"${name}" is a link to a file elsewhere`, write: 'the file itself, copied beside the article' }
  }
  if (found.size > maxMediaBytes) {
    const wrong = `"${name}" is ${(found.size / 1024 / 1024).toFixed(1)} MiB, more than every host takes`
    return { wrong, write: 'a file of at most 25 MiB, or the https://… address of a page that shows the video' }
  }
  const { at, text, write } = beginnings[kind]
  const file = await open(path)
  const { buffer } = await file.read({ buffer: Buffer.alloc(16), position: 0 })
  await file.close()
  const start = buffer.toString('utf8').replace(/^\uFEFF/, '')
  const isRight = kind === 'mp3' ? (await recordingSeconds(path)) > 0 : start.startsWith(text, at)
  return isRight ? undefined : { wrong: `"${name}" is no ${kind.toUpperCase()} file`, write }
}

/**
 * How long a recording is.
 *
 * @param path absolute
 * @returns whole seconds; 0 where it is no MP3 file
 */
export async function recordingSeconds(path: string): Promise<number> {
  // Loaded here alone: few articles have one.
  const { parseFile } = await import('music-metadata')
  const { format } = await parseFile(path, { duration: true, skipCovers: true }).catch(() => ({ format: undefined }))
  return format?.container === 'MPEG' ? Math.max(1, Math.round(format.duration ?? 0)) : 0
}
