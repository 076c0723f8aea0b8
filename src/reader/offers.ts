/*
 * Offers the tools that need one more file: each button or gesture fetches its tool. Without it pictures and footnotes
 * are links, and there is nothing to listen, mark or press keys with.
 */
import * as words from '../strings.ts'
import { button, canShow, pill } from './dom.ts'
import { wholePictures } from './pictures.ts'
import { load } from './store.ts'
import { paint, text } from './text.ts'
import { hasTools, use } from './tools.ts'

/** Listening, where the device has a Vietnamese voice. Voices come late, and may go. */
function offerListening(): void {
  const synth = window.speechSynthesis
  if (!synth) return
  const start = button(
    words.listen,
    () => {
      // Phones let a page speak that began to while it was tapped; the tool may come a moment later.
      synth.speak(new SpeechSynthesisUtterance(''))
      use('listen', ({ listen }, page) => listen(page, start, findVoice))
    },
    'listen',
  )
  const findVoice = () => synth.getVoices().find(({ lang }) => /^vi\b|^vi_/i.test(lang))
  const look = () => {
    start.hidden = !findVoice()
  }
  document.querySelector('.settings-button')?.before(start)
  look()
  synth.onvoiceschanged = look
}

/** What can be done with the words that a reader has selected in the text. */
function offerSelection(): void {
  let chosen: Range | undefined
  const bar = pill()
  bar.hidden = true
  // A tap on a button must not take away what it is about.
  bar.onpointerdown = (event) => event.preventDefault()
  const withChosen = (act: (range: Range) => void) => () => chosen && act(chosen.cloneRange())
  if (paint && canShow) {
    bar.append(
      button(
        words.mark,
        withChosen((range) => use('marks', ({ mark }, page) => mark(page, range))),
      ),
    )
    if (load(`marks ${location.pathname}`, []).length) use('marks', ({ show }, page) => show(page))
  }
  bar.append(
    button(
      words.copyQuote,
      withChosen((range) => use('quote', ({ copyQuote }, page) => copyQuote(page, range))),
    ),
  )
  document.addEventListener('selectionchange', () => {
    const selection = getSelection()
    const range = selection?.isCollapsed ? undefined : selection?.getRangeAt(0).cloneRange()
    chosen = text?.contains(range?.commonAncestorContainer ?? null) ? range : undefined
    bar.hidden = !chosen
  })
}

/** Pictures as large as the screen, and footnotes beside their marks; a link that is opened elsewhere stays a link. */
function offerOpening(): void {
  addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.photo, [data-footnote-ref]')
    if (!link || !canShow || event.ctrlKey || event.metaKey || event.shiftKey) return
    const isPhoto = link.matches('.photo')
    if (!isPhoto && innerWidth < 640) return
    event.preventDefault()
    if (isPhoto) use('zoom', ({ zoom }, page) => zoom(page, link))
    else use('notes', ({ showNote }, page) => showNote(page, link))
  })
}

if (text && hasTools) {
  const recording = document.querySelector('audio')
  if (recording) recording.onplay = () => use('recording', ({ announce }) => announce())
  else offerListening()
  offerSelection()
  offerOpening()
  addEventListener('keydown', (event) => use('keys', ({ press }, page) => press(page, event)))
}
// A picture that was never scrolled to may be missing on paper.
addEventListener('beforeprint', wholePictures)
