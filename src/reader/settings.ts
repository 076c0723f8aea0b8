/*
 * Remembers the settings on this device; boot.ts restores them.
 * Without it the sheet works by CSS alone, and is forgotten when the page closes.
 */
import { save } from './store.ts'

const keep = (): void =>
  save('settings', Object.fromEntries(new FormData(document.querySelector<HTMLFormElement>('#cai-dat') ?? undefined)))

window.onchange = keep
// Not the form's reset event: boot.ts resets it, too. The values follow the click.
addEventListener('click', ({ target }) => (target as HTMLButtonElement).type === 'reset' && setTimeout(keep))
