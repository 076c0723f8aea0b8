const syllables = (text = ''): string[] => text.match(/\S+/g) ?? []
const encode = (words: string[]) => encodeURIComponent(words.join(' ')).replace(/-/g, '%2D')

/** What a browser compares: no marks, no case, white space as one space. */
const fold = (words: string[]) => words.join(' ').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * A text directive that leads to the selected words and to no others. Words that stand more than once are told apart
 * by those before them; long passages, and those across paragraphs, are a range of five syllables at each end.
 *
 * @param page the page's text as it is shown
 * @param before the text before the selection
 * @param selected the selected text, paragraphs parted by line breaks
 * @returns `:~:text=…`, to be put behind `#` or `#id`
 * @see https://wicg.github.io/scroll-to-text-fragment/
 */
export function fragment(page: string, before: string, selected: string): string {
  const lines = selected.trim().split(/\s*\n\s*/)
  const first = syllables(lines[0])
  const isRange = lines[1] || first.length > 12
  const head = isRange ? first.slice(0, 5) : first
  const context = syllables(before).slice(-12)
  const text = fold(syllables(page))
  const isTwice = (words: string[]) => text.split(fold(words)).length > 2
  let prefix: string[] = []
  while (context.length && isTwice([...prefix, ...head])) prefix = [`${context.pop()}`, ...prefix]
  return `:~:text=${prefix[0] ? `${encode(prefix)}-,` : ''}${encode(head)}${
    isRange ? `,${encode(syllables(lines.pop()).slice(-5))}` : ''
  }`
}
