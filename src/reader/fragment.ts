/** What a browser compares in text fragments: no marks, no case, white space as one space. */
const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')

const encode = (words: readonly string[]) => encodeURIComponent(words.join(' ')).replace(/-/g, '%2D')

const syllables = (text: string) => text.trim().split(/\s+/).filter(Boolean)

/** How often words stand in a page, judged as browsers do. */
function occurrences(page: string, words: readonly string[]): number {
  return ` ${fold(page)} `.split(fold(words.join(' '))).length - 1
}

/**
 * A text directive that leads to the selected words and to no others.
 *
 * @param page the page's text as it is shown
 * @param before the text before the selection
 * @param selected the selected text; whole syllables are taken
 * @returns `:~:text=…`, to be put behind `#` or `#id`
 * @see https://wicg.github.io/scroll-to-text-fragment/
 */
export function fragment(page: string, before: string, selected: string): string {
  const words = syllables(selected)
  // A range of five syllables at each end is found across paragraphs, too; one match must be unbroken text.
  const isLong = words.length > 12 || /\n/.test(selected.trim())
  const head = isLong ? words.slice(0, 5) : words
  const tail = isLong ? `,${encode(words.slice(-5))}` : ''
  let prefix: string[] = []
  const context = syllables(before)
  while (prefix.length < context.length && prefix.length < 12 && occurrences(page, [...prefix, ...head]) > 1) {
    prefix = context.slice(-prefix.length - 1)
  }
  return `:~:text=${prefix.length ? `${encode(prefix)}-,` : ''}${encode(head)}${tail}`
}
