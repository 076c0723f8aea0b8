/*
 * Offers a link to the words that the reader has selected: the paragraph's id, and a text fragment for browsers that
 * know them (https://wicg.github.io/scroll-to-text-fragment/). Without it paragraphs still have their ids.
 */
import { copyQuote } from '../strings.ts'
import { copyText, permalink } from './copy.ts'
import { button } from './dom.ts'
import { fragment } from './fragment.ts'
import { chosen, whenSelected } from './selection.ts'

whenSelected(
  button(copyQuote, () => {
    // The button is there only while words are selected.
    const before = (chosen as Range).cloneRange()
    before.collapse(true)
    const id = before.startContainer.parentElement?.closest('.text [id]')?.id ?? ''
    before.setStart(document.body, 0)
    copyText(`${permalink}#${id}${fragment(document.body.innerText, `${before}`, `${getSelection()}`)}`)
  }),
)
