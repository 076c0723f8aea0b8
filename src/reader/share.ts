/*
 * Adds to the plain links of the share section what only script can do: the system's own sheet, and copying; to the
 * citation, files for reference managers. Without it the links, the QR code and the citation stand there all the same.
 */
import * as words from '../strings.ts'
import { copyText, permalink } from './copy.ts'
import { button, make } from './dom.ts'
import { use } from './tools.ts'

const add = (control: HTMLElement) => document.querySelector('.pills')?.prepend(make('li', {}, control))

add(button(words.copyLink, () => copyText(permalink)))
if (navigator.share) {
  // Closing the sheet is no error.
  const open = () => navigator.share({ title: document.title, url: permalink }).catch(() => {})
  add(button(words.share, open))
}

const citation = document.querySelector<HTMLElement>('.cite')
if (citation) citation.ontoggle = () => use('citations', ({ offerCitations }, page) => offerCitations(page, citation))
