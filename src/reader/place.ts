/*
 * Offers to go on where the reader stopped; never moves the page by itself. Progress is drawn by the style sheet.
 * Without it, the reader scrolls.
 */
import * as words from '../strings.ts'
import { offer } from './dom.ts'
import { load, save } from './store.ts'
import { goTo, paragraphs, reading } from './text.ts'

const key = `place ${location.pathname}`

function remember(): void {
  const read = reading()
  const end = paragraphs.at(-1)?.getBoundingClientRect().bottom ?? 0
  // A finished article is forgotten; who only looked at the beginning again keeps the earlier place.
  if (end < innerHeight) save(key, '')
  else if (read > 0) save(key, paragraphs[read]?.id)
}

function offerPlace(): void {
  // A corrected text moves its paragraphs, which keep their ids.
  const there = document.getElementById(load(key, ''))
  // A link leads elsewhere, and a reload is put back by the browser.
  if (!there || location.hash || there.getBoundingClientRect().top < innerHeight) return
  offer(words.goOn, () => goTo(there))
}

if (paragraphs.length) {
  addEventListener('load', offerPlace)
  // The one event of leaving that phones always send.
  document.addEventListener('visibilitychange', () => document.hidden && remember())
}
