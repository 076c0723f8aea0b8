import { splitCredit } from '../vietnamese/credit.ts'
import { trimEnd } from '../vietnamese/trim.ts'
import { line } from './html/dom.ts'

/** Captions are short; in a longer text no credit is looked for. */
const longest = 1_000

/** Words behind which a credit stands, with the sign between; the last of them in a caption counts. */
const forms = [
  /(?<!\p{L})(?:Ảnh|Photo)(?: ?:| [–—-]) ?/giu,
  /(?<=Ảnh minh h(?:ọ|o)(?:a|ạ))(?: ?[.:;,(–—-])+ ?(?:Nguồn|Ảnh)? ?:? ?(?=\p{Lu})/gu,
  /(?<!\p{L})Nguồn ?: ?/giu,
  /\( ?Ảnh (?!minh)(?=\p{Lu})/gu,
]

/** Parts a caption from its credit, in all the forms that newspapers write it. */
export function partCredit(text: string): { caption: string; credit?: string } {
  const whole = line(text)
  if (whole.length > longest) return { caption: whole }
  if (/ảnh minh (?:họa|hoạ)[).\s]{0,5}$/iu.test(whole)) return { caption: whole }
  const split = /Ảnh minh (?:họa|hoạ) ?:/iu.test(whole) ? { caption: whole } : splitCredit(whole)
  let parts: { caption: string; credit?: string | undefined } = split
  for (const form of forms) {
    if (parts.credit !== undefined) break
    const last = [...whole.matchAll(form)].at(-1)
    if (!last) continue
    const credit = trimEnd(whole.slice(last.index + last[0].length), /[).\s]/)
    if (credit.length >= 2 && credit.length <= 80 && !/[()]/.test(credit))
      parts = { caption: whole.slice(0, last.index), credit }
  }
  // A credit that runs on as a sentence is a caption that mentions a picture.
  if (parts.credit === undefined || parts.credit.length > 90) return { caption: whole }
  const credit = trimEnd(parts.credit, /[\s.;,]/)
  return { caption: trimEnd(parts.caption, /[\s(|/–—-]/).replace(/^[\s–—-]{1,5}/, ''), ...(credit && { credit }) }
}
