import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ContainerNode, type Node, Renderer } from '@takumi-rs/core'
import sharp from 'sharp'
import { hashOfBytes, hashOfCode } from '../cache/file-hashes.ts'
import { inOwnCharacters } from '../fonts/reading-set.ts'
import type { Original } from '../images/original.ts'
import { glued } from '../markdown/glue.ts'
import { site } from '../site.ts'
import { strings } from '../strings.ts'
import { coloursOf } from '../styles/colours.ts'
import { shortDate } from '../vietnamese/date.ts'

/** What stands on a card. */
export interface CardContent {
  headline: string
  authors: readonly string[]
  /** ISO 8601 with offset. */
  date: string
  photo?: Pick<Original, 'file' | 'hash'> | undefined
}

/** In pixels: what Open Graph asks for, exactly. */
export const cardSize = { width: 1200, height: 630 } as const

/** Headline sizes in pixels; the largest at which the headline fits is taken. */
const sizes = [60, 54, 48, 42, 38, 34, 30]

const colours = coloursOf('light')
const margin = 64
/** Of wordmark and byline. */
const lineHeight = 40.5
const photoWidth = 470
/** Smaller than by mozjpeg's own settings at the same look, in three quarters of their time. */
const jpeg = {
  quality: 42,
  progressive: true,
  trellisQuantisation: true,
  overshootDeringing: true,
  quantisationTable: 3,
} as const
/**
 * Letters alone are sharper in a palette. Chats show a card at half its size or less, where four shades of ink look as
 * eight do in three fifths of their bytes. More effort saves 2 % in twice the time.
 */
const png = { palette: true, colours: 4, dither: 0, effort: 1, compressionLevel: 6 } as const
/** Stands for the code that draws: where it changes, every card has another name. */
const maker = hashOfCode(['metadata/share-card.ts', 'fonts/reading-set.ts'], sharp.versions)
const fontFolder = join(process.cwd(), 'src/fonts')

let drawing: Promise<{ renderer: Renderer; revision: string }> | undefined

/** The renderer with the site's own faces, and what stands for them in a card's name. */
function prepare() {
  drawing ??= (async () => {
    const renderer = new Renderer()
    const revision: unknown[] = [maker()]
    for (const name of ['headline', 'text']) {
      const data = await readFile(join(fontFolder, `${name}.woff2`))
      revision.push(hashOfBytes(data))
      await renderer.registerFont({ name, data })
    }
    return { renderer, revision: hashOfBytes(JSON.stringify(revision)) }
  })()
  return drawing
}

/** Stands for everything that decides a card's bytes: its tree at any size, its faces, its photo. */
export async function cardHash(content: CardContent): Promise<string> {
  const { revision } = await prepare()
  return hashOfBytes(JSON.stringify([revision, cardNode(content, 0), sizes, content.photo?.hash])).slice(0, 12)
}

/**
 * Draws a share card.
 *
 * @returns a picture of the type that `cardType` says, the same bytes for the same content
 * @throws where the headline fits at no size
 */
export async function drawCard(content: CardContent): Promise<Buffer> {
  const { renderer } = await prepare()
  const node = cardNode(content, await fittingSize(content))
  const pixels = await renderer.render(node, { ...cardSize, format: 'raw', lang: site.language })
  const photo = await cutPhoto(content)
  const card = sharp(pixels, { raw: { ...cardSize, channels: 4 } })
    .composite(photo ? [photo] : [])
    .removeAlpha()
  return (cardType(content) === 'image/png' ? card.png(png) : card.jpeg(jpeg)).toBuffer()
}

/** What a card is drawn as. */
export const cardType = ({ photo }: CardContent) => (photo ? 'image/jpeg' : 'image/png')

/** How wide the text of a card may be, in pixels. */
const textWidth = ({ photo }: CardContent) => cardSize.width - (photo ? photoWidth : 0) - 2 * margin

/**
 * The largest headline size at which the text fits its place, measured as it will be drawn.
 *
 * @throws where the headline fits at no size
 */
export async function fittingSize(content: CardContent): Promise<number> {
  for (const size of sizes) {
    const { headline, room } = await measureHeadline(content, size)
    if (headline.height <= room.height && headline.width <= room.width) return size
  }
  throw new Error(`the headline "${content.headline}" is too long for a share card: write at most 160 characters`)
}

/** The drawn headline's box at a size, and the room that it has, in pixels. */
export async function measureHeadline(content: CardContent, size: number) {
  const { renderer } = await prepare()
  const width = textWidth(content)
  const measure = (node: Node) => renderer.measure(node, { width, lang: site.language })
  // Wordmark and byline stand above and below, the byline of many names on several lines.
  const byline = await measure(bylineNode(content))
  const room = { width, height: cardSize.height - 2 * margin - 2 * 64 - Math.max(0, byline.height - lineHeight) }
  const { runs, height } = await measure(headlineNode(content.headline, size))
  const right = runs.map((run) => run.x + run.width)
  const lines = runs.map((run) => run.text.replaceAll('\u2060', '').trim())
  return { headline: { width: Math.max(0, ...right), height, lines }, room }
}

function cardNode(content: CardContent, size: number): ContainerNode {
  return {
    type: 'container',
    style: { width: '100%', height: '100%', backgroundColor: colours.ground },
    children: [
      {
        type: 'container',
        style: {
          position: 'absolute',
          left: margin,
          top: margin,
          width: textWidth(content),
          height: cardSize.height - 2 * margin,
          display: 'flex',
          flexDirection: 'column',
          justifyContent: 'space-between',
        },
        children: [line(site.name, 'headline', colours.ink), headlineNode(content.headline, size), bylineNode(content)],
      },
    ],
  }
}

/** A text as a card's lines may break it: not within a number and its unit, nor at the signs of a document's number. */
function cardText(text: string): string {
  return inOwnCharacters(text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, ''))
    .replace(/ +/g, ' ')
    .trim()
    .replace(glued, (group) => group.replaceAll(' ', '\u00a0'))
    .replace(/(?<=\S)[/–-](?=\S)/g, '\u2060$&\u2060')
}

function headlineNode(headline: string, size: number): Node {
  const style = {
    fontFamily: 'headline',
    fontSize: size,
    lineHeight: 1.27,
    color: colours.ink,
    letterSpacing: '-0.01em',
  }
  // A word that is longer than a line is broken; it is no reason for smaller letters.
  return { type: 'text', text: cardText(headline), style: { ...style, textWrap: 'balance', overflowWrap: 'anywhere' } }
}

/** Who wrote it and when; of many the first. */
function bylineNode({ authors, date }: CardContent): Node {
  const names = authors.length > 4 ? [...authors.slice(0, 3), strings.andOthers(authors.length - 3)] : authors
  return line(`${names.join(', ')} · ${shortDate(date)}`, 'text', colours.ink)
}

function line(text: string, fontFamily: string, color: string): Node {
  return { type: 'text', text: cardText(text), style: { fontFamily, fontSize: 30, lineHeight: lineHeight / 30, color } }
}

async function cutPhoto({ photo }: CardContent) {
  if (!photo) return undefined
  const input = await sharp(await readFile(join(process.cwd(), photo.file)), { failOn: 'error' })
    .autoOrient()
    .resize({ width: photoWidth, height: cardSize.height, fit: 'cover' })
    .flatten({ background: colours.ground })
    .png({ compressionLevel: 0 })
    .toBuffer()
  return { input, left: cardSize.width - photoWidth, top: 0 }
}
