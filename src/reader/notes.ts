/*
 * Shows a footnote beside its mark, on a phone at the foot of the screen. Without it the mark leads to the note.
 */
import { canShow, sheet } from './dom.ts'

document.addEventListener('click', (event) => {
  const ref = (event.target as Element).closest<HTMLAnchorElement>('[data-footnote-ref]')
  const note = ref && document.getElementById(decodeURIComponent(ref.hash.slice(1)))
  if (!note || !canShow) return
  event.preventDefault()
  sheet(`${ref.textContent}`, 'note', ref, ...note.cloneNode(true).childNodes)
})
