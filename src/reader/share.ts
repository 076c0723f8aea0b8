/*
 * Adds to the plain links of the share section what only script can do: the system's own sheet, and copying.
 * Without it the links, the QR code and the citation stand there all the same.
 */
import { copied, copyCitation, copyLink, share } from '../strings.ts'
import { copyText } from './copy.ts'

const permalink = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href

/** Adds a button to a list of links, at its head or its end. */
function addButton(list: Element, words: string, act: (button: HTMLElement) => void, first = false): void {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = words
  button.addEventListener('click', () => act(button))
  const item = document.createElement('li')
  item.append(button)
  list[first ? 'prepend' : 'append'](item)
}

const [services, citations] = document.querySelectorAll('.share .links')
if (services && citations) {
  addButton(services, copyLink, (button) => copyText(permalink, button, copied), true)
  if (navigator.share) {
    const data = { title: document.title, url: permalink }
    // Closing the sheet is no error.
    addButton(services, share, () => navigator.share(data).catch(() => {}), true)
  }
  const text = document.querySelector('.citation')?.textContent ?? ''
  addButton(citations, copyCitation, (button) => copyText(text, button, copied), true)
}
