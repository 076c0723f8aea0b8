/** Settings that differ from the default: name of the `data-` attribute on the root, and its value. */
export type Settings = Record<string, string>

const key = 'settings'

/** What the reader chose on this device; nothing where storage is forbidden or holds something else. */
export function read(): Settings {
  try {
    return JSON.parse(localStorage[key])
  } catch {
    return {}
  }
}

/** Keeps the choice on this device, where that is allowed. */
export function write(settings: Settings): void {
  try {
    localStorage[key] = JSON.stringify(settings)
  } catch {
    // A private window: the choice holds for this page.
  }
}
