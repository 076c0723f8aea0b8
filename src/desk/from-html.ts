import type { Draft, DraftPhoto } from './draft.ts'
import { findContainer } from './html/container.ts'
import { decodePage } from './html/decode.ts'
import { key, opening, parsePage, textOf } from './html/dom.ts'
import { type Flattened, type FlowPart, flatten } from './html/flow.ts'
import { findLead, type Lead } from './html/lead.ts'
import { type Metadata, readMetadata } from './html/metadata.ts'
import { isWebArchive, readWebArchive } from './html/mhtml.ts'
import { isWhollyIn, pictureName, savedPictures } from './html/pictures.ts'
import { askReadability, missing } from './html/second-opinion.ts'
import { joinCaptions, readTail, withoutHead } from './html/tail.ts'
import { plainMarkdown, toMarkdown } from './html/to-markdown.ts'

/** Fewer letters than this are no article. */
const leastText = 120

/**
 * Reads a page that a browser saved as an article's draft. Nothing is fetched: pictures are those in the folder that
 * the browser saved with the page.
 *
 * @param bytes the page as it stands on the disk
 * @param file its path; pictures are looked for in `<name>_files/` beside it
 * @throws where the file is no page of HTML, or holds no article
 */
export async function draftFromHtml(bytes: Uint8Array, file: string): Promise<Draft> {
  try {
    return await readPage(bytes, file)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Error('the page is nested too deep or too long to be read: copy its text into a .txt file')
  }
}

async function readPage(bytes: Uint8Array, file: string): Promise<Draft> {
  const archive = isWebArchive(bytes) ? readWebArchive(bytes) : undefined
  const { html, notes } = decodePage(archive?.html ?? bytes)
  const document = parsePage(html)
  const metadata = readMetadata(document, html)
  const opinion = askReadability(html)
  const container = findContainer(document) ?? opinion.paragraphs[0]?.parentElement
  if (!container) throw new Error('no article was found in the page: no element of it holds sentences')
  if (isList(document, container))
    throw new Error('this is a list of articles or a front page: open the article itself, and save that page')
  if (opinion.failed)
    notes.push(`Readability could not read the page (${opinion.failed}), so nothing was compared with it.`)

  const marked = findLead(document, container)
  const skip = new Set([metadata.byline, marked?.element].filter((element) => element !== undefined))
  const flat = flatten(container, skip)
  const completed = complete(
    joinCaptions(flat.parts),
    flat,
    opinion.paragraphs,
    [metadata.title, marked?.text, textOf(marked?.element), textOf(metadata.byline)],
    notes,
  )
  const told = withoutCaptions(withoutHead(completed, metadata, marked?.text))
  const tail = readTail(told, metadata.authors, metadata.site)
  const { lead, parts } = leadOf(marked, tail.parts, metadata, notes)
  notes.push(...metadata.notes, ...tail.notes)

  const { blocks, photos } = await assemble(parts, file, notes, archive?.pictures)
  if (blocks.join('').length < leastText) {
    throw new Error('no article was found in the page: save the article’s own page, after all of it has loaded')
  }
  const author = metadata.authors.length > 0 ? metadata.authors : tail.authors
  const { title, date, section, tags } = metadata
  notes.push(...absences({ title, date: date?.moment, author, lead: lead?.text }), ...remarks(flat))
  const source = sourceOf(metadata, metadata.agency ?? tail.agency)
  return {
    ...(title && { title }),
    ...(lead && { description: lead.text }),
    ...(date && { date: date.moment }),
    ...(author.length > 0 && { author }),
    ...(lead?.place && { place: lead.place }),
    ...(section && { section }),
    ...(tags.length > 0 && { tags }),
    ...(source && { source }),
    photos,
    blocks,
    notes: [...new Set(notes)],
  }
}

/** Words under a picture that the page has once more in its text. */
function withoutCaptions(parts: FlowPart[]): FlowPart[] {
  return parts.filter((part, i) => {
    if (part.kind !== 'block') return true
    const words = key(part.text)
    return !parts.slice(Math.max(0, i - 2), i + 3).some((near) => {
      if (near.kind !== 'picture') return false
      const { caption = '', credit = '' } = near.picture
      return (
        caption.length > 10 &&
        (words === key(caption) || words === key(`${caption}Ảnh${credit}`) || words === key(caption + credit))
      )
    })
  })
}

/** Whether a page shows many articles: headlines that lead elsewhere, about as many as paragraphs. */
function isList(document: Document, container: Element): boolean {
  const declared = document.querySelector(
    'meta[property="article:published_time"],[itemprop=articleBody],meta[property="og:type"][content=article]',
  )
  if (declared) return false
  const heads = [
    ...container.querySelectorAll(
      'h1 a[href],h2 a[href],h3 a[href],h4 a[href],h5 a[href],a[href] h2,a[href] h3,a[href] h4',
    ),
  ]
  const paragraphs = [...container.querySelectorAll('p,div')].filter(
    (element) => element.querySelector('p,div') === null && textOf(element).length > 60,
  )
  return heads.length >= 5 && heads.length * 2 >= paragraphs.length
}

