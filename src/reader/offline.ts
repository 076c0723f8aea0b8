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

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

const workers = navigator.serviceWorker
// This file lies in _astro/, below the site's base path.
const { src } = document.currentScript as HTMLScriptElement
const base = src && new URL('..', src).href

/** Puts this page, with all that it fetched, into a cache; whole, or not at all. */
async function keepPage(cache: string): Promise<void> {
  const fetched = performance.getEntriesByType('resource').map(({ name }) => name)
  const own = fetched.filter((url) => url.startsWith(`${base}_astro/`))
  await (await caches.open(cache + base)).addAll([...new Set([location.pathname, ...own])])
}

async function showKeep(): Promise<void> {
  const cache = await caches.open(`saved ${base}`)
  const show = async () => {
    toggle.ariaPressed = `${!!(await cache.match(location.pathname))}`
  }
  const toggle = button(words.keep, async () => {
    try {
      if (!(await cache.delete(location.pathname))) {
        await wholePictures()
        await keepPage('saved ')
      }
    } catch {
      say(words.notKept)
    }
    show()
  })
  show()
  atEnd(toggle)
}

async function start(): Promise<void> {
  const url = `${base}sw.js`
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes }
  // Whatever it is asked for, this policy allows the one address.
  const policy = trustedTypes?.createPolicy('sw', { createScriptURL: () => url })
  const registration = await workers.register(policy?.createScriptURL('') ?? url)
  // The first worker replaces nothing.
  const check = () =>
    registration.waiting &&
    registration.active &&
    offer(words.newVersion, () => {
      workers.oncontrollerchange = () => location.reload()
      registration.waiting?.postMessage('now')
    })
  check()
  registration.onupdatefound = () => {
    const { installing } = registration
    if (installing) installing.onstatechange = check
  }
  if (!text) return
  showKeep()
  // The first visit comes before the worker, which therefore has seen nothing of it.
  if (!workers.controller) workers.oncontrollerchange = () => keepPage('read ')
}

// A page that carries its script in itself has no site to be offline from.
if (OFFLINE && workers && base) addEventListener('load', () => start().catch(() => {}))
