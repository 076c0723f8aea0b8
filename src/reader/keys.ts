/*
 * Single keys for what has a button, shown by `?`; off while typing, with a modifier, and for good if the reader wants
 * (WCAG 2.1.4). Without it everything is reached with Tab.
 */
import * as words from '../strings.ts'
import { atEnd, button, canShow, make, say, sheet } from './dom.ts'
import { start } from './listen.ts'
import { mark } from './marks.ts'
import { load, save } from './store.ts'
import { goTo, paragraphs, text } from './text.ts'

/** Chooses another value of a setting; the theme goes round, the size stops at its ends. */
function step(group: string, by: number): void {
  const inputs = [...document.querySelectorAll<HTMLInputElement>(`[name=${group}]`)]
  const input = inputs[inputs.findIndex(({ checked }) => checked) + by] ?? (group === 'theme' && inputs[0])
  if (!input) return
  input.click()
  say(`${input.parentElement?.lastElementChild?.textContent}`)
}

function move(by: number): void {
  const focused = paragraphs.indexOf(document.activeElement as HTMLElement)
  const here = focused < 0 ? paragraphs.findIndex((p) => p.getBoundingClientRect().bottom > 60) - 1 : focused
  const to = paragraphs[here + by]
  if (to) goTo(to)
}

/** What works on this page, now. */
function keys(): [key: string, label: string, act: () => void, missing?: boolean][] {
  const share = document.querySelector<HTMLElement>('[data-share]')
  return [
    ['+', words.larger, () => step('size', 1)],
    ['-', words.smaller, () => step('size', -1)],
    ['t', words.nextTheme, () => step('theme', 1)],
    ['n', words.listen, () => start.click(), start.hidden],
    ['j', words.paragraphAfter, () => move(1)],
    ['k', words.paragraphBefore, () => move(-1)],
    ['m', words.mark, mark],
    ['c', words.share, () => share?.click(), !share],
    ['?', words.keys, help],
  ].filter((key) => !key[3]) as []
}

function help(): void {
  const on = make('input', {
    type: 'checkbox',
    checked: !load('keysOff', false),
    onchange: () => save('keysOff', !on.checked),
  })
  sheet(
    words.keys,
    'sheet',
    undefined,
    make('ul', {}, ...keys().map(([key, label]) => make('li', {}, make('kbd', { textContent: key }), label))),
    make('label', {}, on, words.keys),
  )
}

if (canShow && text) {
  atEnd(button(words.keys, help, 'keys'))
  addEventListener('keydown', (event) => {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      (event.target as Element).closest('input,textarea,select,[popover]') ||
      load('keysOff', false)
    )
      return
    for (const [key, , act] of keys())
      if (key === event.key) {
        event.preventDefault()
        act()
      }
  })
}
