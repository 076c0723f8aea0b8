/*
 * Search, on its own page: nothing of it is fetched elsewhere, and of the index only what a query needs.
 * Without it that page lists years, sections, tags and authors.
 */

import { type ListKind, listPath } from '../routes.ts'
import { type Query, readQuery } from '../search/query.ts'
import { listsNamed, rank } from '../search/rank.ts'
import { type IndexPart, partOf } from '../search/words.ts'
import { listKind, search as words } from '../strings.ts'
import { make } from './make.ts'
import type { Result } from './passages.ts'

declare const SEARCH_PATH: string

const { src } = document.currentScript as HTMLScriptElement
const base = new URL('..', src).href
const form = document.querySelector<HTMLFormElement>('.search') as HTMLFormElement
const input = form.elements.namedItem('q') as HTMLInputElement
const [list, status, hints] = ['ket-qua', 'so-bai', 'goi-y'].map((id) => document.getElementById(id)) as [
  HTMLElement,
  HTMLElement,
  HTMLElement,
]

/** How many results are shown at a time, and how many articles are read for them where a phrase is asked for. */
const [batch, mostRead] = [10, 50]

const files = new Map<string, Promise<unknown>>()
/** A file of the index, fetched once. */
const json = <T>(path: string): Promise<T> => {
  const known = files.get(path) ?? fetch(`${base}${SEARCH_PATH}${path}.json`).then((response) => response.json())
  files.set(path, known)
  // What failed is asked for again.
  known.catch(() => files.delete(path))
  return known as Promise<T>
}

/** A volume of the archive: its name, and how many parts its index has. The newest first. */
type Volume = [name: string, parts: number]
const volumes: Volume[] = JSON.parse(`${form.dataset.volumes}`)

/** An article that was found: its place in its volume. */
interface Found {
  volume: string
  number: number
  score: number
}

const partsFor = ([volume, count]: Volume, query: readonly string[]) =>
  Promise.all(query.map((word) => json<IndexPart>(`${volume}/${partOf(word, count)}`)))

/** The articles that have all words of a query, the best first, and the lists that are called so. */
async function find(query: readonly string[]): Promise<{ found: Found[]; lists: string[] }> {
  const all = await Promise.all(
    volumes.map(async (volume) => {
      const parts = await partsFor(volume, query)
      return {
        found: rank(query, parts).map((one) => ({ volume: volume[0], ...one })),
        lists: listsNamed(query, parts),
      }
    }),
  )
  // Of equals the newest volume's come first.
  return { found: byScore(all.flatMap(({ found }) => found)), lists: all.flatMap(({ lists }) => lists) }
}

const byScore = <T extends { score: number }>(results: T[]) => results.sort((a, b) => b.score - a.score)

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

/** A line of links above the results. */
const hint = (label: string, links: [text: string, href: string][]) =>
  hints.append(make('p', {}, label, ...links.flatMap(([textContent, href]) => [' ', make('a', { textContent, href })])))

/** Leads to the lists that are called as a query; two spellings of a name are one list. */
function showLists(lists: string[]): void {
  const known = new Set<string>()
  for (const [, kind, name] of lists.map((each) => /(.*?)\/(.*)/.exec(each) as unknown as [string, ListKind, string])) {
    const path = listPath(kind, name)
    if (known.size < 5 && !known.has(path)) hint(`${listKind[kind]}:`, [[name, base + path.slice(1)]])
    known.add(path)
  }
}

/** What to do where nothing was found: other words, and the lists below. */
async function help({ words: query, phrases }: Query, isLatest: () => boolean): Promise<void> {
  const ask = (text: string): [string, string] => [text, `?q=${encodeURIComponent(text)}`]
  const known = await Promise.all(volumes.slice(0, 3).map(([name]) => json<string[]>(`${name}/tu`)))
  const { meant } = await import(`${form.dataset.nearWords}`)
  const other: string[] = meant(query, known.flat())
  const isOther = phrases.length > 0 || other.join() !== query.join()
  const isThere = isOther && other.length > 0 && (await find(other)).found.length > 0
  if (!isLatest()) return
  if (isThere) hint(words.didYouMean, [ask(other.join(' '))])
  else if (other.length > 1) hint(words.oneByOne, other.map(ask))
}

/** Counts searches, so that a slow answer to an old query is dropped. */
let latest = 0

async function search(): Promise<void> {
  const query = readQuery(input.value)
  latest += 1
  const mine = latest
  const isLatest = () => mine === latest
  const isAsked = query.words.length > 0
  history.replaceState(null, '', isAsked ? `?q=${encodeURIComponent(input.value.trim())}` : location.pathname)
  const clear = () => {
    list.textContent = ''
    hints.textContent = ''
    document.querySelector('#them')?.remove()
  }
  status.textContent = isAsked ? words.searching : ''
  if (!isAsked) return clear()
  const reading: Promise<typeof import('./passages.ts')> = import(`${form.dataset.passages}`)
  let found: Found[] = []
  let lists: string[] = []
  let kept: Result[] | undefined
  try {
    ;({ found, lists } = await find(query.words))
  } catch {
    kept = byScore(await (await reading).findKept(base, query))
  }
  const { resultOf } = await reading
  if (!isLatest()) return
  clear()
  showLists(lists)
  let shown = kept?.length ?? 0
  kept?.forEach(show)
  const total = found.length
  const more = async () => {
    document.querySelector('#them')?.remove()
    const results: Result[] = []
    for (let read = 0; found.length > 0 && results.length < batch && read < mostRead; read += batch) {
      const next = await Promise.all(
        found.splice(0, batch).map(async ({ volume, number, score }) => {
          const id = (await json<string[]>(`${volume}/bai`))[number]
          const result = await resultOf(`${base}${id}/`, query).catch(() => {})
          return result ? { ...result, score: score + result.score } : []
        }),
      )
      results.push(...next.flat())
    }
    if (!isLatest()) return
    byScore(results).forEach(show)
    shown += results.length
    const count = query.phrases.length > 0 || kept ? shown : total
    const [some, none] = found.length > 0 && count < total ? [words.foundYet, words.noneYet] : [words.found, words.none]
    status.textContent = `${kept ? `${words.offline} ` : ''}${count > 0 ? some(count) : none}`
    if (found.length > 0) list.after(make('button', { textContent: words.more, onclick: more, id: 'them' }))
  }
  await more()
  if (!isLatest() || shown > 0 || found.length > 0) return
  if (!kept) await help(query, isLatest).catch(() => {})
  if (!isLatest()) return
  const headings = [...document.querySelectorAll('.browse h2')]
  hint(
    words.lists,
    headings.map(({ textContent, id }) => [textContent, `#${id}`]),
  )
}

const searchOrSay = () =>
  search().catch(() => {
    status.textContent = words.failed
  })

// From a disk no file of the index can be fetched.
if (location.protocol !== 'file:') {
  let typing: ReturnType<typeof setTimeout>
  form.hidden = false
  form.onsubmit = (event) => {
    event.preventDefault()
    clearTimeout(typing)
    searchOrSay()
  }
  input.oninput = () => {
    clearTimeout(typing)
    typing = setTimeout(searchOrSay, 400)
  }
  input.value = new URLSearchParams(location.search).get('q') ?? ''
  if (input.value) searchOrSay()
}
