/*
 * Takes the place of the service worker where site.ts says `offline: false`: it deletes what was kept and itself, on
 * every device that still has it. Without it an old worker would stay for ever.
 */
interface WorkerEvent {
  waitUntil(work: Promise<unknown>): void
}
interface WorkerScope {
  registration: { scope: string; unregister(): Promise<boolean> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate' | 'message', listener: (event: WorkerEvent) => void): void
}
const worker = self as unknown as WorkerScope
const { scope } = worker.registration

async function deleteAll(): Promise<void> {
  await Promise.allSettled([caches.delete(`read ${scope}`), caches.delete(`saved ${scope}`)])
  // Last: a worker that serves no page is stopped with it, in the middle of whatever it does.
  await worker.registration.unregister()
}

const leave = (event: WorkerEvent) => event.waitUntil(deleteAll())

worker.addEventListener('install', () => worker.skipWaiting())
worker.addEventListener('activate', leave)
// A page of before, from a cache on the way, registers again, and while another tab is open that takes up the old
// registration: nothing is activated then, but the page asks the worker something (offline.ts).
worker.addEventListener('message', leave)

// A script; this line only tells the type checker that its names are its own.
export {}
