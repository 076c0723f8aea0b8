/*
 * Search, on its own page: nothing of it is fetched elsewhere, and of the index only what a query needs.
 * Without it that page lists years, sections, tags and authors.
 */

import { bestPassage, type Passage, rank } from '../search/rank.ts'
import { type IndexPart, partOf, wordsOf } from '../search/words.ts'
import { strings } from '../strings.ts'
import { button, make } from './dom.ts'
import { keptPages, keptText } from './kept.ts'

/** What is shown of an article. */
interface Result {
  url: string
  headline: string
  score: number
  passage?: Passage | undefined
}

const { src } = document.currentScript as HTMLScriptElement
const base = new URL('..', src).href
const form = document.querySelector<HTMLFormElement>('.search') as HTMLFormElement
const input = form.elements.namedItem('q') as HTMLInputElement
const list = document.querySelector('#ket-qua') as HTMLElement
const status = document.querySelector('#so-bai') as HTMLElement
const words = strings.search

/** How many results are shown at a time. */
const batch = 10

const get = async (path: string): Promise<Response> => {
  const response = await fetch(base + path)
  if (!response.ok) throw path
  return response
}
const files = new Map<string, Promise<unknown>>()
/** A file of the index, fetched once. */
const json = <T>(path: string): Promise<T> => {
  const known = files.get(path) ?? get(path).then((response) => response.json())
  files.set(path, known)
  // What failed is asked for again.
  known.catch(() => files.delete(path))
  return known as Promise<T>
}

/** A volume of the archive: its name, and how many parts its index has. */
type Volume = [name: string, parts: number]

/** An article that was found: its place in its volume. */
interface Found {
  volume: string
  number: number
  score: number
}

/** The articles of a volume that answer a query, the best first. */
async function findIn([volume, count]: Volume, query: readonly string[]): Promise<Found[]> {
  const parts = query.map((word) => json<IndexPart>(`tim-kiem/${volume}/${partOf(word, count)}.json`))
  return rank(query, await Promise.all(parts)).map((found) => ({ volume, ...found }))
}

/** An article's Markdown edition: small, whole, and no document has to be made of it. */
async function resultOf({ volume, number, score }: Found, query: readonly string[]): Promise<Result> {
  const id = (await json<string[]>(`tim-kiem/${volume}/bai.json`))[number]
  const [, matter = '', body = ''] =
    /^---\n([\s\S]*?)\n---\n([\s\S]*)/.exec(await (await get(`${id}/index.md`)).text()) ?? []
  const field = (name: string) => JSON.parse(new RegExp(`^${name}: (.*)$`, 'm').exec(matter)?.[1] ?? '""')
  const text = body
    .replace(/^#.*\n/, `${field('description')}\n`)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`>#|\\]/g, '')
  const passage = bestPassage(text, query)
  return { url: `${base}${id}/`, headline: field('title'), score: score + (passage?.score ?? 0), passage }
}

/** Finds among what is on the device; the words are all there or it is no result. */
async function findKept(query: readonly string[]): Promise<Result[]> {
  return (await keptPages(base)).flatMap((page) => {
    const passages = query.map((word) => bestPassage(`${page.headline}\n${keptText(page)}`, [word]))
    if (passages.includes(undefined)) return []
    const score = passages.reduce((sum, passage) => sum + (passage?.score ?? 0), 0)
    return { ...page, score, passage: bestPassage(keptText(page), query) }
  })
}

function show({ url, headline, passage }: Result): void {
  const item = make('li', { className: 'teaser' }, make('h2', {}, make('a', { href: url, textContent: headline })))
  if (passage) {
    const line = make('p', { className: 'teaser-lead' })
    let at = 0
    for (const [start, end] of passage.marks) {
      line.append(passage.text.slice(at, start), make('mark', { textContent: passage.text.slice(start, end) }))
      at = end
    }
    line.append(passage.text.slice(at))
    item.append(line)
  }
  list.append(item)
}

const byScore = (results: Result[]) => results.sort((a, b) => b.score - a.score)

/** Counts searches, so that a slow answer to an old query is dropped. */
let latest = 0

async function search(): Promise<void> {
  const query = [...new Set(wordsOf(input.value))].slice(0, 12)
  latest += 1
  const mine = latest
  const address = query.length > 0 ? `?q=${encodeURIComponent(input.value.trim())}` : location.pathname
  history.replaceState(null, '', address)
  if (query.length === 0) {
    list.replaceChildren()
    status.textContent = ''
    return
  }
  status.textContent = words.searching
  let found: Found[] = []
  let kept: Result[] | undefined
  try {
    const volumes: Volume[] = JSON.parse(`${form.dataset.volumes}`)
    const lists = await Promise.all(volumes.map((volume) => findIn(volume, query)))
    // Of equals the newest volume's come first.
    found = lists.flat().sort((a, b) => b.score - a.score)
  } catch {
    kept = 'caches' in window ? byScore(await findKept(query)) : []
  }
  if (mine !== latest) return
  list.replaceChildren()
  document.querySelector('#them')?.remove()
  const more = async () => {
    document.querySelector('#them')?.remove()
    const next = found.splice(0, batch)
    const results = await Promise.all(next.map((one) => resultOf(one, query).catch(() => null)))
    if (mine !== latest) return
    byScore(results.filter((result) => result !== null)).forEach(show)
    if (found.length > 0) list.after(Object.assign(button(words.more, more), { id: 'them' }))
  }
  const total = kept?.length ?? found.length
  if (kept) kept.forEach(show)
  else await more()
  if (mine !== latest) return
  const said = total === 0 ? words.none : words.found(total)
  status.textContent = kept ? `${words.offline} ${said}` : said
}

// From a disk no file of the index can be fetched.
if (location.protocol !== 'file:') {
  let typing: ReturnType<typeof setTimeout>
  form.hidden = false
  form.onsubmit = (event) => {
    event.preventDefault()
    clearTimeout(typing)
    search()
  }
  input.oninput = () => {
    clearTimeout(typing)
    typing = setTimeout(search, 400)
  }
  input.value = new URLSearchParams(location.search).get('q') ?? ''
  if (input.value) search()
}
