import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'

/** Trying all eight masks takes most of the time that a code costs; readers read every one (ISO/IEC 18004, 7.8). */
const maskPattern = 0

/** The quiet zone around the code, in modules; ISO/IEC 18004 asks for four, the page's ground gives two of them. */
const border = 2

/** Pixels a side of a module: from one, what shows a page of paper at 100 dpi makes a blur that no scanner reads. */
const scale = 2

/** A QR code as it stands in a page. */
export interface QrCode {
  /** A PNG of one bit a pixel, as a `data:` address: some 400 bytes, where a drawing has 2,000. */
  src: string
  /** How many modules a side has, the quiet zone with them. */
  size: number
}

/** The QR code of an address: for Zalo's scanner, and for whoever holds the printed page. */
export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { border, maskPattern })
  const png = bilevelPng(size * scale, (x, y) => data[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true)
  return { src: `data:image/png;base64,${png.toString('base64')}`, size }
}

/**
 * A square PNG of one bit a pixel.
 *
 * @see https://www.w3.org/TR/png-3/
 */
function bilevelPng(size: number, isBlack: (x: number, y: number) => boolean): Buffer {
  const bytesALine = Math.ceil(size / 8)
  // Each line begins with the number of its filter: none.
  const lines = Buffer.alloc((bytesALine + 1) * size)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = y * (bytesALine + 1) + 1 + (x >> 3)
      if (!isBlack(x, y)) lines[at] = (lines[at] ?? 0) | (0x80 >> (x & 7))
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.writeUInt8(1, 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
