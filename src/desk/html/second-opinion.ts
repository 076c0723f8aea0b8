import { Readability } from '@mozilla/readability'
import { key, parsePage, textOf } from './dom.ts'
import { linkShare } from './flow.ts'

/** Above this many elements a second opinion takes longer than it is worth. */
const mostElements = 15_000

/** What Readability takes for the article's text. */
export interface SecondOpinion {
  paragraphs: Element[]
  /** Why there is none. */
  failed?: string
}

/**
 * Asks Mozilla's Readability, which knows no newspaper, for the article's paragraphs.
 *
 * @param html the page anew: Readability changes the document that it reads
 */
export function askReadability(html: string): SecondOpinion {
  try {
    const document = parsePage(html)
    const elements = document.querySelectorAll('*').length
    if (elements > mostElements) return { paragraphs: [], failed: `it has ${elements} elements` }
    const content = new Readability(document, { maxElemsToParse: mostElements }).parse()?.content
    if (!content) return { paragraphs: [], failed: 'it found no article' }
    const blocks = parsePage(content).querySelectorAll('p,li,h2,h3,blockquote')
    return {
      paragraphs: [...blocks].filter(
        (block) => !block.querySelector('p,li') && textOf(block).length >= 50 && linkShare(block) < 0.5,
      ),
    }
  } catch (error) {
    return { paragraphs: [], failed: error instanceof RangeError ? 'it is nested too deep' : String(error) }
  }
}

/** Paragraphs that a text lacks, each with the key of the one before it. */
export function missing(paragraphs: Element[], has: string): { element: Element; after?: string }[] {
  let before: string | undefined
  return paragraphs.flatMap((element) => {
    const words = key(textOf(element))
    const after = before
    before = words
    return words === '' || has.includes(words) ? [] : [{ element, ...(after !== undefined && { after }) }]
  })
}
