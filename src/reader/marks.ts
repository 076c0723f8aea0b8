/*
 * Lets a reader mark passages, on their own device alone. Without it, or where the browser cannot paint a range, there
 * is nothing to mark with.
 */
import * as words from '../strings.ts'
import { find, type Mark } from './find.ts'
import type { Page } from './page.ts'
import { sheet } from './sheet.ts'
import { load, save } from './store.ts'
import { highlight, rangeOf, text } from './text.ts'

const key = `marks ${location.pathname}`
const whole = `${text?.textContent}`
const isMark = (mark: unknown): mark is Mark => Array.isArray(mark) && mark.every((part) => typeof part === 'string')
const marks = () => load<unknown[]>(key, []).filter(isMark)

let list: HTMLButtonElement | undefined

/** Paints what is marked, and offers the list of it. */
export function show(page: Page): void {
  if (!list) {
    list = page.button('', () => showList(page))
    page.atEnd(list)
    addEventListener('storage', () => show(page))
  }
  const kept = marks()
  highlight(
    'marked',
    kept.flatMap((mark) => {
      const place = find(whole, mark)
      return text && place ? [rangeOf(text, ...place)] : []
    }),
  )
  list.hidden = !kept.length
  list.textContent = `${words.marks} (${kept.length})`
}

function keep(page: Page, kept: Mark[]): void {
  save(key, kept)
  show(page)
}

/** @param chosen the words to mark, within the text */
export function mark(page: Page, chosen: Range): void {
  if (!text) return
  const quote = `${chosen}`
  chosen.setStart(text, 0)
  keep(page, [...marks(), [quote, `${chosen}`.slice(0, -quote.length).slice(-30)]])
  getSelection()?.empty()
  page.say(`${list?.textContent}`)
}

function showList(page: Page): void {
  const { button, copyText, make, permalink } = page
  const items = marks().map(([quote], i) => {
    const item = make('li', { textContent: quote })
    item.append(
      button(words.copy, () => copyText(`“${quote.trim()}”\n${document.title}\n${permalink}`)),
      button(words.remove, () => {
        keep(
          page,
          marks().filter((_, n) => n !== i),
        )
        shown.hidePopover()
      }),
    )
    return item
  })
  const shown = sheet(page, words.marks, 'sheet', undefined, make('ol', {}, ...items))
}
