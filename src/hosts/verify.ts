import { createHash } from 'node:crypto'
import type { ManifestEntry } from './manifest.ts'
import { isServed } from './media-types.ts'

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
 * @param redirects old paths, with the base path; a host may redirect them in place of the page that stands there
 * @returns sorted by path; empty where all is as it was built
 */
export async function verify(
  address: string,
  entries: readonly ManifestEntry[],
  redirects: readonly { from: string }[] = [],
): Promise<Difference[]> {
  const old = new Set(redirects.map(({ from }) => from))
  const differences: Difference[] = []
  // Some hosts answer 404.html itself with a redirect; what counts is that they show it where nothing is.
  const queue = entries.filter(({ path }) => isServed(path)).values()
  const work = async () => {
    for (const { path, hash } of queue) {
      const url = urlOf(address, path)
      const what = await compare(url, hash, path === '404.html' ? 404 : 200, old.has(new URL(url).pathname))
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

async function compare(url: string, hash: string, status: number, isOld: boolean): Promise<string | undefined> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(limits.milliseconds) })
    if (isOld && [301, 302, 307, 308, 410].includes(response.status)) {
      await response.body?.cancel()
      return undefined
    }
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
