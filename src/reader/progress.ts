import { readPart, readWhole } from '../strings.ts'
import type { KeptPage } from './kept.ts'
import { load } from './store.ts'

/** How far a kept article was read, by the paragraph that position.ts remembers; empty where nobody has begun. */
export function progressOf({ url, html }: KeptPage): string {
  const id = load(`place ${new URL(url).pathname}`, ' ')
  if (!id) return readWhole
  const [before = '', text = ''] = html.split(/(?=<div class="text )|(?=<div class="signature")/)
  const at = text.indexOf(` id="${id}"`)
  const letters = (markup: string) => markup.replace(/<[^>]*>?/g, '').length
  return before && at > 0 ? readPart(Math.round((letters(text.slice(0, at)) / letters(text)) * 100)) : ''
}
