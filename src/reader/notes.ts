/*
 * Shows a footnote beside its mark where there is room. Without it, and on a phone, the mark leads to the note.
 */
import { canShow, sheet } from './dom.ts'

addEventListener('click', (event) => {
  const ref = (event.target as Element).closest<HTMLAnchorElement>('[data-footnote-ref]')
  const note = ref && document.getElementById(decodeURIComponent(ref.hash.slice(1)))
  if (!note || !canShow || innerWidth < 640) return
  event.preventDefault()
  sheet(`${ref.textContent}`, 'note', ref, ...note.cloneNode(true).childNodes)
})
