/*
 * What the tests ask of a page in any engine, as text: bodies of async functions in words that Chromium 65 knows.
 */

const helpers = `
const seen = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden'
const until = async (isSo) => {
  for (let i = 0; i < 40 && !isSo(); i++) await new Promise((go) => setTimeout(go, 50))
  return isSo()
}
const nameOf = (e) => e.getAttribute('aria-label') || e.textContent
`

/** Returns what is wrong with a page as it stands, in words, and the names of the buttons that it offers. */
export const whatIsWrong = `${helpers}
await new Promise((go) => setTimeout(go, 300))
const faults = []
if (document.documentElement.scrollWidth > innerWidth) faults.push('scrolls sideways: ' + document.documentElement.scrollWidth)
const text = document.querySelector('.text p, .teaser h2, .browse a, .device-lead')
if (!text || !seen(text)) faults.push('no text')
else {
  const { left, right } = text.getBoundingClientRect()
  const size = parseFloat(getComputedStyle(text).fontSize)
  if (left < 12 || right > innerWidth - 12) faults.push('text touches the edge: ' + [left, right])
  if (size < (text.matches('.text p') ? 17 : 14)) faults.push('text is small: ' + size)
  if (text.matches('.text p') && right - left < innerWidth * 0.85) faults.push('text is narrow: ' + (right - left))
}
for (let y = 20; y < innerHeight; y += 40)
  for (let e = document.elementFromPoint(innerWidth / 2, y); e; e = e.parentElement)
    if (getComputedStyle(e).position === 'fixed') faults.push('lies over the page: ' + e.outerHTML.slice(0, 60))
for (const image of [...document.querySelectorAll('main img')].filter(seen)) {
  image.scrollIntoView()
  if (!(await until(() => image.complete && image.naturalWidth))) faults.push('no picture: ' + image.src)
  const { width, height } = image.getBoundingClientRect()
  if (width < 40 || height < 40 || width / height > 3 || height / width > 3) faults.push('picture out of shape: ' + [width, height])
}
scrollTo(0, 0)
if (![...document.querySelectorAll('a')].some(seen)) faults.push('no links')
return { faults, buttons: [...document.querySelectorAll('button')].filter(seen).map(nameOf) }
`

/** Goes through a page with the wheel and with every key, and leaves it as it was: what that throws, the engine tells. */
export const scrollAndType = `${helpers}
const wait = () => new Promise((go) => setTimeout(go, 40))
for (const y of [1e5, 2e3, 1e3, 3e3]) {
  scrollTo(0, y)
  await wait()
}
for (const key of ['j', 'k', '+', '-', 't', 't', 't', 't', 'n', 'n', 'c', '?']) {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  await wait()
}
`

/** Presses each button; returns the names of those after which nothing differs and nothing was asked of the browser. */
export const buttonsThatDoNothing = `${helpers}
let asked = 0
const ask = () => { asked++ }
window.prompt = ask
URL.createObjectURL = () => { asked++; return '#' }
document.addEventListener('submit', (event) => { event.preventDefault(); asked++ }, true)
const state = () => document.body.innerHTML + [...document.querySelectorAll('*')].filter(seen).length + asked
const dead = []
for (const button of [...document.querySelectorAll('button')].filter(seen)) {
  if (!seen(button)) continue
  const before = state()
  button.click()
  if (!(await until(() => state() !== before))) dead.push(nameOf(button))
  for (const sheet of [...document.querySelectorAll('[popover]')].filter(seen)) if (sheet.hidePopover) sheet.hidePopover()
}
return dead
`
