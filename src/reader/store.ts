/** The site's base path, by which sites that share an origin do not meet; `src/build/client-files.ts` fills it in. */
declare const BASE: string

/**
 * What a name holds on this device; the other value where storage is forbidden, empty, or holds something of another
 * kind: other scripts may write there, too.
 */
export function load<T extends string | unknown[]>(key: string, otherwise: T): T {
  try {
    const kept = JSON.parse(localStorage[BASE + key])
    return typeof kept === typeof otherwise && Array.isArray(kept) === Array.isArray(otherwise) ? kept : otherwise
  } catch {
    return otherwise
  }
}

/** The names that begin with these words and hold something on this device, without them. */
export function namesAfter(words: string): string[] {
  try {
    const start = BASE + words
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(start) ? key.slice(start.length) : []))
  } catch {
    return []
  }
}

/** Keeps a value on this device, where that is allowed; in a private window it holds for this page. */
export function save(key: string, value: unknown): void {
  try {
    localStorage[BASE + key] = JSON.stringify(value)
  } catch {}
}
