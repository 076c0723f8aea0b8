import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { servePreview } from '../../src/hosts/preview.ts'
import { ask, freePort } from '../serve.ts'

const dist = inject('dist')
let server: Awaited<ReturnType<typeof servePreview>>
let origin: string

beforeAll(async () => {
  server = await servePreview(dist, undefined, await freePort())
  origin = `http://localhost:${server.port}`
})

afterAll(() => server.stop())

test('it is for this machine alone', () => {
  const address = server.server.address()
  expect(typeof address === 'object' && address?.address).toMatch(/^(?:127\.0\.0\.1|::1)$/)
  expect(server.url).toBe(`${origin}/`)
})

test('the command serves the build of its folder and says where', async () => {
  const args = ['src/run.js', 'astro', 'preview', '--port', String(await freePort())]
  const command = spawn(process.execPath, args, { cwd: join(dist, '..'), env: { ...process.env, NO_COLOR: '1' } })
  try {
    let output = ''
    for (const stream of [command.stdout, command.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk))
    const address = () => /the site is at (\S+)/.exec(output)?.[1]
    await expect.poll(() => address() ?? command.exitCode, { timeout: 30_000 }).toEqual(expect.any(String))
    expect((await ask(address() ?? '')).status, output).toBe(200)
    expect(output).not.toMatch(/ERROR|WARN/)
  } finally {
    if (command.exitCode === null && command.kill()) await once(command, 'exit')
  }
})

test('a taken port makes it take the next one', async () => {
  const second = await servePreview(dist, undefined, server.port)
  expect(second.port).toBeGreaterThan(server.port)
  expect((await ask(`http://localhost:${second.port}/`)).status).toBe(200)
  await second.stop()
})

test('for a minute 500 readers who ask halfway, and some who do not take what they are sent, keep nobody else out', async () => {
  const page = await readFile(join(dist, 'index.html'))
  const address = server.server.address()
  const host = typeof address === 'object' ? (address?.address ?? '') : ''
  const open = new Set<Socket>()
  let cut = 0
  const hold = (text: string, isSlow: boolean) => {
    const socket = connect(server.port, host, () => socket.write(text))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      open.delete(socket)
      cut += 1
    })
    if (isSlow) socket.pause()
    else socket.resume()
    open.add(socket)
  }
  // Who asks and does not read: more is on the way than the system keeps for them.
  const many = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(400)
  const half = 'GET / HTTP/1.1\r\nHost: local'
  const isStarted = Date.now()
  const waits: number[] = []
  let most = 0
  try {
    for (let i = 0; i < 20; i += 1) hold(many, true)
    while (Date.now() - isStarted < 60_000) {
      // Who is cut off comes again, and says one byte more each second.
      for (const socket of open) if (!socket.isPaused()) socket.write('x')
      while (open.size < 520) hold(half, false)
      const before = Date.now()
      const { status, body } = await ask(`${origin}/`)
      waits.push(Date.now() - before)
      expect([status, body.equals(page)]).toEqual([200, true])
      const count = await new Promise<number>((resolve, reject) =>
        server.server.getConnections((error, connections) => (error ? reject(error) : resolve(connections))),
      )
      most = Math.max(most, count)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    }
  } finally {
    for (const socket of open) socket.destroy()
  }
  expect(most, 'they were really there').toBeGreaterThan(450)
  expect(waits.length).toBeGreaterThan(10)
  expect(cut, 'and were cut off').toBeGreaterThan(500)
}, 120_000)
