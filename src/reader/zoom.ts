/*
 * Shows a picture as large as the screen; two fingers enlarge it further, and the back button closes it.
 * Without it the picture is a link to its largest file.
 */
import type { Page } from './page.ts'
import { sheet } from './sheet.ts'

/** @param link around the picture */
export function zoom(page: Page, link: HTMLAnchorElement): void {
  const large = page.make('div', {}, ...link.cloneNode(true).childNodes)
  for (const source of large.querySelectorAll<HTMLImageElement>('[sizes]')) source.sizes = '100vw'
  history.pushState('zoom', '')
  const shown = sheet(page, `${large.querySelector('img')?.alt}`, 'zoom', undefined, large)
  const back = () => shown.hidePopover()
  addEventListener('popstate', back, { once: true })
  shown.addEventListener('beforetoggle', ({ newState }) => {
    if (newState !== 'closed') return
    removeEventListener('popstate', back)
    if (history.state === 'zoom') history.back()
  })
}
