import { decodeReferences } from '../markdown/character-references.ts'

/**
 * The words of a Markdown edition as a reader sees them, a paragraph, list item or table row each: pictures by their
 * captions, no headline, no marks.
 */
export function plainParagraphs(markdown: string): string[] {
  const paragraphs: string[] = []
  let isOpen = false
  for (const line of markdown.replace(/^# .*$/m, '').split('\n')) {
    const [marks = '', isRow] =
      /^[ \t>]*(?:(\|)|(?:#{1,6}|[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ x]\] )?|\[\^[^\]]*\]:)?/.exec(line) ?? []
    const words = /^[-=*_|:+> \t]*$|^\[[^\]^]+\]: /.test(line) ? '' : line.slice(marks.length).trim()
    if (!isOpen || /[^ \t>]/.test(marks)) paragraphs.push('')
    isOpen = words !== ''
    const cells = isRow ? words.replace(/\|$/, '').replace(/ ?\| ?/g, ' – ') : words
    paragraphs.push(`${paragraphs.pop()} ${cells}`)
  }
  return paragraphs.map((text) => plain(text.trim())).filter(Boolean)
}

/** A line without the marks within it; an escaped character is itself. */
function plain(text: string): string {
  const unlinked = text
    .replace(/!\[(?:\\.|[^\\\]])*\]\([^\s)]*(?: "((?:\\.|[^\\"])*)")?\)/g, (_, caption = '') => caption)
    .replace(/\[\^[^\]]*\]|<\/?(?:abbr|cite|q|su[bp])\b[^>]*>/g, '')
    .replace(/<br ?\/?>/g, ' ')
    .replace(/\[((?:\\.|[^\\[\]])*)\](?:\((?:\\.|[^\\()]|\([^()]*\))*\)|\[[^\]]*\])/g, '$1')
  return decodeReferences(
    unlinked.replace(/\\([!-/:-@[-`{-~])|[*`\\]|~~|<(https?:[^>]*)>|(^|[^\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '$1$2$3'),
  ).trim()
}
