/** An old path of the site and where it went. */
export interface Redirect {
  /** Begins with a slash, without the base path. */
  from: string
  /** As `from`; null where it is gone for good: 410 where the host can say so, else 404. */
  to: string | null
}

/** What `siteRedirects` needs of an article. */
interface Addressed {
  /** `<year>/<slug>` */
  id: string
  aliases: readonly string[]
}

/**
 * The site's one list of redirects, sorted.
 *
 * @param articles all that are out
 * @param removals what was taken down or moved without an article of its own, as the permalink lock knows it
 * @throws as `checkRedirects` does
 */
export function siteRedirects(articles: readonly Addressed[], removals: readonly Redirect[] = []): Redirect[] {
  const list = articles.flatMap(({ id, aliases }) => aliases.map((from) => ({ from, to: `/${id}/` })))
  return checkRedirects([...list, ...removals])
}

/**
 * Sorts a list and refuses one that would send readers round.
 *
 * @throws where an old path stands there twice or leads to another old path
 */
export function checkRedirects(list: readonly Redirect[]): Redirect[] {
  const sorted = list.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
  const froms = new Set<string>()
  for (const { from } of sorted) {
    if (froms.has(from)) throw new Error(`two redirects from ${from}: leave one`)
    froms.add(from)
  }
  for (const { from, to } of sorted) {
    if (to !== null && froms.has(to))
      throw new Error(`the redirect from ${from} leads to ${to}, which is redirected, too`)
  }
  return sorted
}

/** An old path and its new one with the base path, percent-encoded as in a request. */
export interface EncodedRedirect {
  from: string
  to: string | null
}

/** Puts the base path before both sides and encodes them. */
export function encodeRedirects(list: readonly Redirect[], base: string): EncodedRedirect[] {
  const encode = (path: string) => encodeURI(base.replace(/\/$/, '') + path)
  return list.map(({ from, to }) => ({ from: encode(from), to: to === null ? null : encode(to) }))
}

/**
 * The `_redirects` file of Cloudflare Pages, Netlify and GitLab Pages. They cannot all answer 410, nor look at a query,
 * so that what is gone, and old addresses with a query, stand in comments, where the local server and `npm run host`
 * find them.
 * `301!` would overrule a page at the old path on Netlify, but Cloudflare refuses it; such a page sends readers on itself.
 *
 * @see https://docs.netlify.com/manage/routing/redirects/overview/
 */
export function redirectsFile(list: readonly Redirect[], base: string): string {
  const lines = encodeRedirects(list, base).map(({ from, to }) =>
    to === null ? `# 410 ${from}` : from.includes('?') ? `# 301 ${from} ${to}` : `${from} ${to} 301`,
  )
  return lines.map((line) => `${line}\n`).join('')
}

/**
 * Reads what `redirectsFile` wrote.
 *
 * @returns paths encoded and with their base path, as they stand there
 */
export function parseRedirectsFile(text: string): EncodedRedirect[] {
  return text.split('\n').flatMap((line): EncodedRedirect[] => {
    const gone = /^# 410 (\S+)$/.exec(line)?.[1]
    if (gone) return [{ from: gone, to: null }]
    const [, from, to] = /^(\/\S*) (\S+) 301$/.exec(line) ?? /^# 301 (\/\S*) (\S+)$/.exec(line) ?? []
    return from && to ? [{ from, to }] : []
  })
}

/** The file in `dist/` from which own servers know the old addresses. */
export const serverRedirectsFile = '_redirects.conf'

/**
 * The old addresses for nginx, Caddy and Apache alike, which include this file, so that their configuration need not
 * change with them: an nginx `map`, whose lines are also those of a Caddy `map` and of an Apache `RewriteMap`.
 *
 * @param list as `parseRedirectsFile` gives it
 * @throws where a path has a character that one of the three would take for its own
 */
export function serverRedirects(list: readonly EncodedRedirect[]): string {
  const lines = list.map(({ from, to }) => {
    // Servers look paths up by their letters, and queries as they are asked.
    const [written = '', query] = from.split(/(?=\?)/, 2)
    const path = decodeURI(written) + (query ?? '')
    if (/[\s"'`{};$\\#]/.test(path)) throw new Error(`${path} cannot stand in a server's configuration`)
    return `${path} ${to ?? 410};\n`
  })
  return `# Old addresses of the site, made by npm run build: nginx, Caddy and Apache include this file.\n${lines.join('')}`
}

/** A regular expression that takes from a query, without its `?`, what networks and counters add at its end. */
export const withoutTracking = '^(.*?)(?:&(?:fbclid|gclid|zarsrc|utm_[a-z]+)=.*)?$'

/**
 * Finds what an old address says now. What lies below a removed address is gone with it.
 *
 * @param path percent-encoded, with the base path
 * @param query begins with `?`, or is empty
 */
export function redirectOf(path: string, query: string, list: readonly EncodedRedirect[]): EncodedRedirect | undefined {
  const asked = query && path + query.replace(new RegExp(withoutTracking), '$1')
  const byQuery = asked ? list.find(({ from }) => from === asked) : undefined
  if (byQuery) return byQuery
  return list.find(({ from, to }) => from === path || (to === null && `${path}/`.startsWith(from)))
}
