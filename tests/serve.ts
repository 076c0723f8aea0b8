import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { apache } from '../src/hosts/apache.ts'
import { readBuiltSite } from '../src/hosts/built-site.ts'
import { caddy } from '../src/hosts/caddy.ts'
import { nginx } from '../src/hosts/nginx.ts'
import { servePreview } from '../src/hosts/preview.ts'

/** A server of a built folder, on loopback, whose site has the name `localhost`. */
export interface Server {
  /** As `http://localhost:8123`, without the base path. */
  origin: string
  /** The same with HTTPS, where the server speaks it. */
  secure?: string | undefined
  /** The process, where there is one of its own. */
  pid?: number | undefined
  /** Where the server has what lies in `dist/`: a copy, except for the project's own server. */
  folder: string
  /** Makes it read its configuration again, which takes it a moment. */
  reload: () => Promise<void>
  stop: () => Promise<void>
}

/** An answer, its body as it came over the wire. */
export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Asks without following, decoding or changing anything; certificates of a test's own are taken. */
export function ask(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  const { protocol, hostname, port } = new URL(url)
  const path = url.slice(new URL(url).origin.length)
  const [request, tls] =
    protocol === 'https:'
      ? [httpsRequest, { rejectUnauthorized: false, servername: 'localhost' }]
      : [httpRequest, undefined]
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve, reject) => {
    const outgoing = request({ host, port, path, method, headers, agent: false, ...tls }, (incoming) => {
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

/**
 * Starts one of the servers; `undefined`, and a line that says so, where it is not installed.
 *
 * @param isSecure whether what the printed configuration says of HTTPS is switched on; Caddy does so by itself
 */
export type Start = (dist: string, isSecure?: boolean) => Promise<Server | undefined>

export const servers: Record<string, Start> = {
  'the project’s own server': async (dist) => {
    const server = await servePreview(dist, '127.0.0.1', await freePort())
    const origin = `http://localhost:${server.port}`
    return { origin, folder: dist, reload: async () => undefined, stop: () => server.stop() }
  },
  nginx: async (dist, isSecure = false) => {
    if (!isInstalled('nginx', '/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf')) return undefined
    const { folder, root, ports, site, served } = await prepare(dist)
    const etc = join(folder, 'etc')
    await cp('/etc/nginx', etc, { recursive: true, verbatimSymlinks: true })
    await rm(join(etc, 'sites-enabled/default'))
    await cp('/etc/nginx/sites-available/default', join(etc, 'sites-enabled/default'))
    await change(join(etc, 'nginx.conf'), (text) =>
      text
        .replaceAll('/etc/nginx/', `${etc}/`)
        .replace('/run/nginx.pid', `${folder}/pid`)
        .replaceAll('/var/log/nginx', folder)
        .replace(/^http \{/m, `http {\n${temporary.map((n) => `${n}_temp_path ${folder}/${n};`).join(' ')}`),
    )
    await change(join(etc, 'sites-enabled/default'), (text) => onLoopback(text.replace(/\b80\b/g, String(ports.http))))
    const printed = nginx(site, { root, name: 'localhost', ports })
    await paste(printed, folder, '/etc/nginx', etc)
    await change(join(etc, 'sites-available/localhost'), (text) =>
      onLoopback(isSecure ? withCertificate(text, folder) : text),
    )
    const args = ['-c', join(etc, 'nginx.conf'), '-e', join(folder, 'error.log'), '-g', 'daemon off;']
    return run('nginx', args, { folder, ports, served, isSecure })
  },
  caddy: async (dist) => {
    if (!isInstalled('caddy', '/etc/caddy/Caddyfile')) return undefined
    const { folder, root, ports, site, served } = await prepare(dist)
    const etc = join(folder, 'etc')
    await cp('/etc/caddy', etc, { recursive: true })
    const options = [
      `admin unix/${folder}/admin.sock`,
      `http_port ${ports.http}`,
      `https_port ${ports.https}`,
      `default_bind ${loopback.join(' ').replace(/[[\]]/g, '')}`,
      'skip_install_trust',
    ]
    const main = join(etc, 'Caddyfile')
    await change(main, (text) => `{\n${options.join('\n')}\n}\n${text.replace(':80', `:${ports.http}`)}`)
    await paste(caddy(site, { root, name: 'localhost' }), folder, '/etc/caddy', etc)
    // The tests ask both ways; as it is printed, HTTP leads to HTTPS.
    await change(join(etc, 'localhost.caddy'), (text) =>
      text.replace(/^localhost \{/m, 'localhost, http://localhost {'),
    )
    return run('caddy', ['run', '--config', main], {
      folder,
      ports,
      served,
      isSecure: true,
      reload: ['caddy', 'reload', '--force', '--config', main, '--address', `unix/${folder}/admin.sock`],
    })
  },
  apache: async (dist, isSecure = false) => {
    if (!isInstalled('apache2', '/etc/apache2/sites-available/000-default.conf')) return undefined
    const { folder, root, ports, site, served } = await prepare(dist)
    const etc = join(folder, 'etc')
    await cp('/etc/apache2', etc, { recursive: true, verbatimSymlinks: true })
    const env = {
      APACHE_CONFDIR: etc,
      APACHE_STATEDIRECTORY: join(folder, 'state'),
      APACHE_RUN_USER: 'www-data',
      APACHE_RUN_GROUP: 'www-data',
      APACHE_PID_FILE: join(folder, 'pid'),
      APACHE_RUN_DIR: folder,
      APACHE_LOCK_DIR: folder,
      APACHE_LOG_DIR: folder,
    }
    const listen = (port: number) => loopback.map((address) => `Listen ${address}:${port}`).join('\n')
    await change(join(etc, 'ports.conf'), (text) =>
      text.replace(/Listen 80\b/, listen(ports.http)).replace(/Listen 443\b/, listen(ports.https)),
    )
    await change(join(etc, 'sites-available/000-default.conf'), (text) => text.replace('*:80', `*:${ports.http}`))
    await paste(apache(site, { root, name: 'localhost', ports }), folder, '/etc/apache2', etc, env)
    if (isSecure) {
      await change(join(etc, 'sites-available/localhost.conf'), (text) => withCertificate(text, folder))
    }
    const args = ['-DFOREGROUND', '-d', etc, '-f', join(etc, 'apache2.conf')]
    return run('apache2', args, { folder, ports, served, isSecure, env })
  },
}

/** The loopback addresses of this machine; not every container has IPv6. */
export const loopback = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))
  ? ['127.0.0.1', '[::1]']
  : ['127.0.0.1']

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

async function change(file: string, to: (text: string) => string): Promise<void> {
  await writeFile(file, to(await readFile(file, 'utf8')))
}

function onLoopback(nginxText: string): string {
  const text = nginxText.replace(/listen (\d+)/g, 'listen 127.0.0.1:$1').replaceAll('[::]:', '[::1]:')
  return loopback.length > 1 ? text : text.replace(/^.*listen \[::1\].*$/gm, '')
}

/** Takes the marks away from what is printed of HTTPS, with a certificate of the test's own. */
function withCertificate(text: string, folder: string): string {
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    `${folder}/privkey.pem`,
  ]
  const args = ['req', '-x509', '-subj', '/CN=localhost', '-days', '2', ...key, '-out', `${folder}/fullchain.pem`]
  execFileSync('openssl', args, { stdio: 'ignore' })
  return text
    .replace(/^( *)#(listen|ssl_|if |Rewrite|<VirtualHost|<\/VirtualHost| {2}SSL| {2}Use)/gm, '$1$2')
    .replaceAll('/etc/letsencrypt/live/localhost', folder)
}

/** Runs the lines that a printed configuration begins with, as its owner would, in a copy of the server's folder. */
async function paste(
  printed: string,
  folder: string,
  theirs: string,
  own: string,
  env: Record<string, string> = {},
): Promise<void> {
  await writeFile(join(folder, 'printed'), printed)
  const lines = printed
    .split('\n')
    .filter((line) => line.startsWith('#   ') && !/apt-get|systemctl|systemd/.test(line))
    .map((line) => line.slice(4).replaceAll(theirs, own).replace('this-file', join(folder, 'printed')))
  const { PATH = '' } = process.env
  execFileSync('/bin/sh', ['-ec', lines.join('\n')], { env: { PATH, ...env }, stdio: 'pipe' })
}

function isInstalled(command: string, file: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${command}`], { stdio: 'ignore' })
    if (existsSync(file)) return true
  } catch {
    // Said below.
  }
  console.log(`${command} is not installed as Debian ships it: its part of the tests did not run`)
  return false
}

/** A folder that a server without root's rights may read, with a copy of the site in it. */
async function prepare(dist: string) {
  const folder = await mkdtemp(join(tmpdir(), 'server-'))
  await chmod(folder, 0o755)
  const site = await readBuiltSite(dist)
  const root = join(folder, 'www')
  const served = join(root, site.base)
  await cp(dist, served, { recursive: true, preserveTimestamps: true })
  return { folder, site, root, served, ports: { http: await freePort(), https: await freePort() } }
}

interface Running {
  folder: string
  served: string
  ports: { http: number; https: number }
  isSecure: boolean
  env?: Record<string, string>
  /** The command that makes it read its configuration again; a hang-up where there is none. */
  reload?: [string, ...string[]]
}

async function run(command: string, args: string[], running: Running): Promise<Server> {
  const { folder, served, ports, isSecure } = running
  const { PATH = '' } = process.env
  const env = { PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, ...running.env }
  const child: ChildProcess = spawn(command, args, { env })
  let output = ''
  child.stderr?.on('data', (data: Buffer) => {
    output += data
  })
  const origin = `http://localhost:${ports.http}`
  const secure = isSecure ? `https://localhost:${ports.https}` : undefined
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${command} does not start: ${output}`)
    if ((await ask(`${secure ?? origin}/`).catch(() => undefined)) && (await ask(`${origin}/`).catch(() => undefined)))
      break
    if (tries > 400) throw new Error(`${command} does not answer: ${output}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const reload = async () => {
    const [program, ...rest] = running.reload ?? []
    if (program) execFileSync(program, rest, { env, stdio: 'pipe' })
    else child.kill('SIGHUP')
  }
  const stop = async () => {
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGTERM')
    await closed
    await rm(folder, { recursive: true, force: true })
  }
  return { origin, secure, pid: child.pid, folder: served, reload, stop }
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
