import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

const types: Record<string, string> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
}

/** A static host that a test can switch, cut and make misbehave. */
export interface Host {
  /** Address of the site's root, without a trailing slash. */
  url: string
  /** The folder that is served; another one is another deploy. */
  dist: string
  /** The policy that its answers carry in a header; none where it is empty. */
  policy: string
  /** Hosts that answer nothing: the network is gone. */
  down: boolean
  /** The paths that were asked for, until a test clears them. */
  asked: Set<string>
  /** Milliseconds that a path is kept waiting, for tests of what comes late. */
  delay: (path: string) => number
  /** Answers in place of the file where it returns something: a body, and a length that may be a lie. */
  wrong: (path: string) => { status?: number; type?: string; body: string; length?: number } | undefined
  close(): Promise<void>
}

/** Serves a build below a base path, as a static host does. */
export async function serve(dist: string, base = ''): Promise<Host> {
  const server = createServer(async (request, response) => {
    if (host.down) return request.socket.destroy()
    const path = decodeURIComponent(String(request.url).split('?')[0] ?? '')
    host.asked.add(path)
    await setTimeout(host.delay(path))
    const wrong = host.wrong(path)
    if (wrong) {
      const headers = { 'Content-Type': wrong.type ?? types['.html'], 'Content-Length': wrong.length }
      response.writeHead(
        wrong.status ?? 200,
        Object.fromEntries(Object.entries(headers).filter(([, v]) => v !== undefined)),
      )
      response.write(wrong.body)
      if (wrong.length) return void setTimeout(100).then(() => request.socket.destroy())
      return response.end()
    }
    const file = path.slice(base.length).replace(/\/$/, '/index.html')
    try {
      if (!path.startsWith(`${base}/`)) throw path
      const body = await readFile(join(host.dist, file))
      // For pages that a policy takes their origin from.
      response.setHeader('Access-Control-Allow-Origin', '*')
      if (host.policy) response.setHeader('Content-Security-Policy', host.policy)
      response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'text/plain', 'Cache-Control': 'no-cache' })
      return response.end(body)
    } catch {
      response.writeHead(404, { 'Content-Type': types['.html'] })
      return response.end(await readFile(join(host.dist, '404.html')).catch(() => '<!doctype html><title>404</title>'))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const host: Host = {
    url: `http://127.0.0.1:${port}${base}`,
    dist,
    policy: '',
    down: false,
    asked: new Set(),
    delay: () => 0,
    wrong: () => undefined,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  }
  return host
}
