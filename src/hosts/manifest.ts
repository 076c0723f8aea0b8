import { dirname, join } from 'node:path'

/** Where the manifest of `dist/` lies, from the project's root: `sha256sum -c`, run in `dist/`, reads it. */
export const manifestFile = '.cache/sha256sums.txt'

/** On the target: the manifest of what lies there. It begins with a dot, so that servers do not show it. */
export const deployedFile = '.deployed.txt'

/** Beside the manifest: what lay on the target before the last deployment, which `npm run indexnow` reads. */
export const beforeFile = (manifest: string): string => join(dirname(manifest), 'before-deployment.txt')

/** A file of a build. */
export interface ManifestEntry {
  /** From the site's root, with forward slashes. */
  path: string
  /** The SHA-256 of its bytes, in hexadecimal. */
  hash: string
}

/** The manifest's text, as `sha256sum` writes it. */
export function formatManifest(entries: readonly ManifestEntry[]): string {
  return entries.map(({ path, hash }) => `${hash}  ${path}\n`).join('')
}

/**
 * Reads what `formatManifest` wrote.
 *
 * @throws where a line is none of a manifest
 */
export function parseManifest(text: string): ManifestEntry[] {
  const entries: ManifestEntry[] = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    if (line.length < 67 || line.slice(64, 66) !== '  ') {
      throw new Error(`"${line.slice(0, 80)}" is no line of a manifest`)
    }
    entries.push({ path: line.slice(66), hash: line.slice(0, 64) })
  }
  return entries
}
