import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { articlesFolder } from '../articles/files.ts'
import { readLock } from '../articles/permalink-lock.ts'
import { isMoment, isoInVietnam, localTime, utcOffset } from '../vietnamese/date.ts'
import { readDate } from '../vietnamese/read-date.ts'
import { slugify } from '../vietnamese/slug.ts'
import type { Draft, DraftPhoto } from './draft.ts'
import { type ImportedPhoto, importPhoto } from './photo-import.ts'

/** What was made of a draft. */
export interface NewArticle {
  /** Path of the file from the project's root. */
  file: string
  /** What an editor must still look at, in English. */
  notes: string[]
}

/** Longest slug that is made, in characters; whole words. */
const longestSlug = 60

/**
 * Makes an article's folder from what is known of it. Nothing is overwritten: the folder is made aside and moved to its
 * place whole, or not at all. Required fields that nobody told stay empty, so that the checks ask for each.
 *
 * @param root the project's root
 * @param draft with a headline
 * @param moment milliseconds since 1970, the date of a draft that has none
 * @throws where a photo cannot be read or the folder cannot be made, in a sentence for the editor
 */
export async function makeArticle(root: string, draft: Draft, moment: number): Promise<NewArticle> {
  const { title = '' } = draft
  const date = draft.date ?? isoInVietnam(moment)
  const year = localTime(date).year
  const photos = await importPhotos(draft.photos)
  const slug = freeSlug(root, year, title, draft.slug)
  const target = join(root, articlesFolder, String(year), slug)
  const aside = join(root, '.cache', `new-${randomUUID()}`)
  try {
    mkdirSync(aside, { recursive: true })
    writeFileSync(join(aside, 'index.mdx'), articleText({ ...draft, date }, photos))
    for (const { imported } of photos) if (imported) writeFileSync(join(aside, imported.name), imported.bytes)
    mkdirSync(dirname(target), { recursive: true })
    if (existsSync(target)) throw new Error(`${target} is there already; nothing was written`)
    renameSync(aside, target)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  const file = `${articlesFolder}/${year}/${slug}/index.mdx`
  const failed = photos.flatMap((photo) => photo.failed ?? [])
  return { file, notes: [...draft.notes, ...failed, ...photos.flatMap(({ imported }) => imported?.notes ?? [])] }
}

/**
 * Reads a date as an editor types it: `24/11/2026 08:30`, `2026-11-24`, or a whole moment.
 *
 * @returns ISO 8601 with offset; Viet Nam's where none was typed
 * @throws where the calendar has no such day
 */
export function typedDate(text: string): string {
  const moment = isMoment(text) ? text : readDate(text)?.moment
  if (!moment) throw new Error(`"${text}" is no date: write 24/11/2026 08:30, or 2026-11-24T08:30:00${utcOffset}`)
  return moment
}

/** An address that no article has or had: those of the lock, and the folders that are there. */
function freeSlug(root: string, year: number, title: string, wanted = ''): string {
  const short = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(wanted) ? wanted : shortSlug(title)
  if (short === '') throw new Error('the headline has no letter and no digit: write one that has')
  const lock = readLock(root)
  const isTaken = (slug: string) =>
    lock.has(`${year}/${slug}`) || existsSync(join(root, articlesFolder, String(year), slug))
  for (let i = 1; ; i++) {
    const slug = i === 1 ? short : `${short}-${i}`
    if (!isTaken(slug)) return slug
  }
}

/** The whole words at the beginning of a headline that make a short address. */
export function shortSlug(title: string): string {
  const slug = slugify(title)
  if (slug.length <= longestSlug) return slug
  const end = slug.lastIndexOf('-', longestSlug)
  return slug.slice(0, end > 0 ? end : longestSlug)
}

interface PlacedPhoto extends DraftPhoto {
  imported?: ImportedPhoto
  /** Why it could not be read. */
  failed?: string
}

async function importPhotos(photos: readonly DraftPhoto[]): Promise<PlacedPhoto[]> {
  const names = new Set<string>()
  const placed: PlacedPhoto[] = []
  for (const photo of photos) {
    const source = photo.file ?? photo.name
    if (!source || !(photo.file || photo.bytes)) {
      placed.push(photo)
      continue
    }
    const imported = await importPhoto(source, photo.bytes).catch((error: Error) => {
      if (!photo.mayFail) throw error
      placed.push({ ...photo, failed: error.message })
    })
    if (!imported) continue
    const [, stem = '', ending = ''] = /^(.*)(\.\w+)$/.exec(imported.name) ?? []
    for (let i = 2; names.has(imported.name); i++) imported.name = `${stem}-${i}${ending}`
    names.add(imported.name)
    const { caption, credit } = imported
    placed.push({ ...(caption && { caption }), ...(credit && { credit }), ...photo, imported })
  }
  return placed
}

/** Where a line end would end more than the words. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** JSON's strings and lists are YAML's, too. */
const quoted = (value: string | readonly string[]) => JSON.stringify(value).replaceAll('","', '", "')

function articleText(draft: Draft, photos: readonly PlacedPhoto[]): string {
  const { title = '', description, date, author, place, section, tags, source, aliases, isPublished, blocks } = draft
  const [lead, ...others] = photos
  const known = (name: string, value: string | readonly string[] | undefined) =>
    value === undefined || value.length === 0 ? [] : [`${name}: ${quoted(value)}`]
  const wanted = (name: string, value: string | readonly string[] | undefined, what: string) =>
    value === undefined || value.length === 0 ? [`${name}: ""  # ${what}`] : known(name, value)
  const lines = [
    `title: ${quoted(title)}`,
    ...wanted('description', description, 'the lead, in one or two sentences'),
    `date: ${quoted(date ?? '')}`,
    ...wanted('author', author?.length === 1 ? author[0] : author, 'who wrote it, family name first'),
    ...known('place', place),
    ...known('section', section),
    ...known('tags', tags),
    ...(source?.name
      ? [
          'source:',
          ...['name', 'url', 'published'].flatMap((key) => known(`  ${key}`, source[key as keyof typeof source])),
        ]
      : []),
    ...(lead ? ['photo:', ...photoFields(lead, paragraphsBefore(lead, blocks))] : []),
    ...known('aliases', aliases),
    ...(isPublished ? [] : ['draft: true  # take this line out to publish']),
  ]
  const text =
    blocks.length > 0 ? withPictures(blocks, others) : '{/* The text: a paragraph, an empty line, the next. */}'
  return `---\n${lines.join('\n')}\n---\n\n${text}\n`
}

/** The build counts paragraphs alone, where the draft counts headings, lists and tables, too. */
const paragraphsBefore = ({ after }: PlacedPhoto, blocks: readonly string[]): number =>
  blocks.slice(0, after).filter((block) => !/^(?:#|[-*+] |\d+[.)] |\||>|!\[|<|```)/.test(block)).length

function photoFields({ imported, name, alt, caption, credit }: PlacedPhoto, position: number): string[] {
  const src = imported?.name
  return [
    src
      ? `  src: ${quoted(src)}`
      : `  src: ""  # put ${oneLine(name ?? 'the picture')} beside this file, and its name here`,
    alt
      ? `  alt: ${quoted(alt)}`
      : '  alt: ""  # what is seen on the picture, for those who do not see it; not the caption again',
    ...(caption ? [`  caption: ${quoted(caption)}`] : []),
    ...(credit ? [`  credit: ${quoted(credit)}`] : []),
    ...(position > 0 ? [`  position: ${position}`] : []),
  ]
}

/** The other pictures where the source has them, their alt texts to be written. */
function withPictures(blocks: readonly string[], photos: readonly PlacedPhoto[]): string {
  const parts = blocks.flatMap((block, i) => [block, ...photos.filter(({ after }) => after === i + 1).map(pictureLine)])
  return [...photos.filter(({ after }) => after === 0).map(pictureLine), ...parts].join('\n\n')
}

function pictureLine({ imported, name, alt = '', caption = '', credit }: PlacedPhoto): string {
  const words = oneLine([caption, credit && `Ảnh: ${credit}`].filter(Boolean).join(' ')).replaceAll('"', '\\"')
  return `![${alt.replace(/[[\]\\{}<*_`]/g, '\\$&')}](${imported?.name ?? encodeURI(name ?? 'anh.jpg')} "${words}")`
}
