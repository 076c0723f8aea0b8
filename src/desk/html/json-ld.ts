/** An object of a page's JSON-LD, whatever it holds. */
export type Thing = Record<string, unknown>

/** All objects of the page's JSON-LD, whichever way they are nested. */
export function structuredData(document: Document, notes: string[]): Thing[] {
  const things: Thing[] = []
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const source = (script.textContent ?? '')
      .replace(/^\s*(?:\/\/\s*)?(?:<!\[CDATA\[|<!--)|(?:\]\]>|-->)\s*$/g, '')
      .trim()
    const parsed = parseTolerantly(source)
    if (parsed === undefined) {
      if (source)
        notes.push('Some of the page’s structured data (JSON-LD) is broken; what could be picked from it was used.')
      things.push(salvage(source))
    } else collect(parsed, things)
  }
  return things
}

function collect(value: unknown, things: Thing[]): void {
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.shift()
    if (Array.isArray(next)) waiting.push(...next)
    else if (next && typeof next === 'object') {
      things.push(next as Thing)
      waiting.push((next as Thing)['@graph'], (next as Thing).mainEntity)
    }
  }
}

function parseTolerantly(source: string): unknown {
  const mended = source
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none within strings, and CMSs leave them
    .replace(/[\u0000-\u001f]+/g, ' ')
    .replace(/,(\s*[}\]])/g, '$1')
    .replace(/;\s*$/, '')
  for (const text of [source, mended]) {
    try {
      return JSON.parse(text)
    } catch {}
  }
  return undefined
}

/** The fields that matter, out of what is not JSON. */
function salvage(source: string): Thing {
  if (!/"@type" ?: ?\[? ?"\w{0,40}Article"/.test(source)) return {}
  const thing: Thing = { '@type': 'NewsArticle' }
  for (const field of ['datePublished', 'articleSection']) {
    const value = new RegExp(`"${field}"\\s*:\\s*"([^"\\n]+)"`).exec(source)?.[1]
    if (value) thing[field] = value
  }
  const author = /"author" ?: ?[[{ ]{0,5}[^}]{0,200}?"name" ?: ?"([^"\n]{1,100})"/.exec(source.replace(/\s+/g, ' '))
  if (author && /"@type"\s*:\s*"Person"/.test(author[0])) thing.author = { '@type': 'Person', name: author[1] }
  return thing
}

export const typesOf = (thing: Thing): string[] => [thing['@type']].flat().filter((type) => typeof type === 'string')
export const string = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() ? value : undefined
export const first = (value: unknown): string | undefined => string(Array.isArray(value) ? value[0] : value)
