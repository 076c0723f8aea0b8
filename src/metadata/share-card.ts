import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type ContainerNode, type Node, Renderer } from '@takumi-rs/core'
import sharp from 'sharp'
import type { Article } from '../articles/articles.ts'
import { site } from '../site.ts'
import { shortDate } from '../vietnamese/date.ts'

/** What stands on a card. */
export interface CardContent {
  headline: string
  authors: readonly string[]
  /** ISO 8601 with offset. */
  date: string
  /** Path of the photo from the project's root. */
  photo?: string | undefined
}

/** Open Graph asks for the first, exactly; chats that show small previews take the second. */
export const cardShapes = { card: { width: 1200, height: 630 }, square: { width: 1200, height: 1200 } } as const

export type CardShape = keyof typeof cardShapes

/** Headline sizes in pixels; the largest at which the headline fits is taken. */
const sizes = [84, 76, 68, 60, 54, 48, 42, 38, 34, 30]

const colours = { ground: '#fffefc', ink: '#1a1a19', soft: '#575652', mark: '#9c1c1f' }
const margin = 64
const jpeg = { quality: 82, mozjpeg: true } as const
const fontFolder = join(process.cwd(), 'src/fonts')

let drawing: Promise<{ renderer: Renderer; revision: string }> | undefined

/** The renderer with the site's own faces, and what stands for them in a card's name. */
function prepare() {
  drawing ??= (async () => {
    const renderer = new Renderer()
    const revision = createHash('sha256').update(JSON.stringify([jpeg, sharp.versions]))
    for (const [name, file] of [
      ['headline', 'headline.woff2'],
      ['text', 'text.woff2'],
    ] as const) {
      const data = await readFile(join(fontFolder, file))
      revision.update(data)
      await renderer.registerFont({ name, data })
    }
    return { renderer, revision: revision.digest('hex') }
  })()
  return drawing
}

/** The card content of an article. */
export function cardContent(article: Article): CardContent {
  const { title, author, date, photo, file } = article
  return { headline: title, authors: author, date, photo: photo && join(dirname(file), photo.src) }
}

/**
 * Draws a share card, or takes it from the cache where nothing on it has changed.
 *
 * @returns the path of the JPEG in the cache; the same bytes for the same content
 */
export async function drawCard(content: CardContent, shape: CardShape): Promise<string> {
  const hash = await cardHash(content, shape)
  const cached = join(process.cwd(), '.cache/cards', `${hash}.jpg`)
  if (existsSync(cached)) return cached
  const { renderer } = await prepare()
  const { width, height } = cardShapes[shape]
  const node = cardNode(content, shape, await fittingSize(content, shape))
  const text = await renderer.render(node, { width, height, format: 'png', lang: site.language })
  const picture = await cutPhoto(content, shape)
  const bytes = await sharp(text)
    .flatten({ background: colours.ground })
    .composite(picture ? [picture] : [])
    .jpeg(jpeg)
    .toBuffer()
  await mkdir(dirname(cached), { recursive: true })
  // Two may write the same card: each its own file, then one rename.
  const part = `${cached}.${randomUUID()}`
  await writeFile(part, bytes)
  await rename(part, cached)
  return cached
}

/** Stands for everything that decides a card's bytes: its tree at any size, its faces, its photo. */
export async function cardHash(content: CardContent, shape: CardShape): Promise<string> {
  const { revision } = await prepare()
  const hash = createHash('sha256')
    .update(revision)
    .update(JSON.stringify([cardNode(content, shape, 0), sizes]))
  if (content.photo) hash.update(await photoHash(content.photo))
  return hash.digest('hex').slice(0, 12)
}

const photoHashes = new Map<string, Promise<string>>()

function photoHash(path: string): Promise<string> {
  const known = photoHashes.get(path)
  if (known) return known
  const made = readFile(join(process.cwd(), path)).then((bytes) => createHash('sha256').update(bytes).digest('hex'))
  photoHashes.set(path, made)
  return made
}

/** Where the text may stand and where the photo stands, in pixels. */
function layout(content: CardContent, shape: CardShape) {
  const { width, height } = cardShapes[shape]
  if (!content.photo) return { text: { width: width - 2 * margin, height }, photo: undefined }
  if (shape === 'square') {
    const photo = { left: 0, top: 0, width, height: 620 }
    return { text: { width: width - 2 * margin, height: height - photo.height }, photo }
  }
  const photo = { left: width - 470, top: 0, width: 470, height }
  return { text: { width: photo.left - 2 * margin, height }, photo }
}

/**
 * The largest headline size at which the text fits its place, measured as it will be drawn.
 *
 * @throws where the headline fits at no size
 */
export async function fittingSize(content: CardContent, shape: CardShape): Promise<number> {
  for (const size of sizes) {
    const { headline, room } = await measureHeadline(content, shape, size)
    if (headline.height <= room.height && headline.width <= room.width) return size
  }
  throw new Error(`the headline "${content.headline}" is too long for a share card: write at most 160 characters`)
}

/** The drawn headline's box at a size, and the room that it has, in pixels. */
export async function measureHeadline(content: CardContent, shape: CardShape, size: number) {
  const { renderer } = await prepare()
  const { text } = layout(content, shape)
  // Wordmark and byline stand above and below.
  const room = { width: text.width, height: text.height - 2 * margin - 2 * 64 }
  const { runs, height } = await renderer.measure(headlineNode(content.headline, size), {
    width: text.width,
    lang: site.language,
  })
  const right = runs.map((run) => run.x + run.width)
  return { headline: { width: Math.max(0, ...right), height }, room }
}

function cardNode(content: CardContent, shape: CardShape, size: number): ContainerNode {
  const { text, photo } = layout(content, shape)
  return {
    type: 'container',
    style: { width: '100%', height: '100%', backgroundColor: colours.ground },
    children: [
      {
        type: 'container',
        style: {
          position: 'absolute',
          left: margin,
          top: (shape === 'square' && photo ? photo.height : 0) + margin,
          width: text.width,
          height: text.height - 2 * margin,
          display: 'flex',
          flexDirection: 'column',
          justifyContent: 'space-between',
        },
        children: [
          line(site.name, 'headline', colours.ink),
          headlineNode(content.headline, size),
          line(`${content.authors.join(', ')} · ${shortDate(content.date)}`, 'text', colours.soft),
        ],
      },
    ],
  }
}

/** An address or a code: at no size it fits a line of the card, and is broken anywhere. */
const longWord = /[^\s-]{20}/

function headlineNode(headline: string, size: number): Node {
  const style = {
    fontFamily: 'headline',
    fontSize: size,
    lineHeight: 1.27,
    color: colours.ink,
    letterSpacing: '-0.01em',
  }
  return {
    type: 'text',
    text: headline,
    style: { ...style, textWrap: 'balance', ...(longWord.test(headline) && { wordBreak: 'break-all' as const }) },
  }
}

function line(text: string, fontFamily: string, color: string): Node {
  return { type: 'text', text, style: { fontFamily, fontSize: 30, lineHeight: 1.35, color } }
}

async function cutPhoto(content: CardContent, shape: CardShape) {
  const { photo } = layout(content, shape)
  if (!photo || !content.photo) return undefined
  const { left, top, width, height } = photo
  const input = await sharp(join(process.cwd(), content.photo), { failOn: 'error' })
    .autoOrient()
    .resize({ width, height, fit: 'cover' })
    .flatten({ background: colours.ground })
    .png()
    .toBuffer()
  return { input, left, top }
}
