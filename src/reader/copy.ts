/* Puts text on the clipboard and says so aloud. Only other scripts of this folder use it. */
import { copied } from '../strings.ts'
import { say } from './dom.ts'

/** The page's address for ever, whatever stands in the address bar. */
export const permalink = document.querySelector<HTMLLinkElement>('[rel=canonical]')?.href ?? ''

/** Copies a text; where the browser refuses, the text stands selected in a field, to be copied by hand. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    say(copied)
  } catch {
    prompt('', text)
  }
}
