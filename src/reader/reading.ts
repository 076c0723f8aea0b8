/*
 * Lists at the front page's foot what the reader kept to read, and how far it was read. Without it the offline page has
 * the list.
 */
import { savedTitle } from '../strings.ts'
import { keptPages } from './kept.ts'
import type { Page } from './page.ts'
import { progressOf } from './progress.ts'

declare const BASE: string

/** Nothing is shown where nothing was kept. */
export async function showSaved({ atEnd, make }: Page): Promise<void> {
  const pages = await keptPages(location.origin + BASE, ['saved '])
  if (!pages[0]) return
  const items = pages.map((page) =>
    make(
      'li',
      {},
      make('a', { href: page.url, textContent: page.headline }),
      make('small', { textContent: progressOf(page) }),
    ),
  )
  atEnd(
    make(
      'section',
      { className: 'footer-part reading' },
      make('h2', { textContent: savedTitle }),
      make('ul', {}, ...items),
    ),
  )
}
