import { createHash } from 'node:crypto'
import { isServed } from './kinds.ts'
import type { ManifestEntry } from './manifest.ts'

/** A file that the address does not serve as it was built. */
export interface Difference {
  path: string
  what: string
}

/** How much is asked at once, and for how long each may take. */
const limits = { atOnce: 8, milliseconds: 20_000, bytes: 100 * 1024 * 1024 }

/**
 * Fetches every file of a manifest from an address and names what differs.
 *
 * @param address the site's address with its base path
 * @param entries the manifest; files that only hosts read are passed over
 * @returns sorted by path; empty where all is as it was built
 */
export async function verify(address: string, entries: readonly ManifestEntry[]): Promise<Difference[]> {
  const differences: Difference[] = []
  // Some hosts answer 404.html itself with a redirect; what counts is that they show it where nothing is.
  const queue = entries.filter(({ path }) => isServed(path)).values()
  const work = async () => {
    for (const { path, hash } of queue) {
      const what = await compare(urlOf(address, path), hash, path === '404.html' ? 404 : 200)
      if (what) differences.push({ path, what })
    }
  }
  await Promise.all(Array.from({ length: limits.atOnce }, work))
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function urlOf(address: string, path: string): string {
  const asked = path === '404.html' ? 'khong-co-trang-nay/' : path.replace(/(^|\/)index\.html$/, '$1')
  return `${address.replace(/\/$/, '')}/${asked.split('/').map(encodeURIComponent).join('/')}`
}

async function compare(url: string, hash: string, status: number): Promise<string | undefined> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(limits.milliseconds) })
    if (response.status !== status) {
      await response.body?.cancel()
      return `answers ${response.status}, not ${status}`
    }
    const digest = createHash('sha256')
    let length = 0
    for await (const chunk of response.body ?? []) {
      length += chunk.length
      if (length > limits.bytes) return 'does not end'
      digest.update(chunk)
    }
    return digest.digest('hex') === hash ? undefined : 'has other bytes'
  } catch (error) {
    return `does not answer: ${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message}`
  }
}
