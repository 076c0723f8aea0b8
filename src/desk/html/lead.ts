import { trimEnd } from '../../vietnamese/trim.ts'
import { isOutside } from './container.ts'
import { comesBefore, key, line, textOf } from './dom.ts'
import { isHidden } from './flow.ts'

/** A page's lead, and where it stands. */
export interface Lead {
  text: string
  /** Absent where the lead is told in metadata alone. */
  element?: Element
  place?: string
}

const leads =
  'h2.sapo,.sapo,[data-role=sapo],.detail-sapo,.singular-sapo,.article__sapo,.chapeau,.cms-desc,.the-article-summary,h2.singular-sapo,.pHead,.Lead,p.lead,.lead,.lead_detail,p.description,h2.description,.description,[itemprop=description],.article-sapo,.post-summary,.article-summary,.news-sapo,.post-excerpt,.summary,.trichdan,.TrichDan,.trich-dan,.bold-intro,.detail-summary,.content-detail-sapo,.newsFeature__header-sapo'

/** Finds the element of the lead: between the headline and the text, or within the text. */
export function findLead(document: Document, container: Element): Lead | undefined {
  const title = document.querySelector('h1')
  for (const selector of leads.split(',')) {
    for (const element of document.querySelectorAll(selector)) {
      if (element.contains(container) || element.querySelector('h1,p + p + p') || element.closest('figure,li,footer'))
        continue
      if (isHidden(element) || isOutside(element)) continue
      const inside = container.contains(element)
      const before = comesBefore(element, container)
      const after = !title || comesBefore(title, element)
      if (!inside && !(before && after)) continue
      // Further down it is the summary of another article.
      if (inside && textOf(container).indexOf(textOf(element)) > 400) continue
      const copy = element.cloneNode(true) as Element
      for (const odd of [...copy.querySelectorAll('ul,ol,script,style,.relate,[class*=related],figure')]) odd.remove()
      const stamp = copy.querySelector('.location-stamp')
      const place = trimEnd(line(stamp?.textContent), /[\s–—-]/)
      stamp?.remove()
      const text = textOf(copy).replace(/^[–—-]\s*/, '')
      if (text.length < 30 || text.length > 1200 || key(text) === key(textOf(title))) continue
      return { text, element, ...(place && { place }) }
    }
  }
  return undefined
}
