import { headerPolicy } from '../metadata/policy.ts'
import { kindOf } from './media-types.ts'

/** A header's name and value. */
export type Header = readonly [name: string, value: string]

/** What all of a site's headers depend on. */
export interface Site {
  /** The base path, `/` at the root, without a slash at its end otherwise. */
  base: string
  /** A copy for looking at, which search engines must not list. */
  isPreview: boolean
  /** Whether the owner asked for the domain to be on the browsers' own HTTPS list. */
  preloadHsts: boolean
}

/** Names in here change with their bytes. */
export const hashedFolder = '_astro/'

/** For names that change with their bytes. */
export const immutable = 'public, max-age=31536000, immutable'

/** For all others: kept, and asked for anew each time, at the price of a 304. */
export const revalidate = 'public, max-age=0, must-revalidate'

/**
 * The same from servers of one's own, which compress by themselves: a proxy before them is to pass on what was built.
 * Cloudflare else hides e-mail addresses in pages, with a script that Trusted Types stop, so that nobody sees them.
 *
 * @see https://developers.cloudflare.com/waf/tools/scrape-shield/email-address-obfuscation/
 */
export const revalidateAsBuilt = `${revalidate}, no-transform`

/** What asks a reader for leave; named, because nothing here ever does. Few, because every answer carries them. */
const unused = ['camera', 'geolocation', 'microphone', 'payment', 'usb']

/**
 * The headers of every answer alike, whatever is asked for.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers
 * @see https://hstspreload.org for what a preloaded domain must send
 */
export function commonHeaders({ isPreview, preloadHsts }: Omit<Site, 'base'>): Header[] {
  return [
    ['Content-Security-Policy', headerPolicy],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Referrer-Policy', 'strict-origin-when-cross-origin'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Permissions-Policy', unused.map((feature) => `${feature}=()`).join(', ')],
    ['Strict-Transport-Security', preloadHsts ? 'max-age=63072000; includeSubDomains; preload' : 'max-age=63072000'],
    ...(isPreview ? [['X-Robots-Tag', 'noindex'] as const] : []),
  ]
}

/**
 * Everything that a host says of a file beside its length and date: the one description from which `_headers`, the
 * local server and the servers' configurations are made, and against which they are tested.
 *
 * @param path of the file in `dist/`, without a slash before it; one that ends in a slash is its folder's page
 */
export function headersOf(path: string, site: Omit<Site, 'base'>): Header[] {
  const kind = kindOf(path)
  return [
    ['Content-Type', kind?.type ?? 'application/octet-stream'],
    ['Cache-Control', path.startsWith(hashedFolder) ? immutable : revalidateAsBuilt],
    ['Cross-Origin-Resource-Policy', kind?.isForOthers ? 'cross-origin' : 'same-origin'],
    ...commonHeaders(site),
  ]
}

/** The base path with a slash at its end. */
export function withSlash(base: string): string {
  return base.endsWith('/') ? base : `${base}/`
}
