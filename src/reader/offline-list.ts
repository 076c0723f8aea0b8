/*
 * Lists what is on the device; only the offline page loads it. Without it that page says what it would show.
 */
import { strings } from '../strings.ts'
import { make } from './dom.ts'

const base = new URL('..', (document.currentScript as HTMLScriptElement).src).href

/** The headline of a kept page, read without making a document of it: that would be a sink for scripts. */
function headline(html: string): string | undefined {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return /<h1 class="headline[^>]*>([^<]*)</
    .exec(html)?.[1]
    ?.replace(/&(?:#(\d+)|(\w+));/g, (all, code, name) => (code ? String.fromCodePoint(code) : (named[name] ?? all)))
}

async function list(): Promise<void> {
  const place = document.querySelector('#tren-may')
  const seen = new Set<string>()
  for (const name of ['saved ', 'read ']) {
    const cache = await caches.open(name + base)
    for (const { url } of [...(await cache.keys())].reverse()) {
      if (url.includes('/_astro/') || seen.has(url)) continue
      const html = await (await cache.match(url))?.text()
      const title = html?.includes('class="article ') && headline(html)
      if (!title) continue
      seen.add(url)
      const link = make('h2', {}, make('a', { href: url, textContent: title }))
      const item = make('li', { className: 'teaser' }, link)
      if (name === 'saved ') item.append(make('p', { className: 'teaser-date', textContent: strings.offline.saved }))
      place?.append(item)
    }
  }
  if (seen.size === 0) place?.before(make('p', { textContent: strings.offline.nothing }))
}

if ('caches' in window) list()
