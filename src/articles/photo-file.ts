import { createHash } from 'node:crypto'
import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import sharp from 'sharp'

/** Limits for a picture that an article brings along. */
export const photoLimits = {
  /** Narrower than the narrowest phone, a picture is blurred everywhere. */
  minWidth: 320,
  maxPixels: 50_000_000,
  maxBytes: 20 * 1024 * 1024,
} as const

/** Changes with what a picture must be. */
export const photoRules = JSON.stringify(photoLimits)

const formats = ['jpeg', 'png', 'webp', 'avif', 'heif', 'tiff', 'gif']

/** How the names of pictures end that an article can show. */
export const pictureEnding = /\.(?:jpe?g|png|webp|avif|hei[cf]|tiff?|gif)$/i

/** What is wrong with a picture, and what to do. */
export interface PhotoProblem {
  wrong: string
  write: string
}

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
): Promise<PhotoProblem | undefined> {
  const folder = dirname(articleFile)
  const path = join(folder, src)
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
    return { wrong: `there is no file "${src}"`, write: `the name of a file beside the article, or put ${src} there` }
  }
  if (!(await realpath(path)).startsWith((await realpath(folder)) + sep)) {
    return { wrong: `"${src}" is a link to a file elsewhere`, write: 'the file itself, copied beside the article' }
  }
  if (found.size > photoLimits.maxBytes) {
    return { wrong: `"${src}" is ${mega(found.size)} MB`, write: 'a file of at most 20 MB' }
  }
  const bytes = await readFile(path)
  const hash = createHash('sha256').update(bytes).digest('hex')
  if (sound.has(hash)) return undefined
  const problem = await decode(bytes, src)
  if (!problem) sound.add(hash)
  return problem
}

async function decode(bytes: Buffer, src: string): Promise<PhotoProblem | undefined> {
  const options = { failOn: 'error', limitInputPixels: false } as const
  const meta = await sharp(bytes, options)
    .metadata()
    .catch(() => undefined)
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

const mega = (n: number) => (n / 1_000_000).toFixed(1)
