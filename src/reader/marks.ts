/*
 * Lets a reader mark passages, on their own device alone. Without it, or where the browser cannot paint a range, there
 * is nothing to mark with.
 */
import * as words from '../strings.ts'
import { copyText, permalink } from './copy.ts'
import { atEnd, button, canShow, make, say, sheet } from './dom.ts'
import { find, type Mark } from './find.ts'
import { chosen, whenSelected } from './selection.ts'
import { load, save } from './store.ts'
import { highlight, paint, rangeOf, text } from './text.ts'

const key = `marks ${location.pathname}`
const whole = `${text?.textContent}`

const marks = () => load<Mark[]>(key, [])

function show(): void {
  const kept = marks()
  highlight(
    'marked',
    kept.flatMap((mark) => {
      const place = find(whole, mark)
      return text && place ? [rangeOf(text, ...place)] : []
    }),
  )
  list.hidden = !kept.length
  list.textContent = `${words.marks} (${kept.length})`
}

function keep(kept: Mark[]): void {
  save(key, kept)
  show()
}

/** Marks what is selected. */
export function mark(): void {
  if (!chosen || !text) return
  const quote = `${chosen}`
  chosen.setStart(text, 0)
  keep([...marks(), [quote, `${chosen}`.slice(0, -quote.length).slice(-30)]])
  getSelection()?.empty()
  say(`${list.textContent}`)
}

function showList(): void {
  const items = marks().map(([quote], i) => {
    const item = make('li', { textContent: quote })
    item.append(
      button(words.copy, () => copyText(`“${quote.trim()}”\n${document.title}\n${permalink}`)),
      button(words.remove, () => {
        keep(marks().filter((_, n) => n !== i))
        shown.hidePopover()
      }),
    )
    return item
  })
  const shown = sheet(words.marks, 'sheet', undefined, make('ol', {}, ...items))
}

const list = button('', showList)

if (paint && canShow && text) {
  whenSelected(button(words.mark, mark))
  atEnd(list)
  show()
  addEventListener('storage', show)
}
