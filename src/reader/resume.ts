/*
 * Offers to go on where the reader stopped, on the line below the byline, where it lies over nothing; never moves the
 * page by itself. Without it, the reader scrolls.
 */
import { goOn } from '../strings.ts'
import type { Page } from './page.ts'
import { goTo } from './text.ts'

/** @param id of the paragraph; a corrected text moves its paragraphs, which keep their ids */
export function offerPlace({ make }: Page, id: string): void {
  const there = document.getElementById(id)
  // A link leads elsewhere, and a reload is put back by the browser.
  if (!there || location.hash || there.getBoundingClientRect().top < innerHeight) return
  const offer = make('button', { className: 'resume' }, make('span', { textContent: goOn }))
  offer.onclick = () => {
    offer.remove()
    goTo(there)
  }
  document.querySelector('.byline')?.append(offer)
}
