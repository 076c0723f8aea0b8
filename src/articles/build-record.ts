import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a build can leave as the last one made it. A unit is a folder of the site, named by its path; its key stands for
 * everything that its files are made from but the code, for which the revision stands.
 */
export type Units = Record<string, string>

/** What a build wrote down of itself. */
export interface Made {
  revision: string
  /** The hash of the manifest, so that what is written down is about this very `dist/`. */
  manifest: string
  /** When the build ended, in milliseconds since 1970: no file of it is younger. */
  ended: number
  /** For each unit its key, and the names in `_astro/` that its files point at. */
  units: Record<string, [key: string, ...assets: string[]]>
  /** The addresses of the articles' lead pictures, by the articles' ids. */
  leads: Record<string, string>
}

/** What the last build wrote down, if `dist/` is what it left. */
export function readMade(root: string): Made | undefined {
  try {
    return JSON.parse(readFileSync(join(root, madeFile), 'utf8'))
  } catch {
    return undefined
  }
}

/** Where builds write it down, from the project's root. */
export const madeFile = '.cache/made.json'
