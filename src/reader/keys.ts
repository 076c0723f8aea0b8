/*
 * Single keys for what has a button, shown by `?`; off while typing, with a modifier, and for good if the reader wants
 * (WCAG 2.1.4). Without it everything is reached with Tab.
 */
import * as words from '../strings.ts'
import { atEnd, button, canShow, say, sheet } from './dom.ts'
import { start } from './listen.ts'
import { load } from './store.ts'
import { goTo, paragraphs, reading, text } from './text.ts'

/** The help's file, beside this one. */
declare const HELP: string

/** Chooses the value of a setting that is so many further. Past its ends a setting stays, or goes to another one. */
function step(group: string, by: number, pastEnd = -1): void {
  const inputs = [...document.querySelectorAll<HTMLInputElement>(`[name=${group}]`)]
  const input = inputs[inputs.findIndex(({ checked }) => checked) + by] ?? inputs[pastEnd]
  input?.click()
  if (input) say(`${input.parentElement?.lastElementChild?.textContent}`)
}

/** Goes on from the paragraph that has the focus; where none has, to the one that is read. */
function move(by: number): void {
  const focused = paragraphs.indexOf(document.activeElement as HTMLElement)
  const to = paragraphs[focused < 0 ? reading() : focused + by]
  if (to) goTo(to)
}

const acts: Record<string, () => void> = {
  '+': () => step('size', 1),
  '-': () => step('size', -1),
  t: () => step('theme', 1, 0),
  j: () => move(1),
  k: () => move(-1),
  n: () => start.hidden || start.click(),
  c: () => document.querySelector<HTMLElement>('.links button')?.click(),
  '?': help,
}

/** Lists the keys, with a switch. A file of its own: only who asks for it needs it, and the keys work without. */
async function help(): Promise<void> {
  const { show }: typeof import('./help.ts') = await import(HELP)
  show(sheet, start.hidden)
}

if (canShow && text) {
  atEnd(button(words.keys, help, 'keys'))
  addEventListener('keydown', ({ key, ctrlKey, metaKey, altKey, target }) => {
    if (!(ctrlKey || metaKey || altKey || load('keysOff', 0) || (target as Element).closest(':read-write,[popover]')))
      acts[key]?.()
  })
}
