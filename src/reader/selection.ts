/*
 * One small bar for what can be done with the words that a reader has selected in the text. Without it they can be
 * copied as everywhere.
 */
import { pill } from './dom.ts'
import { text } from './text.ts'

/** What is selected in the text; undefined where nothing is. */
export let chosen: Range | undefined

const bar = pill()
bar.hidden = true
// A tap on a button must not take away what it is about.
bar.onpointerdown = (event) => event.preventDefault()

/** Offers a button for as long as words are selected. */
export const whenSelected = (control: HTMLElement): void => bar.append(control)

document.onselectionchange = () => {
  const selection = getSelection() as Selection
  const range = selection.isCollapsed ? undefined : selection.getRangeAt(0).cloneRange()
  chosen = text?.contains(range?.commonAncestorContainer ?? null) ? range : undefined
  bar.hidden = !chosen
}
