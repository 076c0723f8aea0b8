/*
 * The list of the single keys, and the switch that turns them off. It is fetched when a reader asks for it, and carries
 * all that it needs but the sheet.
 */
import * as words from '../strings.ts'
import { load, save } from './store.ts'

/** Shows the keys that do something here. */
export function show(sheet: typeof import('./dom.ts').sheet, isSilent: boolean): void {
  const list = document.createElement('ul')
  for (const [keys, label] of words.keyActs) {
    if (isSilent && label === words.listen) continue
    const item = document.createElement('li')
    const names = keys.split(' ').map((key) => Object.assign(document.createElement('kbd'), { textContent: key }))
    item.append(...names, label)
    list.append(item)
  }
  const label = document.createElement('label')
  const on = document.createElement('input')
  on.type = 'checkbox'
  on.checked = !load('keysOff', false)
  on.onchange = () => save('keysOff', !on.checked)
  label.append(on, words.keysOn)
  sheet(words.keys, 'sheet', undefined, list, label)
}
