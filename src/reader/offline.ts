/*
 * Starts the service worker, and lets the reader keep an article on purpose.
 * Without it pages need a network, and no button promises otherwise.
 */
import * as words from '../strings.ts'
import { atEnd, button, offer, say } from './dom.ts'
import { wholePictures } from './pictures.ts'
import { text } from './text.ts'

/** Whether the site wants to be read offline, as its owner says in site.ts. */
declare const OFFLINE: boolean

interface Rules {
  createScriptURL(address: string): string
}
interface TrustedTypes {
  createPolicy(name: string, rules: Rules): Rules
}

// A page that a sandbox took the origin from may not even ask for them.
const workers = (origin === 'null' ? undefined : navigator.serviceWorker) as ServiceWorkerContainer
// This file lies in _astro/, below the site's base path.
const url = (document.currentScript as HTMLScriptElement).src.replace(/_astro.*/, 'sw.js')

/**
 * Tells the worker what this page fetched, and a wish: `saved ` keeps the page or lets it go, `read ` keeps it, `now`
 * takes the new version. It answers whether the page is kept on purpose, `true` or `false`, with nothing where it could
 * not keep it, and with `new` when a version waits; of itself it says `newer` where it showed a kept page on a slow line
 * and the newer one has come.
 */
const ask = async (wish = '') =>
  (await workers.ready).active?.postMessage([
    wish,
    location.pathname,
    ...performance.getEntriesByType('resource').map(({ name }) => name),
  ])

const toggle = button(
  words.keep,
  async () => {
    await wholePictures()
    ask('saved ')
  },
  'keep',
)

async function start(): Promise<void> {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes }
  // Whatever it is asked for, this policy allows the one address.
  const rules = { createScriptURL: () => url }
  await workers.register((trustedTypes?.createPolicy('sw', rules) ?? rules).createScriptURL(''))
  workers.onmessage = ({ data }) => {
    if (data === 'new')
      offer(words.newVersion, () => {
        workers.oncontrollerchange = () => location.reload()
        ask('now')
      })
    else if (data === 'newer') offer(words.newVersion, () => location.reload())
    else if (data) toggle.ariaPressed = data
    else say(words.notKept)
  }
  ask()
  if (!text) return
  atEnd(toggle)
  // The first visit comes before the worker, which therefore has seen nothing of it.
  if (!workers.controller) workers.oncontrollerchange = () => ask('read ')
  // Nor does it know whether a page that was fetched before is read.
  else if (
    (performance.getEntriesByType('navigation')[0] as { deliveryType?: string }).deliveryType ===
    'navigational-prefetch'
  )
    ask('read ')
}

// A page that carries its script in itself has no site to be offline from.
if (OFFLINE && workers && url) addEventListener('load', () => start().catch(() => {}))
