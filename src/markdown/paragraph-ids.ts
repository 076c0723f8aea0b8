import type { Element, Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { foldMarks } from '../vietnamese/slug.ts'
import { isBlock } from './paragraphs.ts'
import { textOf } from './text-of.ts'

declare module 'vfile' {
  interface DataMap {
    /** Ids that the article's paragraphs had when they were published, in order. */
    publishedIds: readonly string[]
    /** Ids that the article's paragraphs have now, in order. */
    paragraphIds: string[]
  }
}

/**
 * Gives each paragraph an id for links to it. It stands for the paragraph's words, so corrections elsewhere leave it
 * alone; where the words themselves were corrected, the published id stays with the paragraph between the same
 * neighbours.
 */
export function rehypeParagraphIds() {
  return (tree: Root, file: VFile) => {
    const paragraphs: Element[] = []
    visit(tree, 'element', (node) => {
      // Footnotes and captions are reached through what they belong to.
      if (node.tagName === 'section' || node.tagName === 'figure' || node.tagName === 'table') return SKIP
      const isParagraph = node.tagName === 'p' || (node.tagName === 'li' && !node.children.some(isBlock))
      if (isParagraph && !node.properties.id && !isTitle(node)) paragraphs.push(node)
      return undefined
    })
    const ids = assignIds(
      paragraphs.map((paragraph) => textOf(paragraph)),
      file.data.publishedIds ?? [],
    )
    for (const [i, paragraph] of paragraphs.entries())
      paragraph.properties = { id: ids[i] ?? '', ...paragraph.properties }
    file.data.paragraphIds = ids
  }
}

/**
 * @param texts the paragraphs as they are now, in order
 * @param published the ids that were published, in order
 * @returns an id for each text; published ids come back wherever they can
 */
export function assignIds(texts: readonly string[], published: readonly string[]): string[] {
  const ids = ownIds(texts)
  const known = new Set(published)
  const kept = new Set(ids.filter((id) => known.has(id)))
  // Runs of corrected paragraphs and runs of ids that are missing, between the same neighbours, are each other's.
  const runs = (list: readonly string[]) => {
    let run: number[] = []
    const found = new Map([['', run]])
    for (const [i, id] of list.entries()) {
      if (kept.has(id)) {
        run = []
        found.set(id, run)
      } else run.push(i)
    }
    return found
  }
  const lost = runs(published)
  for (const [before, places] of runs(ids)) {
    const missing = lost.get(before) ?? []
    if (missing.length !== places.length) continue
    for (const [i, place] of places.entries()) ids[place] = published[missing[i] ?? 0] ?? ids[place] ?? ''
  }
  return ids
}

/** Five characters that stand for the words; marks, case, punctuation and spaces do not count. */
function ownIds(texts: readonly string[]): string[] {
  const taken = new Set<string>()
  // Where the search for the same words ended last: from the beginning it would take the square of their number.
  const tried = new Map<string, number>()
  return texts.map((text) => {
    const words = foldMarks(text)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '')
    let id = `p${hash(words)}`
    let n = tried.get(words) ?? 2
    for (; taken.has(id); n++) id = `p${hash(`${words}${n}`)}`
    tried.set(words, n)
    taken.add(id)
    return id
  })
}

/** FNV-1a, cut to four base-36 digits: 1.7 million values for the dozen paragraphs of an article. */
function hash(text: string): string {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0
  return (h % 36 ** 4).toString(36).padStart(4, '0')
}

/** A component's title is reached through what stands below it. */
const isTitle = ({ properties }: Element) => String(properties.className) === 'title'