/** Puts back what Readability found and the container does not hold. */
function complete(
  parts: FlowPart[],
  flat: Flattened,
  paragraphs: Element[],
  told: (string | undefined)[],
  notes: string[],
): FlowPart[] {
  const captions = parts
    .flatMap((part) => (part.kind === 'picture' ? [key(part.picture.caption ?? '')] : []))
    .filter(Boolean)
  const texts = parts.flatMap((part) => (part.kind === 'block' ? [part.text] : []))
  const has = [...texts, ...captions, ...flat.leftOut, ...told].map((text) => key(text ?? '')).join(' ')
  // A picture within a paragraph makes two of it.
  const flow = texts.map(key).join('')
  const whole = [...parts]
  for (const { element, after } of missing(paragraphs, has)) {
    const text = textOf(element)
    // Captions come with their credits in one paragraph, which the pictures hold in parts.
    if (captions.some((caption) => key(text).startsWith(caption)) || flow.includes(key(text))) continue
    const before = whole.findIndex((part) => after && part.kind === 'block' && key(part.text).includes(after))
    whole.splice(before < 0 && after ? whole.length : before + 1, 0, { kind: 'block', element, text })
    notes.push(`“${opening(text)}” stands apart from the rest of the text; look whether it belongs to it.`)
  }
  return whole
}

/** The lead: marked as such, bold at the head of the text, or the summary that the page gives of itself. */
function leadOf(
  marked: Lead | undefined,
  parts: FlowPart[],
  metadata: Metadata,
  notes: string[],
): { lead?: Lead; parts: FlowPart[] } {
  if (marked) return { lead: marked, parts }
  const i = parts.findIndex(({ kind }) => kind === 'block')
  const first = parts[i]
  if (first?.kind === 'block' && first.text.length > 60 && isWhollyIn(first.element, 'b,strong') && parts.length > 2) {
    return { lead: { text: first.text }, parts: parts.filter((part) => part !== first) }
  }
  const { summary } = metadata
  if (!summary || summary.length < 40) return { parts }
  const bare = key(summary.replace(/(?:\.\.\.|…)$/, ''))
  const repeated = parts.find((part) => part.kind === 'block' && key(part.text).startsWith(bare))
  if (repeated?.kind === 'block') return { lead: { text: repeated.text.length < 500 ? repeated.text : summary }, parts }
  notes.push('The lead is the page’s summary for search engines; no paragraph of the page says the same.')
  return { lead: { text: summary }, parts }
}

async function assemble(
  parts: FlowPart[],
  file: string,
  notes: string[],
  archived?: ReadonlyMap<string, Uint8Array>,
): Promise<{ blocks: string[]; photos: DraftPhoto[] }> {
  const find = await savedPictures(file, archived)
  const blocks: string[] = []
  const photos: DraftPhoto[] = []
  for (const part of parts) {
    if (part.kind === 'block') {
      const markdown = written(part, notes)
      if (markdown) blocks.push(markdown)
    } else if (part.kind === 'embed') {
      const block = embedded(part, notes)
      if (block) blocks.push(block)
    } else {
      const { addresses, caption, credit } = part.picture
      const found = await find(part.picture)
      const name = pictureName(addresses[0] ?? '')
      if (!found)
        notes.push(
          `The picture ${name} is not in the folder saved with the page${caption ? ` (“${opening(caption)}”)` : ''}.`,
        )
      if (!caption) notes.push(`The picture ${name} has no caption that could be told from the text.`)
      photos.push({
        ...(found && { ...found, mayFail: true }),
        ...(name && { name }),
        ...(caption && { caption }),
        ...(credit && { credit }),
        after: blocks.length,
      })
    }
  }
  return { blocks, photos }
}

function written(part: Extract<FlowPart, { kind: 'block' }>, notes: string[]): string {
  try {
    return toMarkdown(part.element)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    notes.push(`“${opening(part.text)}” is nested too deep; its bold, italics and links are lost.`)
    return plainMarkdown(part.text)
  }
}

const players =
  /(?:^|\.)(?:youtube\.com|youtube-nocookie\.com|youtu\.be|facebook\.com|twitter\.com|x\.com|vimeo\.com|tiktok\.com|dailymotion\.com|instagram\.com|soundcloud\.com)$/

/** A link in the place of a player that readers know; others are told to the editor alone. */
export function embedded({ what, url }: Extract<FlowPart, { kind: 'embed' }>, notes: string[]): string | undefined {
  if (!url) {
    if (what !== 'frame') notes.push(`The page plays a ${what} that it names no address for; it is left out.`)
    return undefined
  }
  if (what === 'frame' && !players.test(new URL(url).hostname)) {
    notes.push(`The page embeds ${url}; it is left out.`)
    return undefined
  }
  notes.push(`The page plays ${url}; a link stands in its place.`)
  return `[${what === 'audio' ? 'Audio' : 'Video'}](${new URL(url).href.replaceAll('(', '%28').replaceAll(')', '%29')})`
}

function sourceOf({ site, url, date }: Metadata, agency?: string): Draft['source'] {
  const name = site ?? (url ? undefined : agency) ?? (url && new URL(url).hostname.replace(/^www\./, ''))
  if (!name && !url) return undefined
  const published = date && (date.hasTime ? date.moment : date.moment.slice(0, 10))
  return { ...(name && { name }), ...(url && { url }), ...(published && { published }) }
}

function absences(found: {
  title: string | undefined
  date: string | undefined
  author: string[]
  lead: string | undefined
}): string[] {
  return [
    ...(found.title ? [] : ['No headline was found.']),
    ...(found.date ? [] : ['No date was found.']),
    ...(found.author.length > 0 ? [] : ['No author was found.']),
    ...(found.lead ? [] : ['No lead was found.']),
  ]
}

function remarks({ leftOut, unsure }: Flattened): string[] {
  return [
    ...leftOut.map((text) => `Left out, as no part of the text: “${opening(text)}”.`),
    ...unsure.map((text) => `Kept, though it may be no part of the text: “${text}”.`),
  ]
}
