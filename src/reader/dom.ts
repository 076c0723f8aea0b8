import * as words from '../strings.ts'
import { make } from './make.ts'

export { make } from './make.ts'

/** A button; one with an icon keeps its words for those who hear the page. */
export const button = (textContent: string, onclick: () => void, className = ''): HTMLButtonElement =>
  make('button', { textContent, onclick, className })

/** A page's two scripts share one status line. */
const said = document.querySelector<HTMLElement>('.said') ?? make('p', { className: 'pill said', role: 'status' })
/** What floats at the foot of the screen: in the footer's landmark, so that every part of the page is in one. */
const dock = said.parentElement ?? make('div', { className: 'dock' }, said)

document.querySelector('.footer')?.append(dock)

/** Puts a control at the end of the page, where nothing below it can be moved. */
export const atEnd = (control: Node | string): void => dock.before(control)

/** Tells of a change, to the eye and to screen readers, for as long as it takes to read. */
export function say(text: string): void {
  said.textContent = text
  setTimeout(() => {
    said.textContent = ''
  }, 4000)
}

/** A small bar at the foot of the screen. */
export function pill(...children: (Node | string)[]): HTMLElement {
  const bar = make('div', { className: 'pill' }, ...children)
  dock.append(bar)
  return bar
}

/** Offers something that the reader may take or leave. */
export function offer(label: string, take: () => void): void {
  const bar = pill(
    button(label, take),
    button(words.close, () => {}, 'icon x'),
  )
  bar.onclick = () => bar.remove()
}

/** Whether the browser knows popovers; what needs one is not shown where it does not. */
export const canShow = 'popover' in dock
