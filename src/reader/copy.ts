/*
 * Puts text on the clipboard and says so aloud. Only other scripts of this folder use it.
 */

/**
 * @param text what is copied
 * @param button shows and speaks the confirmation for two seconds in place of its own words
 */
export async function copyText(text: string, button: HTMLElement, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // No secure context, or refused: the text stands selected in a field, to be copied by hand.
    prompt(done, text)
    return
  }
  const words = button.textContent
  // A live region that is already on the page is what screen readers announce.
  button.setAttribute('aria-live', 'polite')
  button.textContent = done
  setTimeout(() => {
    button.textContent = words
  }, 2000)
}
