/*
 * Offers a link to the words that the reader has selected: the paragraph's id, and a text fragment for browsers that
 * know them (https://wicg.github.io/scroll-to-text-fragment/). Without it paragraphs still have their ids.
 */
import { copied, copyQuote } from '../strings.ts'
import { copyText } from './copy.ts'
import { fragment } from './fragment.ts'

const text = document.querySelector('.text')
const bar = document.createElement('button')
bar.type = 'button'
bar.className = 'quote-bar'
bar.textContent = copyQuote
bar.hidden = true
// A press must not take the selection away.
bar.addEventListener('pointerdown', (event) => event.preventDefault())
bar.addEventListener('click', () => {
  const link = quoteLink()
  if (link) copyText(link, bar, copied)
})

/** The link to what is selected; undefined where nothing of the text is. */
function quoteLink(): string | undefined {
  const selection = getSelection()
  if (!text || !selection?.rangeCount || selection.isCollapsed) return undefined
  const range = selection.getRangeAt(0)
  if (!text.contains(range.commonAncestorContainer)) return undefined
  const start = range.startContainer.parentElement?.closest('[id]')
  const before = document.createRange()
  before.setStart(document.body, 0)
  before.setEnd(range.startContainer, range.startOffset)
  const directive = fragment(document.body.innerText, before.toString(), selection.toString())
  const id = start && text.contains(start) ? start.id : ''
  const canonical = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href
  return `${canonical}#${id}${directive}`
}

if (text) {
  document.body.append(bar)
  document.addEventListener('selectionchange', () => {
    bar.hidden = !quoteLink()
    if (bar.hidden) return
    const box = getSelection()?.getRangeAt(0).getBoundingClientRect()
    if (!box) return
    bar.style.top = `${scrollY + box.bottom + 10}px`
    bar.style.left = `${Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`
  })
}
