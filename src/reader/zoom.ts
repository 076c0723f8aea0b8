/*
 * Shows the page's pictures as large as the screen, each with its caption and credit. The browser scrolls from one to
 * the next, by swipe, wheel or keyboard; two fingers enlarge further; the back button closes. Without it each picture
 * is a link to its largest file.
 */
import { nextPhoto, previousPhoto } from '../strings.ts'
import type { Page } from './page.ts'
import { sheet } from './sheet.ts'

/** @param link around the picture to begin with */
export function zoom(page: Page, link: HTMLAnchorElement): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a.photo')]
  const photos = links.map((photo) => photoOf(page, photo))
  const strip = page.make('div', { className: 'strip', tabIndex: 0 }, ...photos)
  const count = page.make('p', { className: 'count', role: 'status' })
  const seen = () => Math.round(strip.scrollLeft / strip.clientWidth)
  const go = (by: number) => photos[seen() + by]?.scrollIntoView({ inline: 'start' })
  const previous = page.button(previousPhoto, () => go(-1), 'icon previous')
  const next = page.button(nextPhoto, () => go(1), 'icon next')

  history.pushState('zoom', '')
  const shown = sheet(page, '', 'zoom', undefined, strip, count, previous, next)
  const tell = () => {
    const at = seen()
    count.textContent = photos.length > 1 ? `${at + 1}/${photos.length}` : ''
    previous.hidden = at === 0
    next.hidden = at === photos.length - 1
    shown.ariaLabel = `${photos[at]?.querySelector('img')?.alt}`
  }
  strip.onscroll = tell
  strip.scrollLeft = links.indexOf(link) * strip.clientWidth
  tell()
  shown.onkeydown = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!by) return
    event.preventDefault()
    go(by)
  }

  const back = () => shown.hidePopover()
  addEventListener('popstate', back, { once: true })
  shown.addEventListener('beforetoggle', ({ newState }) => {
    if (newState !== 'closed') return
    removeEventListener('popstate', back)
    if (history.state === 'zoom') history.back()
  })
}

/** A picture as large as the screen, above its caption. */
function photoOf({ make }: Page, link: HTMLAnchorElement): HTMLElement {
  const words = link.closest('figure')?.querySelectorAll('figcaption') ?? []
  const photo = make('figure', {}, ...[...link.childNodes, ...words].map((part) => part.cloneNode(true)))
  for (const source of photo.querySelectorAll<HTMLImageElement>('[sizes]')) source.sizes = '100vw'
  return photo
}
