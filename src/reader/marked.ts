import * as words from '../strings.ts'
import type { Mark } from './find.ts'
import type { Page } from './page.ts'
import { load, save } from './store.ts'

const isMark = (mark: unknown): mark is Mark => Array.isArray(mark) && mark.every((part) => typeof part === 'string')

/** What the reader marked in an article. @param path of its page, as in `location.pathname` */
export const marksOf = (path: string): Mark[] => load<unknown[]>(`marks ${path}`, []).filter(isMark)

/** Keeps an article's marks on this device, in place of those that were there. */
export const keepMarks = (path: string, marks: Mark[]): void => save(`marks ${path}`, marks)

/**
 * A mark with what can be done with it: copied with its source, noted, removed.
 *
 * @param path of its article
 * @param source what stands below the words when they are copied
 * @param removed called when the mark is gone
 */
export function markItem(
  { button, copyText, make }: Page,
  path: string,
  mark: Mark,
  source: string,
  removed: () => void,
): HTMLElement {
  const [quote, before, note = '', headline = ''] = mark
  /** Puts a changed mark, or nothing, in its place. */
  const replace = (...by: Mark[]) =>
    keepMarks(
      path,
      marksOf(path).flatMap((other) => (other[0] === quote && other[1] === before ? by : [other])),
    )
  const field = make('textarea', {
    value: note,
    ariaLabel: words.note,
    hidden: !note,
    maxLength: 1000,
    oninput: () => replace([quote, before, field.value, headline]),
  })
  const item = make(
    'li',
    {},
    make('p', { textContent: quote.trim() }),
    field,
    button(words.copy, () => copyText([`“${quote.trim()}”`, field.value.trim(), source].filter(Boolean).join('\n'))),
    button(words.note, () => {
      field.hidden = false
      field.focus()
    }),
    button(words.remove, () => {
      replace()
      item.remove()
      removed()
    }),
  )
  return item
}
