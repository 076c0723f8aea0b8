import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Draft, DraftPhoto } from '../draft.ts'
import { embedded } from '../from-html.ts'
import { parsePage, withoutTracking } from '../html/dom.ts'
import { flatten } from '../html/flow.ts'
import { pictureName } from '../html/pictures.ts'
import { plainMarkdown, toMarkdown } from '../html/to-markdown.ts'

/** An article of another system, made ready. */
export interface Post {
  draft: Draft
  /** Its addresses there, as paths with their queries, which shall lead to the new one. */
  addresses: string[]
}

/** Finds a picture's file by the address that it had; undefined where it is not on this disk. */
export type FindMedia = (address: string) => string | undefined

/**
 * Looks for pictures by their names in a folder and all below it. Of several with one name, that whose path has most of
 * the address in it is taken; WordPress's small copies (`anh-300x200.jpg`) stand for the original where it is there.
 */
export function mediaIn(folder: string): FindMedia {
  const byName = new Map<string, string[]>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const name = entry.name.normalize('NFC').toLowerCase()
    byName.set(name, [...(byName.get(name) ?? []), join(entry.parentPath, entry.name)])
  }
  return (address) => {
    const name = pictureName(address).normalize('NFC').toLowerCase()
    const original = name.replace(/-\d{1,5}x\d{1,5}(?=\.\w{3,4}$)/, '')
    const found = byName.get(original) ?? byName.get(name) ?? []
    const parts = new Set(address.split('/'))
    const shared = (path: string) => path.split(/[\\/]/).filter((part) => parts.has(part)).length
    return found.toSorted((a, b) => shared(b) - shared(a))[0]
  }
}

/**
 * The text of a post, which is nothing but the article: every word of it stays.
 *
 * @param html its content
 * @param alts texts for pictures by the names of their files, for those that have none in the content
 */
export function contentOf(
  html: string,
  find: FindMedia,
  alts: ReadonlyMap<string, string> = new Map(),
): Pick<Draft, 'blocks' | 'photos' | 'notes'> {
  const document = parsePage(`<body><div id="post">${html}</div></body>`)
  const container = document.getElementById('post')
  const [blocks, photos, notes]: [string[], DraftPhoto[], string[]] = [[], [], []]
  if (!container) return { blocks, photos, notes }
  const written = new Map<string, string>()
  for (const image of container.querySelectorAll('img')) {
    for (const name of ['src', 'data-src']) {
      const address = image.getAttribute(name)
      if (address) written.set(address, image.getAttribute('alt')?.trim() ?? '')
    }
  }
  for (const part of flatten(container, new Set(), true).parts) {
    if (part.kind === 'block') {
      const markdown = toMarkdown(part.element)
      if (markdown) blocks.push(markdown)
    } else if (part.kind === 'embed') {
      const link = embedded(part, notes)
      if (link) blocks.push(link)
    } else {
      const { addresses, caption, credit } = part.picture
      const [file] = addresses.flatMap((address) => find(address) ?? [])
      const [address = ''] = addresses
      if (file) {
        const alt = addresses.map((one) => written.get(one) || alts.get(pictureName(one))).find(Boolean)
        photos.push({
          file,
          mayFail: true,
          after: blocks.length,
          ...(alt && { alt }),
          ...(caption && { caption }),
          ...(credit && { credit }),
        })
      } else {
        notes.push(`the picture ${address} is not on this disk`)
        if (caption) blocks.push(plainMarkdown(credit ? `${caption} Ảnh: ${credit}` : caption))
      }
    }
  }
  return { blocks, photos, notes }
}

/** An address as the path that an alias has; undefined for what is no page of its own. */
export function pathOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(withoutTracking(new URL(address)))
  const path = readable(url.pathname) + (url.search === '?' ? '' : readable(url.search))
  return path === '/' ? undefined : path
}

/** Letters of all languages instead of their codes, where the codes are whole. */
function readable(text: string): string {
  try {
    return decodeURI(text).normalize('NFC')
  } catch {
    return text
  }
}

/** A lead out of the text, where the source has none: its first paragraph, or that paragraph's first sentences. */
export function leadOf(blocks: readonly string[]): string | undefined {
  const document = parsePage(
    `<body><p>${(blocks.find((block) => /^[\p{L}\p{N}“"(*]/u.test(block)) ?? '').replaceAll('<', '&lt;')}</p></body>`,
  )
  const words = (document.querySelector('p')?.textContent ?? '')
    .replace(/\\(?=[^\p{L}\p{N}\s])|[*_`]|!?\[|\]\([^()\s]{0,500}\)|\n/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (words.length <= 300) return words || undefined
  const end = Math.max(...['. ', '! ', '? ', '… '].map((mark) => words.lastIndexOf(mark, 300)))
  return end > 60 ? words.slice(0, end + 1) : `${words.slice(0, words.lastIndexOf(' ', 290))}…`
}
