/*
 * Remembers the settings on this device; boot.ts restores them.
 * Without it the sheet works by CSS alone, and is forgotten when the page closes.
 */
import { save } from './store.ts'

/** Keeps what differs from the default. */
function keep(): void {
  const chosen: Record<string, string> = {}
  for (const input of document.querySelectorAll<HTMLInputElement>('#cai-dat :checked'))
    if (!input.defaultChecked) chosen[input.name] = input.value
  save('settings', chosen)
}

addEventListener('change', keep)
// Not the form's reset event: boot.ts resets it, too. The values follow the click.
addEventListener('click', ({ target }) => (target as HTMLButtonElement).type === 'reset' && setTimeout(keep))
