import type { Passage } from './passages.ts'
import type { Rule } from './rule.ts'

/** Each kind of quotation marks: how it opens, and what closes it. */
const kinds = [
  { shown: '"…"', opens: '"', closes: '"' },
  { shown: '“…”', opens: '“', closes: '”' },
  { shown: '„…“', opens: '„', closes: '“”' },
  { shown: '«…»', opens: '«', closes: '»' },
] as const

/**
 * Quotation marks of two kinds in one article. A quotation within a quotation takes other marks by right, and `"` after
 * a number is inches or seconds; an author's marks are never changed by the site itself.
 */
export const mixedQuotationMarks: Rule = {
  name: 'mixed-quotation-marks',
  find: ({ passages }) => {
    const byKind = Map.groupBy(passages.flatMap(openings), ({ shown }) => shown)
    const [most, ...others] = [...byKind].sort(([, a], [, b]) => b.length - a.length)
    if (!most) return []
    return others.flatMap(([shown, [first, ...more]]) => {
      if (!first) return []
      const wrong = `${shown} (${more.length + 1}) and ${most[0]} (${most[1].length}) stand in one article`
      return [{ from: first.at, to: first.at + 1, wrong, write: `${most[0]} throughout, or ${shown} throughout` }]
    })
  },
}

/** The marks that open a quotation which stands in no other. */
function openings({ from, text }: Passage): { shown: string; at: number }[] {
  const found: { shown: string; at: number }[] = []
  let open: (typeof kinds)[number] | undefined
  for (const { 0: mark, index } of text.matchAll(/["“”„«»]/g)) {
    if (open) {
      if (open.closes.includes(mark)) open = undefined
      continue
    }
    if (mark === '"' && /\d/.test(text.charAt(index - 1))) continue
    open = kinds.find(({ opens }) => opens === mark)
    if (open) found.push({ shown: open.shown, at: from + index })
  }
  return found
}
