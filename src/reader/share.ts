/*
 * Adds to the plain links of the share section what only script can do: the system's own sheet, and copying.
 * Without it the links, the QR code and the citation stand there all the same.
 */
import * as words from '../strings.ts'
import { copyText, permalink } from './copy.ts'
import { button, make } from './dom.ts'
import { hasTools, use } from './tools.ts'

const [services, citations] = document.querySelectorAll<HTMLElement>('.share .links, .cite .links')
const add = (list: Element | undefined, control: HTMLElement) => list?.prepend(make('li', {}, control))

add(
  services,
  button(words.copyLink, () => copyText(permalink)),
)
if (navigator.share) {
  // Closing the sheet is no error.
  const open = () => navigator.share({ title: document.title, url: permalink }).catch(() => {})
  add(services, button(words.share, open))
}
for (const format of ['CSL-JSON', 'RIS', 'BibTeX'] as const) {
  if (hasTools)
    add(
      citations,
      button(format, () => use('citations', ({ download }) => download(format))),
    )
}
add(
  citations,
  button(words.copyCitation, () => copyText(`${document.querySelector('.citation')?.textContent}`)),
)

if (citations) citations.hidden = false
