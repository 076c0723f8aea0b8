import { close } from '../strings.ts'
import type { Page } from './page.ts'

/**
 * A named sheet above the page; it goes with Escape, the back gesture, its button, or a tap beside it.
 *
 * @param source what it belongs to, and stands beside
 */
export function sheet(
  { button, make }: Page,
  ariaLabel: string,
  className: string,
  source: HTMLElement | undefined,
  ...children: (Node | string)[]
): HTMLElement {
  const shown: HTMLElement = make(
    'div',
    {
      ariaLabel,
      className,
      role: 'dialog',
      popover: '',
      tabIndex: -1,
      autofocus: true,
      ontoggle: ({ newState }) => newState === 'closed' && shown.remove(),
    },
    make('h2', { textContent: ariaLabel }),
    ...children,
    button(close, () => shown.hidePopover(), 'icon x'),
  )
  document.body.append(shown)
  shown.showPopover(source && { source })
  return shown
}
