import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { apache } from '../src/hosts/apache.ts'
import { readBuiltSite } from '../src/hosts/built-site.ts'
import { caddy } from '../src/hosts/caddy.ts'
import { nginx } from '../src/hosts/nginx.ts'
import { servePreview } from '../src/hosts/preview.ts'

/** A server of a built folder, on loopback. */
export interface Server {
  /** As `http://127.0.0.1:8123`, without the base path. */
  origin: string
  /** The process, where there is one of its own. */
  pid?: number | undefined
  stop: () => Promise<void>
}

/** An answer, its body as it came over the wire. */
export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Asks without following, decoding or changing anything. */
export function ask(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  const { hostname, port } = new URL(url)
  const path = url.slice(new URL(url).origin.length)
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ hostname, port, path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

/** Starts one of the servers; `undefined`, and a line that says so, where it is not installed. */
export const servers: Record<string, (dist: string) => Promise<Server | undefined>> = {
  'the project’s own server': async (dist) => {
    const server = await servePreview(dist, '127.0.0.1', await freePort())
    return { origin: `http://127.0.0.1:${server.port}`, stop: () => server.stop() }
  },
  nginx: async (dist) => {
    const modules = '/etc/nginx/modules-enabled'
    // The configuration asks for Debian's module that serves compressed copies; nginx alone does not start with it.
    const hasBrotli = existsSync(modules) && readdirSync(modules).some((name) => name.includes('brotli'))
    if (!isInstalled('nginx') || !hasBrotli) return undefined
    const { root, folder, port, site } = await prepare(dist)
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((n) => `${n}_temp_path ${folder}/${n};`)
    const config = [
      ...(process.getuid?.() === 0 ? ['user root;'] : []),
      `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes 1;`,
      `include ${modules}/*.conf;`,
      `events {} http { access_log off; ${temporary.join(' ')}`,
      nginx(site, { root, listen: `127.0.0.1:${port}`, name: '_' }),
      '}',
    ]
    await writeFile(join(folder, 'nginx.conf'), config.join('\n'))
    const args = ['-e', `${folder}/error.log`, '-c', join(folder, 'nginx.conf')]
    return run('nginx', args, folder, port)
  },
  caddy: async (dist) => {
    if (!isInstalled('caddy')) return undefined
    const { root, folder, port, site } = await prepare(dist)
    const config = `{\n  admin off\n  auto_https off\n}\n${caddy(site, { root, listen: `http://127.0.0.1:${port}` })}`
    await writeFile(join(folder, 'Caddyfile'), config)
    const args = ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile']
    return run('caddy', args, folder, port)
  },
  apache: async (dist) => {
    if (!isInstalled('apache2')) return undefined
    const { folder, port, site } = await prepare(dist)
    // It gives up root's rights, and then may not read another's temporary folder.
    const root = join(folder, 'open')
    await chmod(folder, 0o755)
    await cp(dist, join(root, site.base), { recursive: true })
    const modules = ['mpm_event', 'authz_core', 'headers', 'rewrite', 'mime', 'dir', 'alias']
    const config = [
      ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
      `ServerRoot ${folder}\nPidFile ${folder}/pid\nErrorLog ${folder}/error.log\nTypesConfig /dev/null`,
      'User www-data\nGroup www-data\nServerName localhost',
      apache(site, { root, listen: `127.0.0.1:${port}`, name: 'localhost' }),
    ]
    await writeFile(join(folder, 'apache.conf'), config.join('\n'))
    return run('apache2', ['-DFOREGROUND', '-f', join(folder, 'apache.conf')], folder, port)
  },
}

function isInstalled(command: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${command}`])
    return true
  } catch {
    console.log(`${command} is not installed: its part of the tests did not run`)
    return false
  }
}

async function prepare(dist: string) {
  const folder = await mkdtemp(join(tmpdir(), 'server-'))
  const site = await readBuiltSite(dist)
  const root = site.base === '/' ? dist : join(folder, 'root')
  if (site.base !== '/') {
    await mkdir(dirname(join(root, site.base)), { recursive: true })
    await symlink(dist, join(root, site.base))
  }
  return { folder, site, root, port: await freePort() }
}

async function run(command: string, args: string[], folder: string, port: number): Promise<Server> {
  const { PATH = '' } = process.env
  const child: ChildProcess = spawn(command, args, { env: { PATH, HOME: folder, XDG_DATA_HOME: folder } })
  let output = ''
  child.stderr?.on('data', (data: Buffer) => {
    output += data
  })
  const origin = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${command} does not start: ${output}`)
    if (await ask(`${origin}/`).catch(() => undefined)) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const stop = async () => {
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGTERM')
    await closed
    await rm(folder, { recursive: true, force: true })
  }
  return { origin, pid: child.pid, stop }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
