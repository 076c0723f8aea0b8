/** What a name holds on this device; the other value where storage is forbidden or holds something else. */
export function load<T>(key: string, otherwise: T): T {
  try {
    return JSON.parse(localStorage[key]) || otherwise
  } catch {
    return otherwise
  }
}

/** Keeps a value on this device, where that is allowed; in a private window it holds for this page. */
export function save(key: string, value: unknown): void {
  try {
    localStorage[key] = JSON.stringify(value)
  } catch {}
}
