import { readFileSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import sharp from 'sharp'
import { heic, isHeic, photoLimits } from '../articles/photo-file.ts'
import { decodeReferences } from '../markdown/character-references.ts'
import { slugify } from '../vietnamese/slug.ts'

/** A photo made ready for an article's folder. */
export interface ImportedPhoto {
  /** The file's name in the folder. */
  name: string
  bytes: Uint8Array
  /** What the file says of itself; proposals, which an editor reads. */
  caption?: string
  credit?: string
  notes: string[]
}

/** Nobody sees more in a newspaper's photo; larger files cost a repository much. */
const quality = 92

/**
 * Makes a photo upright, takes everything private out of it, its place among it, and reads who made it.
 *
 * @param path a picture file
 * @param bytes what it holds, where it lies in another file
 * @throws where the file is not there or is no picture, in a sentence for the editor
 */
export async function importPhoto(path: string, bytes?: Buffer): Promise<ImportedPhoto> {
  const input = bytes ?? readPhoto(path)
  const picture = sharp(input, { failOn: 'error', limitInputPixels: photoLimits.maxPixels })
  const read = async () => {
    const metadata = await picture.metadata()
    const keepsAlpha = metadata.hasAlpha || metadata.format === 'png'
    const upright = picture.clone().autoOrient()
    const bytes = await (keepsAlpha ? upright.png() : upright.jpeg({ quality, mozjpeg: true })).toBuffer()
    return { metadata, bytes, ending: keepsAlpha ? 'png' : 'jpg' }
  }
  const {
    metadata,
    bytes: made,
    ending,
  } = await read().catch((error: Error) => {
    throw new Error(whyUnread(basename(path), input, error))
  })
  const said = { ...iptcOf(metadata.iptc), ...xmpOf(metadata.xmp) }
  const stem = slugify(basename(path, extname(path))) || 'anh'
  const notes = [
    ...((metadata.pages ?? 1) > 1 ? [`${basename(path)} moves; its first picture alone was taken, as a still.`] : []),
    ...((metadata.orientation ?? 1) > 1 ? ['The photo was turned upright.'] : []),
    ...(metadata.exif || metadata.xmp || metadata.iptc
      ? ['What the camera wrote into the photo, its place among it, was taken out.']
      : []),
    ...(said.credit ? [`The photo names "${said.credit}": see whether that is its credit.`] : []),
    ...(said.caption ? ['The caption is what the photo says of itself: see whether it can stay.'] : []),
  ]
  return { name: `${stem}.${ending}`, bytes: made, ...said, notes }
}

function readPhoto(path: string): Buffer {
  try {
    const { size } = statSync(path)
    if (size === 0) throw new Error(`${basename(path)} is empty: copy it again from where it came`)
    if (size > photoLimits.maxBytes) throw new Error(`${basename(path)} is larger than 20 MB: export it smaller`)
    return readFileSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new Error(`there is no file ${path}`)
    throw code ? new Error(`${path} cannot be read: it is a folder, or the system does not allow it`) : error
  }
}

function whyUnread(name: string, input: Uint8Array, { message }: Error): string {
  if (isHeic(input)) return `${name} is ${heic}: export it as JPEG`
  if (/pixel limit/i.test(message))
    return `${name} has more than ${photoLimits.maxPixels / 1e6} megapixels: export it smaller`
  if (/unsupported image format/i.test(message)) return `${name} cannot be read as a picture: export it as JPEG or PNG`
  return `${name} cannot be read as a picture: it is cut off or damaged; copy it again from where it came`
}

type Said = Pick<ImportedPhoto, 'caption' | 'credit'>

/**
 * Credit and caption of an XMP packet, in either of the ways in which RDF may be written.
 *
 * @see https://www.iptc.org/std/photometadata/specification/
 */
export function xmpOf(packet: Buffer | undefined): Said {
  const xml = packet?.toString('utf8') ?? ''
  const credit = propertyOf(xml, 'photoshop:Credit') ?? propertyOf(xml, 'dc:creator')
  const caption = propertyOf(xml, 'dc:description')
  return { ...(caption && { caption }), ...(credit && { credit }) }
}

function propertyOf(xml: string, name: string): string | undefined {
  const attribute = new RegExp(`\\b${name}\\s*=\\s*(["'])([\\s\\S]*?)\\1`).exec(xml)?.[2]
  const element = new RegExp(`<${name}\\b[^>]*>([\\s\\S]*?)</${name}>`).exec(xml)?.[1]
  const items = [...(element ?? '').matchAll(/<rdf:li\b[^>]*>([\s\S]*?)<\/rdf:li>/g)].map(([, item = '']) => item)
  return clean(decodeReferences(attribute ?? (items.length > 0 ? items.join(', ') : (element ?? ''))))
}

/** One line in composed form, or nothing. */
const clean = (text: string | undefined) => text?.normalize('NFC').replace(/\s+/g, ' ').trim() || undefined

/**
 * Credit (2:110, else the byline, 2:80) and caption (2:120) of an IPTC record. UTF-8 is read as UTF-8 whether or not the
 * record says so (1:90), because many programs forget to.
 *
 * @see https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf
 */
export function iptcOf(record: Buffer | undefined): Said {
  const found = new Map<number, string>()
  for (let at = record?.indexOf(Buffer.from([0x1c, 2])) ?? -1; record && at >= 0 && record[at] === 0x1c; ) {
    if (at + 5 > record.length) break
    const length = record.readUInt16BE(at + 3)
    const dataset = record[at + 2] ?? 0
    if (record[at + 1] === 2 && length < 0x8000) found.set(dataset, textOf(record.subarray(at + 5, at + 5 + length)))
    at += 5 + length
  }
  const credit = clean(found.get(110) ?? found.get(80))
  const caption = clean(found.get(120))
  return { ...(caption && { caption }), ...(credit && { credit }) }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1258').decode(bytes)
  }
}
