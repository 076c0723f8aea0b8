/** A page that is on the device. */
export interface KeptPage {
  url: string
  headline: string
  html: string
  /** Kept on purpose, not only because it was read. */
  saved: boolean
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** HTML's character references as characters: making a document of a kept page would be a sink for scripts. */
const decode = (html: string) =>
  html.replace(/&(?:#(?:x([\da-f]+)|(\d+))|(\w+));/gi, (all, hex, code, name) =>
    name ? (named[name] ?? all) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(code)),
  )

/**
 * The articles on this device, those kept on purpose first.
 *
 * @param base the site's root
 */
export async function keptPages(base: string): Promise<KeptPage[]> {
  const pages: KeptPage[] = []
  for (const name of ['saved ', 'read ']) {
    const cache = await caches.open(name + base)
    for (const { url } of [...(await cache.keys())].reverse()) {
      if (url.includes('/_astro/') || pages.some((page) => page.url === url)) continue
      const html = (await (await cache.match(url))?.text()) ?? ''
      const headline = /class="article /.test(html) && /<h1 class="headline[^>]*>([^<]*)</.exec(html)?.[1]
      if (headline) pages.push({ url, headline: decode(headline), html, saved: name === 'saved ' })
    }
  }
  return pages
}

/** The text of a kept article, a line a paragraph. */
export const keptText = ({ html }: KeptPage): string =>
  decode(
    (/<div class="text [\s\S]*?<p class="signature"/.exec(html)?.[0] ?? '')
      .replace(/<\/(?:p|h\d|li|figcaption|td)>/g, '\n')
      .replace(/<[^>]*>?/g, ''),
  )
