/*
 * Remembers where the reader stopped, and has resume.ts offer to go on there. Progress is drawn by the style sheet.
 * Without it, the reader scrolls.
 */
import { load, save } from './store.ts'
import { paragraphs } from './text.ts'
import { hasTools, use } from './tools.ts'

const key = `place ${location.pathname}`

function remember(): void {
  // The one that is read is the first whose end is below the top of the screen.
  const read = paragraphs.findIndex((p) => p.getBoundingClientRect().bottom > 60)
  const end = paragraphs[paragraphs.length - 1]?.getBoundingClientRect().bottom ?? 0
  // A finished article is forgotten; who only looked at the beginning again keeps the earlier place.
  if (end < innerHeight) save(key, '')
  else if (read > 0) save(key, paragraphs[read]?.id)
}

if (paragraphs.length) {
  const id = load(key, '')
  if (id && hasTools) addEventListener('load', () => use('resume', ({ offerPlace }, page) => offerPlace(page, id)))
  // The one event of leaving that phones always send.
  addEventListener('visibilitychange', () => document.hidden && remember())
}
