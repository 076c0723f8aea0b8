import { createHash } from 'node:crypto'

/** Texts that stand inline on the pages, byte for byte as printed. */
export interface InlineTexts {
  styles: string
  scripts: readonly string[]
}

/**
 * The site's one Content-Security-Policy, for every page alike: nothing from elsewhere, inline only what is hashed.
 *
 * @param inline the very strings that the layout prints
 * @returns the policy's directives; `frame-ancestors` is left to the header, since a `meta` must not have it
 * @see https://www.w3.org/TR/CSP3/
 * @see https://www.w3.org/TR/trusted-types/
 */
export function contentSecurityPolicy({ styles, scripts }: InlineTexts): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${scripts.map(hashOf).join(' ')}`,
    `style-src 'self' ${hashOf(styles)}`,
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    // The page's script makes one policy, `sw`, which lets one address through: that of the service worker.
    "require-trusted-types-for 'script'",
    'trusted-types sw',
  ].join('; ')
}

/** The source expression that allows an inline text. */
export function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
