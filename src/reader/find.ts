/**
 * A marked passage: its words, and those before it, which tell it from the same words elsewhere; what the reader noted
 * of it, and the headline of its article.
 */
export type Mark = [quote: string, before: string, note?: string, headline?: string]

/**
 * Finds a passage again by its words. A text corrected around it changes nothing; one corrected within it is found by
 * the passage's first and last words.
 */
export function find(whole: string, [quote, before]: Mark): [number, number] | undefined {
  const exact = whole.indexOf(before + quote)
  const start = exact < 0 ? whole.indexOf(quote) : exact + before.length
  if (start >= 0) return [start, start + quote.length]
  const from = whole.indexOf(quote.slice(0, 20))
  const end = whole.indexOf(quote.slice(-20), from) + 20
  return from >= 0 && end > 20 && end - from < quote.length * 1.5 ? [from, end] : undefined
}
