/*
 * Shows a footnote beside its mark where there is room. Without it, and on a phone, the mark leads to the note.
 */
import type { Page } from './page.ts'
import { sheet } from './sheet.ts'

/** @param mark the link in the text */
export function showNote(page: Page, mark: HTMLAnchorElement): void {
  const note = document.getElementById(decodeURIComponent(mark.hash.slice(1)))
  if (note) sheet(page, `${mark.textContent}`, 'note', mark, ...note.cloneNode(true).childNodes)
}
