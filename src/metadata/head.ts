import type { Article } from '../article/articles.ts'
import { site } from '../site.ts'

/** One element of a page's head. */
export type HeadTag =
  | { tag: 'title'; text: string }
  | { tag: 'meta'; attributes: Record<string, string> }
  | { tag: 'link'; attributes: Record<string, string> }

/** A page as its head tells of it. */
export interface PageHead {
  title: string
  description?: string | undefined
  /** Absolute address; absent for pages that have none, as 404. */
  canonical?: string | undefined
  article?: Article | undefined
}

/**
 * The tags of a page's head, in the order in which previews and browsers need them.
 */
export function headTags(page: PageHead): HeadTag[] {
  const { title, description, canonical } = page
  const tags: (HeadTag | false | undefined)[] = [
    { tag: 'title', text: title === site.name ? title : `${title} – ${site.name}` },
    canonical !== undefined && { tag: 'link', attributes: { rel: 'canonical', href: canonical } },
    description !== undefined && { tag: 'meta', attributes: { name: 'description', content: description } },
    { tag: 'meta', attributes: { name: 'robots', content: canonical ? 'max-image-preview:large' : 'noindex' } },
  ]
  return tags.filter((tag): tag is HeadTag => Boolean(tag))
}
