import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { type Host, serve } from './host.ts'
import { launchBrowser } from './launch.ts'

/** What the tests of a file share: a browser, and a host of the built site. */
interface Site {
  browser: Browser
  host: Host
}

/** Has both there for all tests of the file that calls it. */
export function useSite(): Site {
  const site = {} as Site
  beforeAll(async () => {
    site.host = await serve(inject('dist'))
    site.browser = await launchBrowser()
  })
  afterAll(async () => {
    await site.browser?.close()
    await site.host?.close()
  })
  return site
}
