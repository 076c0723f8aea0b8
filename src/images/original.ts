import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { hashOfBytes } from '../cache/file-hashes.ts'

/** A picture as it lies beside an article. */
export interface Original {
  /** Path from the project's root. */
  file: string
  /** Upright, in pixels. */
  width: number
  height: number
  /** The SHA-256 of its bytes, in hexadecimal. */
  hash: string
}

/**
 * What a page must know of a picture before it shows it.
 *
 * @param root the project's root
 * @param file path from there
 * @throws where there is no picture that can be read
 */
export async function readOriginal(root: string, file: string): Promise<Original> {
  const bytes = readFileSync(join(root, file))
  const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata()
  return { file, width: autoOrient.width, height: autoOrient.height, hash: hashOfBytes(bytes) }
}
