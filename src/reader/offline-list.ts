/*
 * Lists what is on the device, the articles and the reader's marks; only the offline page loads it. Without it that page
 * says what it would show.
 */
import { marks as marksTitle, offline } from '../strings.ts'
import { keptPages } from './kept.ts'
import { markItem, marksOf } from './marked.ts'
import { page } from './page.ts'
import { progressOf } from './progress.ts'
import { namesAfter } from './store.ts'

const { make } = page
const base = new URL('..', (document.currentScript as HTMLScriptElement).src).href
const place = document.querySelector('#tren-may')

async function listPages(): Promise<void> {
  const pages = await keptPages(base)
  for (const kept of pages) {
    const { url, headline, saved } = kept
    const link = make('h2', {}, make('a', { href: url, textContent: headline }))
    const item = make('li', { className: 'teaser' }, link)
    const state = [saved && offline.saved, progressOf(kept)].filter(Boolean).join(', ')
    if (state) item.append(make('p', { className: 'teaser-date', textContent: state }))
    place?.append(item)
  }
  if (pages.length === 0) place?.before(make('p', { textContent: offline.nothing }))
}

/** The marks of one article below its headline; they go with the last of them. */
function marksIn(path: string): HTMLElement[] {
  const marks = marksOf(path)
  const headline = marks.filter((mark) => mark[3]).pop()?.[3] ?? path
  const items = make('ol', {})
  const href = location.origin + path
  const part = make('section', {}, make('h3', {}, make('a', { href, textContent: headline })), items)
  const removed = () => {
    if (!items.firstChild) part.remove()
  }
  const source = `${headline}\n${href}`
  items.append(...marks.map((mark) => markItem(page, path, mark, source, removed)))
  return marks[0] ? [part] : []
}

function listMarks(): void {
  const parts = namesAfter('marks ').sort().flatMap(marksIn)
  if (!parts[0]) return
  const id = 'danh-dau'
  const all = make('section', { id, className: 'marks' }, make('h2', { textContent: marksTitle }), ...parts)
  place?.after(all)
  if (location.hash === `#${id}`) all.scrollIntoView()
}

async function list(): Promise<void> {
  await listPages()
  listMarks()
}

list()
