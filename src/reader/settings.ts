/*
 * Remembers the settings on this device; boot.ts restores them.
 * Without it the sheet works by CSS alone, and is forgotten when the page closes.
 */
import { save } from './store.ts'

/** The browser's own bars take the page's ground, whoever chose it. */
const colourBars = (): void => {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('[name=theme-color]'))
    meta.content = getComputedStyle(meta).getPropertyValue('--ground')
}
const keep = (): void => {
  // The faces are there by now: the next page need not wait for its first paint to show them.
  save('settings', { ...Object.fromEntries(new FormData(document.forms['cai-dat' as never])), faces: 1 })
  colourBars()
}

colourBars()
// Not before the sheet is restored, or the defaults would be kept.
addEventListener('load', () => document.fonts?.ready.then(keep))
matchMedia('(prefers-color-scheme:dark)').onchange = colourBars
// After boot.ts, which hears of another tab, and of a page that comes back, before this.
window.onpageshow = colourBars
window.onstorage = colourBars
window.onchange = keep
// Not the form's reset event: boot.ts resets it, too. The values follow the click.
addEventListener('click', ({ target }) => (target as HTMLButtonElement).type === 'reset' && setTimeout(keep))
