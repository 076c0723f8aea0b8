import { readdir, readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/*
 * Asks one page of a server on this machine many times and prints how it did: `npm run load -- http://127.0.0.1:4321/`.
 * Loopback only, and bounded: it is a measure, no weapon.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    requests: { type: 'string', default: '20000' },
    atOnce: { type: 'string', default: '32' },
    /** The server's process, for its memory. */
    pid: { type: 'string' },
  },
})
const limits = { requests: 100_000, atOnce: 200 }
const url = new URL(positionals[0] ?? 'http://localhost:4321/')
const count = Math.min(Number(values.requests), limits.requests)
const atOnce = Math.min(Number(values.atOnce), limits.atOnce)
if (!['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) throw new Error(`${url.hostname} is not this machine`)

const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
const times: number[] = []
const failures = new Map<string, number>()
let bytes = 0
let started = 0

async function ask(): Promise<void> {
  const start = performance.now()
  const failure = await new Promise<string | undefined>((resolve) => {
    const outgoing = request(url, { agent, headers: { 'Accept-Encoding': 'br' }, timeout: 10_000 }, (incoming) => {
      incoming.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      incoming.on('end', () => resolve(incoming.statusCode === 200 ? undefined : `status ${incoming.statusCode}`))
      incoming.on('error', (error) => resolve(error.message))
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in 10 s')))
    outgoing.on('error', (error) => resolve(error.message))
    outgoing.end()
  })
  times.push(performance.now() - start)
  if (failure) failures.set(failure, (failures.get(failure) ?? 0) + 1)
}

/** Resident memory of a process and its children, in MB; only where Linux tells. */
async function memory(pid: string | undefined): Promise<number | undefined> {
  if (!pid || process.platform !== 'linux') return undefined
  const of = async (id: string): Promise<number> => {
    const status = await readFile(join('/proc', id, 'status'), 'utf8').catch(() => '')
    const own = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    const tasks = await readdir(join('/proc', id, 'task')).catch(() => [])
    const lists = tasks.map((task) => readFile(join('/proc', id, 'task', task, 'children'), 'utf8').catch(() => ''))
    const children = (await Promise.all(lists)).join(' ').split(/\s+/).filter(Boolean)
    return (await Promise.all(children.map(of))).reduce((sum, size) => sum + size, own)
  }
  return of(pid)
}

const memories: (number | undefined)[] = [await memory(values.pid)]
const begin = performance.now()
const quarter = Math.ceil(count / 4)
for (let done = 0; done < count; done += quarter) {
  const end = Math.min(done + quarter, count)
  const work = async () => {
    while (started < end) {
      started += 1
      await ask()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  memories.push(await memory(values.pid))
}
const seconds = (performance.now() - begin) / 1000
agent.destroy()
times.sort((a, b) => a - b)
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]?.toFixed(1)
const failed = [...failures.values()].reduce((sum, n) => sum + n, 0)
console.log(`${count} requests, ${atOnce} at once, ${url.href}`)
console.log(`${failed} failed${[...failures].map(([what, n]) => `; ${n} × ${what}`).join('')}`)
console.log(`${Math.round(count / seconds)} a second; ${(bytes / count).toFixed(0)} B each, brotli`)
console.log(`50 % within ${at(0.5)} ms, 99 % ${at(0.99)} ms, all ${at(1)} ms`)
if (values.pid)
  console.log(`memory in MB, before and after each quarter: ${memories.map((m) => m?.toFixed(0)).join(', ')}`)
process.exitCode = failed === 0 ? 0 : 1
