import { splitCredit } from '../vietnamese/credit.ts'
import { line } from './html/dom.ts'

const otherCredits = [
  /^(?<caption>.*?)[\s(–—-]*(?<![\p{L}])(?:Ảnh|Photo)\s*(?::|\s[–—-])\s*(?<credit>[^()]{2,80}?)\)?\.?$/isu,
  /^(?<caption>.*?Ảnh minh (?:họa|hoạ))\s*[.:;,(–—-]+\s*(?:Nguồn|Ảnh)?\s*:?\s*(?<credit>\p{Lu}[^()]{1,60}?)\)?\.?$/su,
  /^(?<caption>.*?)[\s(–—-]*(?<![\p{L}])Nguồn\s*:\s*(?<credit>[^()]{2,60}?)\)?\.?$/isu,
  /^(?<caption>.*?)\s*\(\s*Ảnh\s+(?!minh)(?<credit>\p{Lu}[^()]{1,60}?)\s*\)\.?$/su,
]

/** Parts a caption from its credit, in all the forms that newspapers write it. */
export function partCredit(text: string): { caption: string; credit?: string } {
  const whole = line(text)
  const illustrated = /^(?<caption>.*?ảnh minh (?:họa|hoạ))[\s).]*$/isu.exec(whole)
  if (illustrated) return { caption: whole }
  const split = /Ảnh minh (?:họa|hoạ)\s*:/iu.test(whole) ? { caption: whole } : splitCredit(whole)
  let parts: { caption: string; credit?: string | undefined } = split
  for (const form of otherCredits) {
    if (parts.credit !== undefined) break
    const groups = form.exec(whole)?.groups
    if (groups?.credit) parts = { caption: groups.caption ?? '', credit: groups.credit }
  }
  // A credit that runs on as a sentence is a caption that mentions a picture.
  if (parts.credit === undefined || parts.credit.length > 90) return { caption: whole }
  const credit = parts.credit.replace(/[\s.;,]+$/, '')
  return { caption: parts.caption.replace(/[\s(|/–—-]+$/, '').replace(/^[\s–—-]+/, ''), ...(credit && { credit }) }
}
