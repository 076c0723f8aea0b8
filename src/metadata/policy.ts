import { createHash } from 'node:crypto'
import { site } from '../site.ts'

/** Texts that stand inline on the pages, byte for byte as printed. */
export interface InlineTexts {
  styles: readonly string[]
  scripts: readonly string[]
  /** Where a counter of visits is, as `https://dem.bao.vn`. */
  counter?: string | undefined
}

const counter = site.counter?.script ?? ''

/** The origin of the owner's counter of visits, the only one beside the site's own that its pages contact. */
export const counterOrigin = URL.canParse(counter) ? new URL(counter).origin : undefined

/** Sources, and a counter's where there is one. */
const withCounter = (sources: string, origin?: string) => (origin ? `${sources} ${origin}` : sources)

/** What holds whatever a page inlines: a `meta` and a header may say it. */
const unchanging = (origin?: string) => [
  "img-src 'self' data:",
  "media-src 'self'",
  "font-src 'self'",
  withCounter("connect-src 'self'", origin),
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  // The page's script makes one policy, `sw`, which lets one address through: that of the service worker.
  "require-trusted-types-for 'script'",
  'trusted-types sw',
]

/**
 * The site's one Content-Security-Policy, for every page alike: nothing from elsewhere but an owner's
 * own counter, inline only what is hashed.
 *
 * @param inline the very strings that the layout prints
 * @returns the policy's directives, for the page's `meta`
 * @see https://www.w3.org/TR/CSP3/
 * @see https://www.w3.org/TR/trusted-types/
 */
export function contentSecurityPolicy({ styles, scripts, counter }: InlineTexts): string {
  return [
    "default-src 'none'",
    withCounter(`script-src 'self' ${scripts.map(hashOf).join(' ')}`, counter),
    `style-src 'self' ${styles.map(hashOf).join(' ')}`,
    ...unchanging(counter),
  ].join('; ')
}

/**
 * The policy for headers. It has no hash, so that no server's configuration goes stale with the next build; a browser
 * holds a page to this one and to the one in its `meta`. Only a header can say who may frame a page.
 */
export const headerPolicy = [...unchanging(counterOrigin), "object-src 'none'", "frame-ancestors 'none'"].join('; ')

/** The source expression that allows an inline text. */
export function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
