import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

/** A number from 0 up to, not including, `below`. */
type Random = (below: number) => number

/** The same numbers for the same seed: Park and Miller's generator. */
export function randomOf(seed: number): Random {
  let state = (seed * 2654435761) % 2147483646 || 1
  return (below) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
}

const onsets = 'b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x'.split(' ')
const rhymes =
  'a á à ả ạ an án àn ăn ắn âm ấm ang áng àng ao ay ây ê ế ề ên ến iên iến inh ình o ó ò ong óng oan ơ ở ơi ời ông ống u ú ù ung uyên uyền ư ứ ừ ương ường ưa ui'.split(
    ' ',
  )

/** As many syllables as are asked for, in the shape of Vietnamese, without a meaning. */
function syllables(random: Random, count: number): string[] {
  return Array.from({ length: count }, () => `${pick(random, onsets)}${pick(random, rhymes)}`)
}

const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function sentence(random: Random): string {
  return `${capital(syllables(random, 8 + random(18)).join(' '))}.`
}

function paragraph(random: Random, count: number): string {
  const sentences: string[] = []
  for (let sum = 0; sum < count; ) {
    const next = sentence(random)
    sentences.push(next)
    sum += next.split(' ').length
  }
  return sentences.join(' ')
}

/** Authors, tags and sections of a whole archive: each name stands for many articles. */
function names(count: number, seed: number): string[] {
  const random = randomOf(seed)
  return Array.from({ length: count }, (_, i) => `${syllables(random, 3).map(capital).join(' ')} ${'ABCDEFGH'[i % 8]}`)
}
const authors = names(60, 1)
const tags = names(20, 2)
const sections = names(20, 3)

/** The first and the last day of the archive, as moments. */
const [first, last] = [Date.UTC(2010, 0, 1), Date.UTC(2025, 11, 31)]

/**
 * Writes one article of 300 to 1,500 syllables; every fifth has a photo of its own.
 *
 * @param root the project that gets it
 * @param index which of `count`: the same number, the same article
 * @returns the article's file
 */
export async function writeArticle(root: string, index: number, count: number): Promise<string> {
  const random = randomOf(index + 100)
  const moment = new Date(first + Math.floor(((last - first) * index) / count))
  const date = `${moment.toISOString().slice(0, 10)}T08:00:00+07:00`
  const title = capital(syllables(random, 8 + random(10)).join(' '))
  const hasPhoto = index % 5 === 0
  const lines = [
    `title: ${title}`,
    `description: ${sentence(random)}`,
    `date: "${date}"`,
    `author: ${pick(random, authors)}`,
    `section: ${pick(random, sections)}`,
    `tags: [${Array.from({ length: 1 + random(3) }, () => pick(random, tags)).join(', ')}]`,
    `place: ${syllables(random, 2).map(capital).join(' ')}`,
    ...(index % 20 === 0
      ? ['corrections:', `  - date: "${date.slice(0, 10)}T18:00:00+07:00"`, `    text: ${sentence(random)}`]
      : []),
    ...(hasPhoto
      ? [
          'photo:',
          '  src: anh.jpg',
          `  alt: ${sentence(random)}`,
          `  caption: ${sentence(random)}`,
          // Derivatives carry it: the same photo, the same credit.
          `  credit: ${pick(randomOf(index % photographed), authors)}`,
          '  position: 1',
        ]
      : []),
  ]
  const length = 300 + random(1201)
  const paragraphs: string[] = []
  for (let sum = 0; sum < length; ) {
    const next = paragraph(random, 50 + random(60))
    paragraphs.push(paragraphs.length % 4 === 3 ? `## ${capital(syllables(random, 6).join(' '))}\n\n${next}` : next)
    sum += next.split(' ').length
  }
  const folder = join(root, `content/articles/${date.slice(0, 4)}/bai-${String(index).padStart(5, '0')}`)
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'index.mdx')
  await writeFile(file, `---\n${lines.join('\n')}\n---\n\n${paragraphs.join('\n\n')}\n`)
  if (hasPhoto) await writeFile(join(folder, 'anh.jpg'), await photo(randomOf(index % photographed)))
  return file
}

/** How many articles come before one has a photo that another had: to encode two thousand takes minutes. */
export const photographed = 10_000

/** A small photo. */
function photo(random: Random): Promise<Buffer> {
  const coarse = Buffer.from(Array.from({ length: 12 * 8 * 3 }, () => random(256)))
  return sharp(coarse, { raw: { width: 12, height: 8, channels: 3 } })
    .resize(600, 400, { kernel: 'cubic' })
    .jpeg({ quality: 85 })
    .toBuffer()
}
