import { type ReadDate, readDate } from '../../vietnamese/read-date.ts'
import { comesBefore, meta, textOf } from './dom.ts'
import { string, type Thing } from './json-ld.ts'

const dateElements =
  'time,[itemprop=datePublished],[class*=date],[class*=time],[class*=Date],[class*=Time],[class*=ngay],[id*=date],[id*=Date],[class*=meta],[class*=publish]'

/** When a page says that its article came out: what it tells machines, held against what it shows readers. */
export function dateOf(document: Document, article: Thing | undefined, notes: string[]): ReadDate | undefined {
  const declared = [
    string(article?.datePublished),
    ...[
      'article:published_time',
      'datepublished',
      'pubdate',
      'publishdate',
      'dc.date.issued',
      'dc.date',
      'date',
      'dc.created',
    ].map((name) => meta(document, name)),
    document.querySelector('[itemprop=datePublished]')?.getAttribute('datetime') ?? undefined,
    string(article?.dateCreated),
  ]
  const read = declared.map((text) => (text ? readDate(text) : undefined)).filter((date) => date !== undefined)
  const machine = read.find((date) => date.hasTime) ?? read[0]
  const visible = visibleDate(document)
  const date = settle(machine, visible, notes)
  if (date && !date.hasTime)
    notes.push(`The page tells the day (${date.moment.slice(0, 10)}) but no time; 00:00 stands for it.`)
  if (date?.unsure) notes.push(`Day and month of ${date.moment.slice(0, 10)} may be the other way round.`)
  return date
}

function settle(machine: ReadDate | undefined, visible: ReadDate | undefined, notes: string[]): ReadDate | undefined {
  if (!machine || !visible) return machine ?? visible
  const sameDay = machine.moment.slice(0, 10) === visible.moment.slice(0, 10)
  if (!machine.hasTime && visible.hasTime && sameDay) return visible
  if (machine.unsure && !sameDay) return visible
  const apart = Date.parse(machine.moment) - Date.parse(visible.moment)
  // Some CMSs write Vietnamese time and call it UTC.
  if (machine.hasZone && visible.hasTime && Math.floor(apart / 60_000) === 7 * 60) {
    notes.push(
      'The page’s metadata calls its time UTC but readers are shown the same clock time; it is taken as Vietnamese time.',
    )
    return visible
  }
  if (!sameDay)
    notes.push(
      `The page shows ${visible.moment.slice(0, 10)}, its metadata ${machine.moment.slice(0, 10)}; look which is right.`,
    )
  return machine
}

function visibleDate(document: Document): ReadDate | undefined {
  const title = document.querySelector('h1')
  const found: { date: ReadDate; near: boolean }[] = []
  for (const element of document.querySelectorAll(dateElements)) {
    if (element.closest('footer,nav,aside,[class*=related],[class*=lien-quan],[class*=comment],[class*=sidebar]'))
      continue
    const text = textOf(element)
    if (text.length > 200) continue
    const date = readDate(element.getAttribute('datetime') ?? '') ?? readDate(text)
    // A date before the headline is today's, in the page's head.
    const near = !title || comesBefore(title, element) || title.parentElement === element.parentElement
    if (date) found.push({ date, near })
  }
  const ordered = [...found.filter(({ near }) => near), ...found.filter(({ near }) => !near)]
  const best = ordered.find(({ date }) => date.hasTime) ?? ordered[0]
  return best?.date ?? printedNear(title)
}

/** A date in an element whose name tells nothing: the first after the headline. */
function printedNear(title: Element | null): ReadDate | undefined {
  let element: Element | null = title
  for (let up = 0; element && up < 4; up++, element = element.parentElement) {
    for (let next = element.nextElementSibling, n = 0; next && n < 4; next = next.nextElementSibling, n++) {
      const date = readDate(textOf(next).slice(0, 120))
      if (date) return date
    }
  }
  return undefined
}
