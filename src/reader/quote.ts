/*
 * Makes a link to the words that the reader has selected: the paragraph's id, and a text fragment for browsers that
 * know them (https://wicg.github.io/scroll-to-text-fragment/). Without it paragraphs still have their ids.
 */
import { fragment } from './fragment.ts'
import type { Page } from './page.ts'

/** @param chosen the selected words, within the text */
export function copyQuote({ copyText, permalink }: Page, chosen: Range): void {
  const before = chosen.cloneRange()
  before.collapse(true)
  const id = before.startContainer.parentElement?.closest('.text [id]')?.id ?? ''
  before.setStart(document.body, 0)
  copyText(`${permalink}#${id}${fragment(document.body.innerText, `${before}`, selected())}`)
}

/** The selection as a browser reads it that looks for the words: with the marks of footnotes, which are not copied. */
function selected(): string {
  const marks = document.querySelectorAll<HTMLElement>('[data-footnote-ref]')
  for (const mark of marks) mark.style.userSelect = 'text'
  const words = `${getSelection()}`
  for (const mark of marks) mark.style.userSelect = ''
  return words
}
