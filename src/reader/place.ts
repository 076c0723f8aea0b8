/*
 * Offers to go on where the reader stopped; never moves the page by itself. Progress is drawn by the style sheet.
 * Without it, the reader scrolls.
 */
import * as words from '../strings.ts'
import { offer } from './dom.ts'
import { load, save } from './store.ts'
import { goTo, paragraphs } from './text.ts'

const key = `place ${location.pathname}`

function remember(): void {
  // The one that is read is the first whose end is below the top of the screen.
  const read = paragraphs.findIndex((p) => p.getBoundingClientRect().bottom > 60)
  const end = paragraphs[paragraphs.length - 1]?.getBoundingClientRect().bottom ?? 0
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
  addEventListener('visibilitychange', () => document.hidden && remember())
}
