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
 * What a host takes, where it says so.
 *
 * @see https://developers.cloudflare.com/pages/configuration/redirects/
 * @see https://vercel.com/docs/redirects
 * @see https://learn.microsoft.com/azure/static-web-apps/quotas
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export const limits = {
  cloudflare: { redirects: 2_000, files: 20_000, bytesAFile: 25 * 1024 * 1024, headerRules: 100, headerLine: 2_000 },
  vercel: { redirects: 1_024 },
  azure: { bytes: 20 * 1024 },
  cloudfront: { functionBytes: 10 * 1024 },
} as const

/**
 * Says that a host's limit is passed.
 *
 * @throws where `count` is over `limit`
 */
export function checkLimit(host: string, what: string, count: number, limit: number): void {
  if (count > limit) {
    throw new Error(
      `${host} takes ${limit.toLocaleString('en')} ${what}; the site has ${count.toLocaleString('en')}: ` +
        'choose a host that takes more (nginx and Caddy take any number), or have fewer',
    )
  }
}

/**
 * The `_redirects` file of Cloudflare Pages, Netlify and GitLab Pages. They cannot all answer 410, so that what is
 * gone stands in a comment, where the local server and `npm run host` find it.
 * `301!` would overrule a page at the old path on Netlify, but Cloudflare refuses it; such a page sends readers on itself.
 *
 * @see https://docs.netlify.com/manage/routing/redirects/overview/
 */
export function redirectsFile(list: readonly Redirect[], base: string): string {
  const lines = encodeRedirects(list, base).map(({ from, to }) => (to === null ? `# 410 ${from}` : `${from} ${to} 301`))
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
    const [, from, to] = /^(\/\S*) (\S+) 301$/.exec(line) ?? []
    return from && to ? [{ from, to }] : []
  })
}
