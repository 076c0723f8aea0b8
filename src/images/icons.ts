import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

/** The icons that browsers and phones ask for: file name, and edge in pixels. */
export const icons = {
  'apple-touch-icon': { size: 180 },
  'icon-192': { size: 192 },
  'icon-512': { size: 512 },
  // Phones cut a circle of 80 % out of a maskable icon; the mark's own margin is wide enough.
  'icon-maskable-512': { size: 512 },
} as const

/** Draws the site's mark, `public/favicon.svg`, as a PNG. */
export async function drawIcon(size: number): Promise<Buffer> {
  const svg = await readFile(join(process.cwd(), 'public/favicon.svg'))
  return sharp(svg, { density: (72 * size) / 64 })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer()
}

/**
 * An ICO file that holds one PNG, for browsers that ask for `/favicon.ico` whatever a page says.
 *
 * @see https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)
 */
export function icoFile(png: Buffer, size: number): Buffer {
  const header = Buffer.alloc(22)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(1, 4)
  header.writeUInt8(size, 6)
  header.writeUInt8(size, 7)
  header.writeUInt16LE(1, 10)
  header.writeUInt16LE(32, 12)
  header.writeUInt32LE(png.length, 14)
  header.writeUInt32LE(header.length, 18)
  return Buffer.concat([header, png])
}
