/*
 * Takes the place of the service worker where site.ts says `offline: false`: it deletes what was kept and itself, on
 * every device that still has it. Without it an old worker would stay for ever.
 */
interface WorkerScope {
  registration: { scope: string; unregister(): Promise<boolean> }
  skipWaiting(): Promise<void>
  addEventListener(
    type: 'install' | 'activate',
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void
}
const worker = self as unknown as WorkerScope
const { scope } = worker.registration

worker.addEventListener('install', () => worker.skipWaiting())
worker.addEventListener('activate', (event) =>
  event.waitUntil(
    Promise.all([caches.delete(`read ${scope}`), caches.delete(`saved ${scope}`), worker.registration.unregister()]),
  ),
)

// A script; this line only tells the type checker that its names are its own.
export {}
