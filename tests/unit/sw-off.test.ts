import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

test.each(['activate', 'message'])(
  'on %s the worker leaves when everything is deleted, and not before',
  async (type) => {
    const done: string[] = []
    const listeners = new Map<string, (event: { waitUntil: (work: Promise<unknown>) => void }) => void>()
    const unregister = async () => done.push('unregistered')
    vi.stubGlobal('self', {
      registration: { scope: 'https://bao.example/', unregister },
      skipWaiting: () => done.push('skipped'),
      addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
    })
    vi.stubGlobal('caches', {
      delete: async (name: string) => {
        await wait(5)
        done.push(name)
      },
    })
    await import('../../src/reader/sw-off.ts')
    let work: Promise<unknown> | undefined
    listeners.get(type)?.({
      waitUntil: (promise) => {
        work = promise
      },
    })
    await work
    expect(done).toEqual(['read https://bao.example/', 'saved https://bao.example/', 'unregistered'])
  },
)
