/*
 * Single keys for what has a button: off while typing, with a modifier, and where the settings say so, whose sheet lists
 * them and opens with `?` (WCAG 2.1.4). Without it that list is hidden, and everything is reached with Tab.
 */
import { keyList } from '../strings.ts'
import { make } from './make.ts'
import type { Page } from './page.ts'
import { goTo, paragraphs } from './text.ts'

/** Where :has() is not known there are no settings. The theme goes round; sizes end at the largest and the smallest. */
const settings: Record<string, string> = CSS.supports('selector(:has(a))')
  ? {
      '+': 'label:has([name=size]:checked)+label',
      '-': 'label:has(+label>[name=size]:checked)',
      t: 'label:has([name=theme]:checked)+label,:has(>label>#theme-dark:checked)>:first-child',
    }
  : {}

/** What a key presses, if it is there. */
const controls: Record<string, string> = {
  ...settings,
  n: '.listen:not([hidden])',
  c: '.share button',
  '?': '.settings-button',
}

/** Where a part of the page begins, in pixels below the top of the screen. */
const topOf = (element: Element | null): number => element?.getBoundingClientRect().top ?? 0

/** Goes to the paragraph after what has the focus, or before it; where that is not on the screen, from its top. */
function move(by: number): void {
  const focused = topOf(document.activeElement)
  const from = focused > 0 && focused < innerHeight ? focused : 64
  const there = paragraphs.filter((p) => (topOf(p) - from) * by > 8)
  const to = there[by > 0 ? 0 : there.length - 1]
  if (to) goTo(to)
}

/** Lists the keys in the settings: now there is somebody with a keyboard; on a phone the list would be in the way. */
function list(sheet: HTMLElement): void {
  const lines = keyList.flatMap(([keys, act]) => [
    make('span', {}, ...keys.split(' ').map((key) => make('kbd', {}, key)), ` ${act}`),
    ' ',
  ])
  sheet.append(make('p', {}, ...lines))
  sheet.hidden = false
}

/** Does what a key stands for. */
export function press({ say }: Page, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): void {
  const sheet = document.querySelector<HTMLElement>('.keys[hidden]')
  if (sheet) list(sheet)
  if (ctrlKey || metaKey || altKey || document.querySelector('#keys-off:checked,:read-write:focus')) return
  const control = document.querySelector<HTMLElement>(`${controls[key]}`)
  control?.click()
  // What changes out of sight is told.
  if (control?.matches('label')) say(`${control.lastElementChild?.textContent}`)
  if (key === 'j') move(1)
  if (key === 'k') move(-1)
}
