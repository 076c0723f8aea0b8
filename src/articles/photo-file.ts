import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import sharp from 'sharp'
import { hashOfBytes } from '../cache/file-hashes.ts'
import { nearest } from '../markdown/nearest.ts'
import type { Mistake } from '../problem.ts'

/** Limits for a picture that an article brings along. */
export const photoLimits = {
  /** Narrower than the narrowest phone, a picture is blurred everywhere. */
  minWidth: 320,
  maxPixels: 50_000_000,
  maxBytes: 20 * 1024 * 1024,
} as const

const formats = ['jpeg', 'png', 'webp', 'avif', 'heif', 'tiff', 'gif']

/** Changes with what a picture must be. */
export const photoRules = JSON.stringify([photoLimits, formats])

/** How the names of pictures end that an article can show. */
const pictureEnding = /\.(?:jpe?g|png|webp|avif|hei[cf]|tiff?|gif)$/i

/**
 * Checks a picture beside an article: it is there, inside `content/`, one whole still picture,
 * neither tiny nor huge. Every pixel is decoded, because a picture that was cut in half has a sound header.
 *
 * @param articleFile absolute path of the article
 * @param src the picture's path from the article's folder
 * @param sound the SHA-256 of pictures that were found sound, in hexadecimal; this one joins them if it is
 * @returns undefined where nothing is wrong with it
 */
export async function checkPhotoFile(
  articleFile: string,
  src: string,
  sound: Set<string>,
): Promise<Mistake | undefined> {
  const folder = dirname(articleFile)
  const path = join(folder, src)
  if (src.includes('\0'))
    return { wrong: 'its name holds a character that no name can have', write: 'the name of a file beside the article' }
  if (/^[^/:]*\?/.test(src)) {
    return {
      wrong: `"${src}" has a ? in its name, which begins a query in an address`,
      write: 'the file renamed without it',
    }
  }
  if (/^[a-z]+:|^\/\//i.test(src)) {
    return {
      wrong: `"${src}" is on another server, which could change or vanish and would see every reader`,
      write: 'the name of a file beside the article; save the picture there',
    }
  }
  if (relative(folder, path).startsWith('..') || src.startsWith('/')) {
    return { wrong: `"${src}" is outside the article's folder`, write: 'the name of a file beside the article' }
  }
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) {
    const near = nearest(src, await picturesIn(folder))
    const write = near
      ? `${near}  (the nearest name), or put ${src} there`
      : `the name of a file beside the article, or put ${src} there`
    return { wrong: `there is no file "${src}"`, write }
  }
  if (!(await realpath(path)).startsWith((await realpath(folder)) + sep)) {
    return { wrong: `"${src}" is a link to a file elsewhere`, write: 'the file itself, copied beside the article' }
  }
  if (found.size === 0) return { wrong: `"${src}" is empty`, write: 'the picture copied again from where it came' }
  if (found.size > photoLimits.maxBytes) {
    return { wrong: `"${src}" is ${mega(found.size)} MB`, write: 'a file of at most 20 MB' }
  }
  const bytes = await readFile(path)
  const hash = hashOfBytes(bytes)
  if (sound.has(hash)) return undefined
  const problem = await decode(bytes, src)
  if (!problem) sound.add(hash)
  return problem
}

async function decode(bytes: Buffer, src: string): Promise<Mistake | undefined> {
  const options = { failOn: 'error', limitInputPixels: false } as const
  const meta = await sharp(bytes, options)
    .metadata()
    .catch(() => undefined)
  if (isHeic(bytes) && meta?.compression !== 'av1')
    return { wrong: `"${src}" is ${heic}`, write: 'the photo exported as JPEG' }
  if (!meta || !formats.includes(meta.format)) {
    return { wrong: `"${src}" is not a picture that can be read`, write: 'a JPEG, PNG, WebP, AVIF or TIFF file' }
  }
  if ((meta.pages ?? 1) > 1) {
    return { wrong: `"${src}" is animated (${meta.pages} frames)`, write: 'a still picture' }
  }
  const { width, height } = meta.autoOrient
  if (width < photoLimits.minWidth) {
    return { wrong: `"${src}" is ${width} px wide`, write: `a picture at least ${photoLimits.minWidth} px wide` }
  }
  if (width * height > photoLimits.maxPixels) {
    return { wrong: `"${src}" has ${mega(width * height)} megapixels`, write: 'a picture of at most 50 megapixels' }
  }
  try {
    // Every pixel is decoded, and none is kept or measured: a thirteenth of what stats() takes for a large JPEG.
    await sharp(bytes, { ...options, limitInputPixels: photoLimits.maxPixels })
      .resize(8, 8, { fit: 'fill' })
      .toBuffer()
  } catch {
    return { wrong: `"${src}" is cut off or damaged`, write: 'the whole file; copy it again from where it came' }
  }
  return undefined
}

/** What an iPhone writes; the library that would read it is under patents, and sharp comes without. */
export const heic = 'an iPhone’s HEIC, which cannot be read here'

/** Whether bytes are of the family of HEIC, by the brand in their first box. @see https://www.iso.org/standard/83650.html */
export const isHeic = (bytes: Uint8Array): boolean =>
  /^ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/.test(Buffer.from(bytes.subarray(4, 12)).toString('latin1'))

/**
 * Finds the file that an article means. Names come composed (Windows) or decomposed (macOS), with spaces of several
 * kinds, and written as a file or as an address.
 *
 * @param folder the article's
 * @param written as the article names it
 * @returns the name as the disk has it; `written` where no file has such a name
 */
export async function findPicture(folder: string, written: string): Promise<string> {
  const bare = written.replace(/^(?:\.\/)+/, '')
  const names = await picturesIn(folder)
  const forms = [bare, encodeURI(bare), bare.replaceAll('\\', '/')]
  const exact = forms.find((form) => names.includes(form))
  if (exact) return exact
  const keys = forms.map(fileNameKey)
  return names.find((name) => keys.includes(fileNameKey(name))) ?? written
}

const fileNameKey = (name: string) => name.normalize('NFC').replace(/[\s\u202f]/g, ' ')

/** The pictures in an article's folder, as the disk names them; what systems leave there is none. */
export async function picturesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  return names
    .map((name) => name.replaceAll(sep, '/'))
    .filter((name) => pictureEnding.test(name) && !/(?:^|\/)(?:\.|~\$|__MACOSX\/)/.test(name))
    .sort()
}

const mega = (n: number) => (n / 1_000_000).toFixed(1)
