import { slugify } from '../vietnamese/slug.ts'

/** Where an article's folder lies: `content/articles/<year>/<slug>/`. The folder is the permalink. */
export const articlesFolder = 'content/articles'

/**
 * Paths within the site, each beginning and ending with a slash, without the address and base path
 * that `siteUrl` and `sitePath` put before them.
 */
export const paths = {
  home: '/',
  /** @param id `<year>/<slug>` */
  article: (id: string) => `/${id}/`,
  /** The article as Markdown, and for whatever else stands beside it in its folder. */
  markdown: (id: string) => `/${id}/index.md`,
  oembed: (id: string) => `/${id}/oembed.json`,
  qrCode: (id: string) => `/${id}/qr.svg`,
  citation: (id: string, format: 'bib' | 'ris' | 'csl.json') => `/${id}/trich-dan.${format}`,
  year: (year: number) => `/${year}/`,
  author: (name: string) => `/tac-gia/${slugify(name)}/`,
  tag: (name: string) => `/chu-de/${slugify(name)}/`,
  /** What is on the reader's device; also what the service worker shows where a page is not. */
  offline: '/ngoai-tuyen/',
  section: (name: string) => `/chuyen-muc/${slugify(name)}/`,
  /** Where articles are looked for: by words, year, section, tag and author. */
  search: '/tim-kiem/',
  rss: '/rss.xml',
  atom: '/atom.xml',
  jsonFeed: '/feed.json',
} as const

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
