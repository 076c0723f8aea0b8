import type { Site } from './headers.ts'
import type { EncodedRedirect } from './redirects.ts'

/** A site as it lies in `dist/`. */
export interface BuiltSite extends Site {
  /** The whole address, without a slash at its end. */
  address: string
  redirects: readonly EncodedRedirect[]
}

/** A value in double quotes, as nginx, Caddy and Apache read them. */
export function quoted(value: string): string {
  if (/["\\\n$]/.test(value)) throw new Error(`${JSON.stringify(value)} cannot stand in a server's configuration`)
  return `"${value}"`
}
