/*
 * Restores the reader's settings before the first paint; inline in the head, because any later they would flash.
 * Ticks them in the sheet as soon as it is there; from then on the style sheet reads the sheet alone, so that it works
 * should the other script never come. Without it the page follows the system, and what is chosen holds for the page.
 */
declare const BASE: string

const { dataset, classList } = document.documentElement

/** Settings that differ from the default: a group of the sheet, and the value chosen there. */
function kept(): Record<string, string> {
  try {
    return JSON.parse(localStorage[`${BASE}settings`])
  } catch {
    // Storage is forbidden, or holds nothing.
    return {}
  }
}

Object.assign(dataset, kept())
// An article that can grow old has its date here; whether it has is told by the reader's clock.
classList.toggle('old', Date.now() - Date.parse(`${dataset.date}`) > 31536e6)
// Also when another tab chose, and when a page that was left before comes back from the back/forward cache.
for (const event of ['DOMContentLoaded', 'pageshow', 'storage'])
  addEventListener(event, () => {
    const sheet = document.forms['cai-dat' as never] as HTMLFormElement | undefined
    // Another tab may choose before this one has its sheet.
    if (!sheet) return
    const choices = kept()
    sheet.reset()
    for (const group in choices)
      if (sheet[group]) {
        sheet[group].value = choices[group]
        delete dataset[group]
      }
  })

export {}
