import { slugify } from './vietnamese/slug.ts'

/*
 * The one table of the site's addresses. Pages, feeds, sitemaps, navigation, `npm run check` and the local server
 * read it; the files of `src/pages/` are where Astro makes them.
 */

/** What of an article decides the lists that it stands in. */
export interface Filed {
  author: readonly string[]
  tags: readonly string[]
  section?: string | undefined
}

/** The kinds of lists besides years, by the first part of their paths: the field that names an article's lists. */
export const listKinds = {
  'chuyen-muc': 'section',
  'chu-de': 'tags',
  'tac-gia': 'author',
} as const satisfies Record<string, keyof Filed>

export type ListKind = keyof typeof listKinds

/** Every kind of list, in the order of the table. */
export const allListKinds = Object.keys(listKinds) as ListKind[]

/** The names of the lists of a kind that an article stands in. */
export const listNames = (kind: ListKind, article: Filed): readonly string[] => [article[listKinds[kind]] ?? []].flat()

/** The same names come again on every page, and to look one up is faster. */
const slugs = new Map<string, string>()

/** The part of its address that a list's name becomes. */
export function listSlug(name: string): string {
  const slug = slugs.get(name) ?? slugify(name)
  slugs.set(name, slug)
  return slug
}

/** The path of one list of a kind, as `/chu-de/giao-duc/`. */
export const listPath = (kind: ListKind, name: string): string => `/${kind}/${listSlug(name)}/`

/**
 * Paths within the site, each beginning with a slash, without the address and base path that `siteUrl` and `sitePath`
 * put before them.
 */
export const paths = {
  home: '/',
  /** @param id `<year>/<slug>` */
  article: (id: string) => `/${id}/`,
  /** The article as Markdown. */
  markdown: (id: string) => `/${id}/index.md`,
  /** A page of the owner's. @param id the name of its file */
  page: (id: string) => `/${id}/`,
  year: (year: number) => `/${year}/`,
  author: (name: string) => listPath('tac-gia', name),
  tag: (name: string) => listPath('chu-de', name),
  section: (name: string) => listPath('chuyen-muc', name),
  /** The feed of a list. */
  feedOf: (list: string) => `${list}rss.xml`,
  /** Where articles are looked for: by words, year, section, tag and author. */
  search: '/tim-kiem/',
  /** What is on the reader's device; also what the service worker shows where a page is not. */
  offline: '/ngoai-tuyen/',
  /** What hosts that can answer 410 show in place of an article that was taken down. */
  removed: '/da-go/',
  rss: '/rss.xml',
  atom: '/atom.xml',
  jsonFeed: '/feed.json',
  sitemap: '/sitemap.xml',
  /** @param name of a volume of the archive, or `trang`, `trang-2` for pages that are no articles */
  sitemapOf: (name: string) => `/sitemap-${name}.xml`,
  newsSitemap: '/news-sitemap.xml',
} as const

/**
 * The path of a file of `src/pages/`.
 *
 * @param file path below `src/pages/`, with forward slashes
 * @returns undefined for one with a parameter in its name, which stands for many, and for one that Astro makes no page
 * of, as its name or its folder's begins with `_`
 * @see https://docs.astro.build/en/guides/routing/#excluding-pages
 */
export function pathOfPageFile(file: string): string | undefined {
  if (file.includes('[') || /(?:^|\/)_/.test(file)) return undefined
  return `/${file
    .replace(/\.[jt]s$/, '')
    .replace(/\.(?:mdx?|html)$/, '.astro')
    .replace(/^404\.astro$/, '404.html')
    .replace(/(^|\/)index\.astro$/, '$1')
    .replace(/\.astro$/, '/')}`
}

/**
 * One name for the paths at which hosts serve a folder's page: with a slash, without one, and by its file's name.
 *
 * @param path begins with a slash
 */
export function pagePath(path: string): string {
  const short = path.replace(/\/index\.html$/, '/')
  const last = short.slice(short.lastIndexOf('/') + 1)
  return last === '' || /\../.test(last) ? short : `${short}/`
}

/**
 * Puts the site's base path before a path of the site.
 *
 * @param path begins with a slash
 * @param base the base path, with or without a trailing slash
 * @returns what stands in an `href` on the site's pages
 */
export function sitePath(path: string, base: string): string {
  return base.replace(/\/$/, '') + path
}

/**
 * The absolute address of a path of the site.
 *
 * @param path begins with a slash
 * @param address the site's address with its base path, as `https://example.vn/bao`
 */
export function siteUrl(path: string, address: string | URL): string {
  return String(address).replace(/\/$/, '') + path
}
