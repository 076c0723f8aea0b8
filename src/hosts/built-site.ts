import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { site as owner } from '../site.ts'
import { siteAddress } from './address.ts'
import { madeFor } from './headers-file.ts'
import { parseRedirectsFile } from './redirects.ts'
import type { BuiltSite } from './server.ts'

/**
 * Reads of a built folder for which address it was built and what its answers depend on, so that it is served as it
 * was built, whatever the environment says now.
 *
 * @param dist the folder
 * @throws where there is no whole build
 */
export async function readBuiltSite(dist: string): Promise<BuiltSite> {
  const read = (name: string) => readFile(join(dist, name), 'utf8')
  const [headers, redirects] = await Promise.all([read('_headers'), read('_redirects')]).catch(() => {
    throw new Error(`${dist} holds no whole build: run "npm run build" first`)
  })
  const start = madeFor('')
  const address = headers.startsWith(start) ? headers.slice(start.length).split('\n', 1)[0] : undefined
  if (!address) throw new Error(`${dist}/_headers does not say for which address it was made: run "npm run build"`)
  return {
    address,
    base: siteAddress({ SITE_URL: address }).base,
    isPreview: /^ {2}X-Robots-Tag: noindex$/m.test(headers),
    preloadHsts: owner.preloadHsts,
    redirects: parseRedirectsFile(redirects),
  }
}
