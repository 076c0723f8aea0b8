/** What hosts must know of a kind of file. */
export interface Kind {
  /** Endings of the names, without the dot. */
  endings: readonly string[]
  /** The whole `Content-Type`, with its charset where the type has one. */
  type: string
  /** Text gains from compression; pictures and fonts are compressed by themselves. */
  isText: boolean
  /** Whether pages of other sites may show it: pictures in chats and feeds in readers, but no page, style or script. */
  isForOthers: boolean
}

const text = (type: string, ...endings: string[]): Kind => ({
  endings,
  type: `${type}; charset=utf-8`,
  isText: true,
  isForOthers: false,
})
const forOthers = (kind: Kind): Kind => ({ ...kind, isForOthers: true })
const picture = (type: string, ...endings: string[]): Kind => ({ endings, type, isText: false, isForOthers: true })
const binary = (type: string, ...endings: string[]): Kind => ({ endings, type, isText: false, isForOthers: false })
/** JSON is UTF-8 by its definition, and its types have no charset. */
const json = (type: string, ...endings: string[]): Kind => ({ endings, type, isText: true, isForOthers: true })

/**
 * Every kind of file that the site serves. All hosts' types, charsets, compressed copies and resource policies are
 * made from this table; a build with a file of a kind that is not in it fails.
 *
 * @see https://www.iana.org/assignments/media-types/
 */
export const kinds: readonly Kind[] = [
  text('text/html', 'html'),
  text('text/css', 'css'),
  text('text/javascript', 'js', 'mjs'),
  forOthers(text('text/plain', 'txt')),
  forOthers(text('text/markdown', 'md')),
  forOthers(text('text/calendar', 'ics')),
  forOthers(text('text/x-bibtex', 'bib')),
  forOthers(text('application/x-research-info-systems', 'ris')),
  forOthers(text('application/xml', 'xml')),
  text('text/xsl', 'xsl'),
  forOthers(text('application/rss+xml', 'rss')),
  forOthers(text('application/atom+xml', 'atom')),
  forOthers(text('application/opensearchdescription+xml', 'osdx')),
  forOthers(text('image/svg+xml', 'svg')),
  json('application/json', 'json'),
  json('application/manifest+json', 'webmanifest'),
  picture('image/avif', 'avif'),
  picture('image/webp', 'webp'),
  picture('image/jpeg', 'jpg', 'jpeg'),
  picture('image/png', 'png'),
  picture('image/gif', 'gif'),
  picture('image/x-icon', 'ico'),
  // Other sites may play it: feeds carry its address.
  picture('video/mp4', 'mp4'),
  picture('audio/mpeg', 'mp3'),
  forOthers(text('text/vtt', 'vtt')),
  binary('font/woff2', 'woff2'),
  binary('application/wasm', 'wasm'),
  binary('application/zip', 'zip'),
  binary('application/epub+zip', 'epub'),
  binary('application/pdf', 'pdf'),
]

/** Endings of the files that pages of other sites may show. */
export const endingsForOthers = kinds.filter(({ isForOthers }) => isForOthers).flatMap(({ endings }) => endings)

/**
 * The kind of a file of the site.
 *
 * @param path within the site; a path that ends in a slash is its folder's page
 * @returns undefined for a kind that the table lacks
 */
export function kindOf(path: string): Kind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const ending = name === '' ? 'html' : name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return kinds.find(({ endings }) => endings.includes(ending))
}

/** Files of `dist/` that tell hosts what to do and are no part of the site that readers see. */
export const filesForHosts: readonly string[] = ['_headers', '_redirects', '_redirects.conf', '.nojekyll', 'CNAME']

/** Endings of the compressed copies beside the files. */
export const copyEndings = ['br', 'gz'] as const

/** Whether readers can fetch a file of `dist/` by its own name. */
export function isServed(path: string): boolean {
  return (
    !filesForHosts.includes(path) &&
    !/\.(?:br|gz)$/.test(path) &&
    !path.split('/').some((part) => part.startsWith('.') && part !== '.well-known')
  )
}

/** What is shown for what was never there, and for what was taken down. */
export const errorPages = { 404: '404.html', 410: 'da-go/index.html' } as const
