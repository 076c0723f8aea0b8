/*
 * Lets a reader mark passages, on their own device alone. Without it, or where the browser cannot paint a range, there
 * is nothing to mark with.
 */
import * as words from '../strings.ts'
import { find, type Mark } from './find.ts'
import { keepMarks, markItem, marksOf } from './marked.ts'
import type { Page } from './page.ts'
import { sheet } from './sheet.ts'
import { highlight, rangeOf, text, wordsOf } from './text.ts'

declare const BASE: string
declare const OFFLINE_PATH: string

const path = location.pathname
const root = text ?? document.body
const whole = wordsOf(root)

/** The marks that are found in the text, and where. */
const found = () =>
  marksOf(path).flatMap((mark) => {
    const place = find(whole, mark)
    return place ? [{ mark, place, range: rangeOf(root, ...place) }] : []
  })

let list: HTMLButtonElement | undefined

/** Paints what is marked, and offers the list of it. */
export function show(page: Page): void {
  if (!list) {
    list = page.button('', () => showMarks(page, marksOf(path)))
    page.atEnd(list)
    addEventListener('storage', () => show(page))
    addEventListener('click', (event) => showTapped(page, event))
  }
  const { length } = marksOf(path)
  highlight(
    'marked',
    found().map(({ range }) => range),
  )
  list.hidden = !length
  list.textContent = `${words.marks} (${length})`
}

/** Where a range is in the words of the text. */
function placeOf(range: Range): [start: number, end: number] {
  const before = document.createRange()
  before.setStart(root, 0)
  before.setEnd(range.startContainer, range.startOffset)
  const start = wordsOf(before.cloneContents()).length
  return [start, start + wordsOf(range.cloneContents()).length]
}

/**
 * Marks words; where they meet what is marked already, one mark takes the place of all.
 *
 * @param chosen the words, within the text
 */
export function mark(page: Page, chosen: Range): void {
  let [start, end] = placeOf(chosen)
  const met = found().filter(({ place }) => place[0] <= end && place[1] >= start)
  start = Math.min(start, ...met.map(({ place }) => place[0]))
  end = Math.max(end, ...met.map(({ place }) => place[1]))
  const old = met.map(({ mark }) => `${mark}`)
  const notes = met.flatMap(({ mark }) => mark[2] || [])
  const headline = `${document.querySelector('.headline')?.textContent}`
  keepMarks(path, [
    ...marksOf(path).filter((other) => !old.includes(`${other}`)),
    [whole.slice(start, end), whole.slice(0, start).slice(-30), notes.join('\n'), headline],
  ])
  show(page)
  getSelection()?.empty()
  page.say(`${list?.textContent}`)
}

/** A tap on a mark shows what can be done with it. */
function showTapped(page: Page, { target, clientX: x, clientY: y }: MouseEvent): void {
  // What is listened to goes on from where it is tapped.
  if (!getSelection()?.isCollapsed || CSS.highlights.get('spoken')?.size) return
  if (!root.contains(target as Node) || (target as Element).closest('a, button')) return
  const isHit = ({ left, right, top, bottom }: DOMRect) => x >= left && x <= right && y >= top && y <= bottom
  const tapped = found().filter(({ range }) => [...range.getClientRects()].some(isHit))
  if (tapped[0])
    showMarks(
      page,
      tapped.map(({ mark }) => mark),
    )
}

/** A sheet with marks of this article; it goes with the last of them. */
function showMarks(page: Page, marks: Mark[]): void {
  const source = `${document.title}\n${page.permalink}`
  const items = page.make('ol', {})
  const removed = () => {
    show(page)
    if (!items.firstChild) shown.hidePopover()
  }
  items.append(...marks.map((mark) => markItem(page, path, mark, source, removed)))
  const all = page.make('a', { href: `${BASE}${OFFLINE_PATH}#danh-dau`, textContent: words.allMarks })
  const shown = sheet(page, words.marks, 'sheet', undefined, items, all)
}
