/*
 * Lists what is on the device; only the offline page loads it. Without it that page says what it would show.
 */
import { strings } from '../strings.ts'
import { make } from './dom.ts'
import { keptPages } from './kept.ts'

const base = new URL('..', (document.currentScript as HTMLScriptElement).src).href

async function list(): Promise<void> {
  const place = document.querySelector('#tren-may')
  const pages = await keptPages(base)
  for (const { url, headline, saved } of pages) {
    const link = make('h2', {}, make('a', { href: url, textContent: headline }))
    const item = make('li', { className: 'teaser' }, link)
    if (saved) item.append(make('p', { className: 'teaser-date', textContent: strings.offline.saved }))
    place?.append(item)
  }
  if (pages.length === 0) place?.before(make('p', { textContent: strings.offline.nothing }))
}

list()
