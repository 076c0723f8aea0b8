import { decodeReferences } from '../markdown/character-references.ts'

/** A page that is on the device. */
export interface KeptPage {
  url: string
  headline: string
  html: string
  /** Kept on purpose, not only because it was read. */
  saved: boolean
}

/**
 * The articles on this device, those kept on purpose first; none where the browser keeps nothing.
 *
 * @param base the site's root
 * @param names which are wanted, by the worker's names for its caches
 */
export async function keptPages(base: string, names = ['saved ', 'read ']): Promise<KeptPage[]> {
  const pages: KeptPage[] = []
  try {
    for (const name of names) {
      // To open one that is not there would make it.
      if (!(await caches.has(name + base))) continue
      const cache = await caches.open(name + base)
      for (const { url } of [...(await cache.keys())].reverse()) {
        if (url.includes('/_astro/') || pages.some((page) => page.url === url)) continue
        const html = (await (await cache.match(url))?.text()) ?? ''
        const headline = /class="article /.test(html) && /<h1 class="headline[^>]*>([^<]*)</.exec(html)?.[1]
        if (headline) pages.push({ url, headline: decodeReferences(headline), html, saved: name === 'saved ' })
      }
    }
  } catch {}
  return pages
}

/** The text of a kept article, a line a paragraph; making a document of it would be a sink for scripts. */
export const keptText = ({ html }: KeptPage): string =>
  decodeReferences(
    (/<div class="text [\s\S]*?<div class="signature"/.exec(html)?.[0] ?? '')
      .replace(/<\/(?:p|h\d|li|figcaption|td)>/g, '\n')
      .replace(/<[^>]*>?/g, ''),
  )
