import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { planDeployment } from './deploy.ts'
import type { ManifestEntry } from './manifest.ts'

/** The search engines that take part tell one another. */
export const indexNowEndpoint = 'https://api.indexnow.org/indexnow'

/** As many addresses as one request may have. */
export const mostAddresses = 10_000

/** One request's body. @see https://www.indexnow.org/documentation */
export interface IndexNowRequest {
  host: string
  key: string
  keyLocation: string
  urlList: string[]
}

/**
 * The addresses of pages that a deployment made, changed or took away.
 *
 * @param dist the new build's folder, whose manifest is `build`
 * @param before what was deployed
 * @param address of the site, with its base path
 */
export function changedAddresses(
  dist: string,
  build: readonly ManifestEntry[],
  before: readonly ManifestEntry[],
  address: string,
): string[] {
  const { batches, deletions } = planDeployment(build, before)
  const changed = batches.flat().filter((path) => isPage(path) && !isUnlisted(dist, path))
  const pages = [...changed, ...deletions.filter(isPage)].sort()
  return pages.map((path) => `${address.replace(/\/$/, '')}/${path.replace(/(^|\/)index\.html$/, '$1')}`)
}

const isPage = (path: string) => path.endsWith('.html')

/** Search engines must not list it. An article's address that leads on or says "taken down" is told of: they know it. */
function isUnlisted(dist: string, path: string): boolean {
  const isArticle = /^\d{4}\/[^/]+\/index\.html$/.test(path)
  return !isArticle && /<meta name="robots" content="noindex/.test(readFileSync(join(dist, path), 'utf8'))
}

/** What is to be sent: a request for each ten thousand addresses. */
export function indexNowRequests(addresses: readonly string[], key: string, address: string): IndexNowRequest[] {
  const { host } = new URL(address)
  const keyLocation = `${address.replace(/\/$/, '')}/${key}.txt`
  return Array.from({ length: Math.ceil(addresses.length / mostAddresses) }, (_, i) => ({
    host,
    key,
    keyLocation,
    urlList: addresses.slice(i * mostAddresses, (i + 1) * mostAddresses),
  }))
}

/** What an answer means; others are told as they are. */
const meanings: Record<number, string> = {
  400: 'the request is not understood',
  403: 'the key file is not there: deploy the build that has it, then run this again',
  422: 'the addresses are not of the site whose key this is: was dist/ built for another address?',
  429: 'too many requests: try again later',
}

/**
 * Sends the requests, one after the other.
 *
 * @throws where one is refused
 */
export async function tellIndexNow(requests: readonly IndexNowRequest[], endpoint: string): Promise<void> {
  for (const body of requests) {
    const { status } = await fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    })
    // 202: taken, and the key is still to be looked at.
    if (status !== 200 && status !== 202) {
      throw new Error(`${endpoint} answers ${status}${meanings[status] ? `: ${meanings[status]}` : ''}`)
    }
  }
}
