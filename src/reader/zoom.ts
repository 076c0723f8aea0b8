/*
 * Shows a picture as large as the screen; two fingers enlarge it further, and the back button closes it.
 * Without it the picture is a link to its largest file.
 */
import { canShow, make, sheet } from './dom.ts'

let shown: HTMLElement | undefined

window.onpopstate = () => shown?.hidePopover()
addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a.photo')
  if (!link || !canShow || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const large = make('div', {}, ...link.cloneNode(true).childNodes)
  for (const source of large.querySelectorAll<HTMLImageElement>('[sizes]')) source.sizes = '100vw'
  history.pushState('zoom', '')
  shown = sheet(`${large.querySelector('img')?.alt}`, 'zoom', undefined, large)
  shown.addEventListener('beforetoggle', ({ newState }) => newState === 'closed' && history.state && history.back())
})
