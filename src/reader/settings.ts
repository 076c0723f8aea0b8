/*
 * Remembers the settings on this device and keeps other open tabs in step.
 * Without it the sheet works by CSS alone, and is forgotten when the page closes.
 */
import { read, write } from './settings-store.ts'

const root = document.documentElement
const sheet = document.querySelector<HTMLFormElement>('#cai-dat')

/** Shows the kept settings in the sheet and on the page. */
function show(): void {
  const settings = read()
  for (const input of sheet?.querySelectorAll('input') ?? []) {
    input.checked = settings[input.name] === undefined ? input.defaultChecked : input.value === settings[input.name]
    delete root.dataset[input.name]
  }
  Object.assign(root.dataset, settings)
}

/** Keeps what differs from the default. */
function keep(): void {
  const chosen = sheet?.querySelectorAll<HTMLInputElement>('input:checked') ?? []
  write(Object.fromEntries([...chosen].filter((i) => !i.defaultChecked).map((i) => [i.name, i.value])))
  show()
}

show()
sheet?.addEventListener('change', keep)
// The form's own values are reset after this event.
sheet?.addEventListener('reset', () => setTimeout(keep))
addEventListener('storage', show)
// A page that comes back from the back/forward cache may have been left before the last change.
addEventListener('pageshow', show)
