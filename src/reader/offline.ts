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

/** Tells the worker what this page fetched, and the wish: `saved ` keeps the page or lets it go, `read ` keeps it. */
const ask = async (wish = '') =>
  (await workers.ready).active?.postMessage([
    wish,
    location.pathname,
    ...performance.getEntriesByType('resource').map(({ name }) => name),
  ])

function showKeep(): void {
  const toggle = button(words.keep, async () => {
    await wholePictures()
    ask('saved ')
  })
  workers.onmessage = ({ data: [isSaved, failed] }) => {
    toggle.ariaPressed = isSaved
    if (failed) say(words.notKept)
  }
  ask()
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
  if (!workers.controller) workers.oncontrollerchange = () => ask('read ')
}

// A page that carries its script in itself has no site to be offline from.
if (OFFLINE && workers && base) addEventListener('load', () => start().catch(() => {}))
