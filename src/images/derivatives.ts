import { readFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import sharp from 'sharp'
import { photoLimits } from '../articles/photo-file.ts'
import { hashOfBytes, hashOfCode } from '../cache/file-hashes.ts'
import { publish } from '../cache/publish.ts'
import { slugify } from '../vietnamese/slug.ts'
import { encoders, widths } from './encoders.ts'
import type { Original } from './original.ts'
import { type PictureRights, rightsXmp } from './rights.ts'

/** What is to be made of a picture: as wide as this, and cut to a height where one is given; in pixels. */
export interface Derivative {
  format: 'avif' | 'jpeg'
  width: number
  height?: number
}

/** The widths that are offered of a picture: those of the site, and its own where it is narrower. */
export function widthsOf({ width }: Pick<Original, 'width'>): number[] {
  const narrower = widths.filter((offered) => offered < width)
  return narrower.length < widths.length ? [...narrower, width] : narrower
}

/** Stands for the code that encodes: where it changes, every derivative has another name. */
const maker = hashOfCode(['images/derivatives.ts', 'images/encoders.ts', 'images/rights.ts'], sharp.versions)

/**
 * Publishes a derivative of a picture. A damaged picture is an error, not half grey; nothing larger than the limit is
 * decoded; each derivative carries who made the picture and under which licence, and no other metadata (a camera's
 * position among it).
 *
 * @returns its path within the site, `/_astro/<name>-<picture>.<hash>.avif`: what stands before the dot is the same for
 *   all derivatives of the picture, the hash stands for all that decides the bytes
 */
export async function derive(original: Original & PictureRights, derivative: Derivative): Promise<string> {
  const { hash, credit, license, licenseUrl } = original
  const xmp = rightsXmp({ credit, license, licenseUrl })
  const all = [hash, derivative, xmp, maker()]
  const ending = derivative.format === 'jpeg' ? 'jpg' : derivative.format
  const path = `/_astro/${nameOf(original.file)}-${hash.slice(0, 8)}.${hashOfBytes(JSON.stringify(all)).slice(0, 12)}.${ending}`
  await publish(path, () => encode(original.file, derivative, xmp))
  return path
}

/** Any name that a camera or a system gives becomes one that every host takes. */
function nameOf(file: string): string {
  return slugify(basename(file, extname(file))) || 'anh'
}

async function encode(file: string, { format, width, height }: Derivative, xmp: string | undefined): Promise<Buffer> {
  const bytes = await readFile(join(process.cwd(), file))
  const picture = sharp(bytes, { failOn: 'error', limitInputPixels: photoLimits.maxPixels })
    .autoOrient()
    .resize({ width, ...(height ? { height, fit: 'cover' } : { fit: 'inside' }), withoutEnlargement: true })
  // Letters of a drawing without a ground could not be read on a dark page.
  picture.flatten({ background: encoders.ground })
  picture.toFormat(format, encoders[format])
  if (xmp) picture.withXmp(xmp)
  return picture.toBuffer()
}
