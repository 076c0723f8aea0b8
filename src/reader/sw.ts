/*
 * The service worker: keeps what was read on the device. It must be a file of its own at the site's root, because a
 * worker serves what lies below it. Without it every page needs a network, and nothing else changes.
 */
declare const OFFLINE_PATH: string
declare const SEARCH_PATH: string

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface FetchEvent extends WorkerEvent {
  request: Request
  resultingClientId: string
  respondWith(response: Promise<Response>): void
}
interface Client {
  postMessage(answer: string): void
}
interface MessageEvent extends WorkerEvent {
  data: [wish: string, path: string, ...fetched: string[]]
  source: Client
}
interface WorkerScope {
  registration: {
    scope: string
    active: object | null
    waiting: { postMessage(message: [wish: string]): void } | null
  }
  clients: {
    claim(): Promise<void>
    get(id: string): Promise<Client | undefined>
    matchAll(options: { includeUncontrolled: boolean }): Promise<Client[]>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void
}
const worker = self as unknown as WorkerScope
const { scope } = worker.registration
const offlinePage = `${scope}${OFFLINE_PATH}`
// Other sites may share the origin, each below its own path.
const read = `read ${scope}`
const saved = `saved ${scope}`
const isAsset = (url: string) => url.startsWith(`${scope}_astro/`)

const isPage = ({ headers }: Response) => /html/.test(headers.get('content-type') ?? '')

/** Keeps a response if it is whole and what it should be. Throws where it is not. */
async function keep(cache: string, url: string, response: Response): Promise<void> {
  const { headers, status, type, redirected } = response
  // Half a body rejects here where the browser can tell; elsewhere its length does.
  const body = await response.arrayBuffer()
  const length = headers.get('content-encoding') ? null : headers.get('content-length')
  if (status !== 200 || type !== 'basic' || redirected || isPage(response) === isAsset(url)) throw url
  if (length && Number(length) !== body.byteLength) throw url
  await (await caches.open(cache)).put(url, new Response(body, { headers }))
}

/** A page that must be there without a network, and all that its elements name: a face that no text uses is not fetched. */
async function prepare(page: string): Promise<void> {
  const response = await fetch(page, { cache: 'no-cache' })
  const html = await response.clone().text()
  const values = [...html.matchAll(/="([^"\s]+)"/g)].map(([, value]) => `${value}`)
  const assets = new Set(values.filter((value) => value.includes('/_astro/')).map((path) => new URL(path, scope).href))
  await Promise.all([...assets].map(async (url) => keep(saved, url, await fetch(url))))
  await keep(saved, page, response)
}

/** So many pages stay on the device that were only read. */
const mostRead = 40

/** So long a reader waits for a page that is on the device already, in milliseconds. */
const patience = 3000

/** What changes the caches, one after the other: what is tidied must not be half kept. */
let work: Promise<unknown> = Promise.resolve()
function inTurn<T>(job: () => Promise<T>): Promise<T> {
  const done = work.then(job)
  work = done.catch(() => {})
  return done
}

/** Keeps a page that was read, and forgets the one read longest ago where there are too many. */
const keepRead = (url: string, response: Response) =>
  inTurn(async () => {
    await keep(read, url, response)
    const keys = await (await caches.open(read)).keys()
    if (keys.filter((key) => !isAsset(key.url)).length > mostRead) await tidy()
  })

/** An article that is not there any more leaves the device, too. */
const forget = (url: string) =>
  inTurn(async () => {
    for (const name of [read, saved]) await (await caches.open(name)).delete(url)
    await tidy()
  })

/** Forgets the pages read longest ago, and every file that no page kept names. */
async function tidy(): Promise<void> {
  for (const name of [read, saved]) {
    const cache = await caches.open(name)
    const keys = await cache.keys()
    const pages = keys.filter(({ url }) => !isAsset(url))
    if (name === read)
      await Promise.all(pages.splice(0, Math.max(0, pages.length - mostRead)).map((page) => cache.delete(page)))
    const texts = await Promise.all(pages.map(async (page) => (await cache.match(page))?.text()))
    const all = texts.join()
    const unused = keys.filter(({ url }) => isAsset(url) && !all.includes(new URL(url).pathname))
    await Promise.all(unused.map((asset) => cache.delete(asset)))
  }
}

/** A page: from the network whenever there is one; where the line is slow, what is on the device. */
async function page(event: FetchEvent): Promise<Response> {
  const url = event.request.url.split(/[?#]/, 1)[0] ?? ''
  // No navigation preload: where it fails, Firefox shows its own error, whatever the worker answers (seen in 153).
  const fresh = fetch(event.request)
  // What is fetched before it is opened has not been read; where it is opened, offline.ts says so.
  if (!event.request.headers.has('Sec-Purpose'))
    event.waitUntil(fresh.then((response) => afterFetch(url, response.clone())).catch(() => {}))
  const kept = await match(url)
  try {
    return await (kept ? Promise.race([fresh, late(event, fresh, kept)]) : fresh)
  } catch {
    return kept || (await match(offlinePage)) || Response.error()
  }
}

const afterFetch = (url: string, response: Response) =>
  /^4(?:04|10)$/.test(`${response.status}`) ? forget(url) : keepRead(url, response)

/** What is on the device, when the reader has waited long enough; the newer page, once it comes, is offered there. */
async function late(event: FetchEvent, fresh: Promise<Response>, kept: Response): Promise<Response> {
  await new Promise((resolve) => setTimeout(resolve, patience))
  const shown = kept.clone()
  event.waitUntil(
    fresh
      .then(async (response) => {
        if ((await response.clone().text()) === (await kept.text())) return
        ;(await worker.clients.get(event.resultingClientId))?.postMessage('newer')
      })
      .catch(() => {}),
  )
  return shown
}

/** A file whose name changes with its contents: from the device if it is there. */
async function asset(event: FetchEvent): Promise<Response> {
  const { request } = event
  const hit = await match(request.url)
  if (hit) return hit
  try {
    const response = await fetch(request)
    // A host that answers with a page for what it lacks: no file, for offline.ts either, which keeps what it gets.
    if (isPage(response)) throw request.url
    event.waitUntil(keep(read, request.url, response.clone()).catch(() => {}))
    return response
  } catch {
    // A turned phone asks for another size of a picture; the one that was shown will do.
    const stem = /^.*\/_astro\/[a-z0-9-]+\./.exec(request.url)?.[0]
    for (const name of stem ? [read, saved] : []) {
      const cache = await caches.open(name)
      const other = (await cache.keys()).find(({ url }) => url.startsWith(`${stem}`))
      if (other) return (await cache.match(other)) ?? Response.error()
    }
    return Response.error()
  }
}

/** Does what an open page asks for. It stands here and not in the page, whose script must be small. */
async function answer({ data: [wish, path, ...fetched], source }: MessageEvent): Promise<void> {
  const page = new URL(path, scope).href
  const onPurpose = await caches.open(saved)
  try {
    if (wish === 'read ' || (wish && !(await onPurpose.delete(page)))) {
      // The page last: what is listed as kept has all its files.
      const files = [...new Set(fetched.filter(isAsset))]
      await inTurn(async () => {
        await Promise.all(files.map(async (url) => keep(wish + scope, url, await fetch(url))))
        await keep(wish + scope, page, await fetch(page))
      })
    }
    source.postMessage(`${!!(await onPurpose.match(page))}`)
  } catch {
    if (wish === 'saved ') source.postMessage('')
  }
  if (!wish && worker.registration.waiting) source.postMessage('new')
}

const match = async (url: string) =>
  (await (await caches.open(read)).match(url)) || (await caches.open(saved)).match(url)

worker.addEventListener('install', (event) =>
  // Without the offline page no worker; a site of one article has no search.
  event.waitUntil(
    Promise.all([prepare(offlinePage), prepare(scope + SEARCH_PATH).catch(() => {})]).then(async () => {
      // The first worker replaces nothing.
      if (worker.registration.active)
        for (const client of await worker.clients.matchAll({ includeUncontrolled: true })) client.postMessage('new')
    }),
  ),
)
worker.addEventListener('activate', (event) =>
  // In this order: pages that are claimed begin to keep, and tidying must not meet a page half kept.
  event.waitUntil(inTurn(tidy).then(() => worker.clients.claim())),
)
worker.addEventListener('message', (event) => {
  const [wish] = event.data
  // Pages reach the worker that serves them, which hands the wish on to the one that waits.
  if (wish === 'now') worker.registration.waiting?.postMessage(['skip'])
  else if (wish === 'skip') worker.skipWaiting()
  else event.waitUntil(answer(event))
})
worker.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  if (method !== 'GET' || !url.startsWith(scope)) return
  if (mode === 'navigate') event.respondWith(page(event))
  else if (isAsset(url)) event.respondWith(asset(event))
})

// A script; this line only tells the type checker that its names are its own.
export {}
