/*
 * Restores the reader's settings before the first paint; inline in the head, because any later they would flash.
 * Ticks them in the sheet as soon as it is there; from then on the style sheet reads the sheet alone, so that it works
 * should the other script never come. Without it the page follows the system, and what is chosen holds for the page.
 */
declare const BASE: string

const { dataset } = document.documentElement

/** Hands on what differs from the default: a group of the sheet, and the value chosen there. */
function restore(set: (group: string, value: string) => void): void {
  try {
    for (const [group, value] of Object.entries<string>(JSON.parse(localStorage[`${BASE}settings`]))) set(group, value)
  } catch {
    // Storage is forbidden, holds nothing, or not what this site wrote.
  }
}

restore((group, value) => {
  dataset[group] = value
})
// An article that can grow old has its date here; whether it has is told by the reader's clock.
if (Date.now() - Date.parse(dataset.date as string) > 31536e6) dataset.old = ''
// Also when another tab chose, and when a page that was left before comes back from the back/forward cache.
for (const event of ['DOMContentLoaded', 'pageshow', 'storage'])
  addEventListener(event, () => {
    // Another tab may choose before this one has its sheet.
    const sheet = document.forms['cai-dat' as never] as HTMLFormElement | undefined
    if (!sheet) return
    sheet.reset()
    restore((group, value) => {
      if (!sheet[group]) return
      sheet[group].value = value
      delete dataset[group]
    })
  })

export {}
