/*
 * Has size, listening, keeping and sharing at hand while the reader scrolls up on an article; the style sheet says where
 * and when not. Without it they stand at the head and the foot of the page.
 */
import * as words from '../strings.ts'
import type { Page } from './page.ts'

/** So far the page must be moved, in pixels: a finger that rests is not still. */
const least = 8

/** Where the keyboard is; browsers that do not tell it from a finger say where either is. */
const focused = CSS.supports('selector(:focus-visible)') ? ':focus-visible' : ':focus'

/** What a button of the bar is called, and the page's own button that it presses. */
const controls = [
  [words.size, '.settings-button'],
  [words.listen, '.listen'],
  [words.keepShort, '.keep'],
  [words.share, '.pills button'],
] as const

/** Adds the bar, hidden until the page moves up. */
export function showBar({ button, pill }: Page): void {
  const find = (selector: string) => document.querySelector<HTMLButtonElement>(selector)
  const buttons = controls.map(([name, selector]) => ({ own: button(name, () => find(selector)?.click()), selector }))
  const bar = pill(...buttons.map(({ own }) => own))
  bar.classList.add('bar')
  bar.hidden = true

  const show = () => {
    for (const { own, selector } of buttons) {
      const original = find(selector)
      own.hidden = !original?.offsetParent
      own.ariaPressed = original?.ariaPressed ?? null
    }
    bar.hidden = false
  }
  let from = scrollY
  const follow = () => {
    if (Math.abs(scrollY - from) < least) return
    // Where the head of the page is on the screen, its own controls are.
    if (scrollY < from && scrollY > innerHeight) show()
    // What the keyboard is on stays.
    else if (!bar.querySelector(focused)) bar.hidden = true
    from = scrollY
  }
  addEventListener('scroll', follow, { passive: true })
}
