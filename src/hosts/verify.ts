import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { hashOfBytes } from '../cache/file-hashes.ts'
import { onePacket } from './compress.ts'
import { hashedFolder, headersOf, type Site } from './headers.ts'
import type { HostPlan } from './limits.ts'
import type { ManifestEntry } from './manifest.ts'
import { isServed, kindOf } from './media-types.ts'
import { policyProblems } from './policy-check.ts'
import type { EncodedRedirect } from './redirects.ts'

/** What kind of thing differs. */
export type Aspect = 'file' | 'type' | 'header' | 'compression' | 'policy' | 'redirect' | 'gone' | 'missing'

/** Something that readers see otherwise than it was built. */
export interface Difference {
  path: string
  aspect: Aspect
  what: string
}

/** What an address is held against. */
export interface Expected extends Site {
  /** The manifest; files that only hosts read are passed over. */
  entries: readonly ManifestEntry[]
  redirects: readonly EncodedRedirect[]
}

/** How much is asked at once, and for how long each may take. */
const limits = { atOnce: 8, milliseconds: 20_000, bytes: 100 * 1024 * 1024 }

/**
 * Asks an address for everything that a build holds, as a browser does, and names what differs.
 *
 * @param address the site's address with its base path
 * @param cannot what the host cannot say, so that it is not asked for
 * @returns sorted by path; empty where readers get what was built
 */
export async function verify(
  address: string,
  expected: Expected,
  cannot: HostPlan['cannot'] = [],
): Promise<Difference[]> {
  const root = address.replace(/\/$/, '')
  const { origin } = new URL(root)
  const differences: Difference[] = []
  const old = new Set(expected.redirects.map(({ from }) => from))
  const files = expected.entries.filter(({ path }) => isServed(path))
  const isOld = (path: string) => old.has(new URL(urlOf(root, path)).pathname)
  const canAnswer = ({ from }: EncodedRedirect) => !(from.includes('?') && cannot.includes('queries'))
  const hashes = new Map(files.map(({ path, hash }) => [path, hash]))
  const tasks: [path: string, check: () => Promise<[Aspect, string][]>][] = [
    ...files
      .filter(({ path }) => !isOld(path) && path !== '404.html')
      .map(({ path, hash }): (typeof tasks)[number] => [
        path,
        async () => checkFile(await ask(urlOf(root, path)), { path, hash, status: 200 }, expected, cannot),
      ]),
    ...expected.redirects
      .filter(canAnswer)
      .map((redirect): (typeof tasks)[number] => [
        redirect.from,
        async () =>
          redirect.to === null
            ? checkGone(await ask(origin + redirect.from), await ask(`${origin + redirect.from}x`), cannot)
            : checkMoved(await ask(origin + redirect.from), new URL(redirect.to, origin).href, origin, cannot),
      ]),
    [
      '404.html',
      async () => {
        // A name that no build has; 404.html itself some hosts redirect.
        const reply = await ask(`${root}/khong-co-trang-nay/`)
        const page = { path: '404.html', hash: hashes.get('404.html'), status: 404 }
        return checkFile(reply, page, expected, cannot).map(([aspect, what]) => [
          aspect === 'file' ? 'missing' : aspect,
          what,
        ])
      },
    ],
  ]
  const queue = tasks.values()
  const work = async () => {
    for (const [path, check] of queue) {
      const found = await check().catch((error: Error): [Aspect, string][] => [
        ['file', `does not answer: ${error.message || (error as NodeJS.ErrnoException).code}`],
      ])
      for (const [aspect, what] of found) differences.push({ path, aspect, what })
    }
  }
  await Promise.all(Array.from({ length: limits.atOnce }, work))
  return differences.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

/** How many differ of each kind, for a log or a summary. */
export function summaryOf(differences: readonly Difference[]): [aspect: Aspect, count: number][] {
  const counts = new Map<Aspect, number>()
  for (const { aspect } of differences) counts.set(aspect, (counts.get(aspect) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
}

function urlOf(root: string, path: string): string {
  const asked = path.replace(/(^|\/)index\.html$/, '$1')
  return `${root}/${asked.split('/').map(encodeURIComponent).join('/')}`
}

interface Reply {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Without `fetch`, which hides how an answer was compressed. */
function ask(url: string): Promise<Reply> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest
  const headers = { 'Accept-Encoding': 'br, gzip', Accept: '*/*' }
  const options = { headers, signal: AbortSignal.timeout(limits.milliseconds) }
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, (incoming) => {
      const chunks: Buffer[] = []
      let length = 0
      incoming.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > limits.bytes) incoming.destroy(new Error('the answer does not end'))
        else chunks.push(chunk)
      })
      incoming.on('error', reject)
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

function checkFile(
  reply: Reply,
  { path, hash, status }: { path: string; hash: string | undefined; status: number },
  site: Site,
  cannot: HostPlan['cannot'],
): [Aspect, string][] {
  if (reply.status !== status) return [['file', `answers ${reply.status}, not ${status}`]]
  const body = decoded(reply.body, reply.headers['content-encoding'])
  if (body === undefined) return [['compression', `is not ${reply.headers['content-encoding']}, which it says it is`]]
  if (hashOfBytes(body) !== hash) return [otherBytes(body, hash)]
  const html = path.endsWith('.html') ? body.toString() : ''
  const policy = String(reply.headers['content-security-policy'] ?? '')
  return [
    // Apache compresses no error page; few see one.
    ...(status === 200 && kindOf(path)?.isText && body.length > onePacket && !reply.headers['content-encoding']
      ? [['compression', `is sent as ${body.length} bytes, not compressed`] as [Aspect, string]]
      : []),
    ...(html === '' ? [] : policyProblems(html, policy).map((what): [Aspect, string] => ['policy', what])),
    ...(cannot.includes('headers') ? [] : checkHeaders(path, reply.headers, site)),
  ]
}

/** What proxies leave in the pages that they rewrite, and what there is to switch off. */
const rewriters: [mark: string, advice: string][] = [
  [
    '/cdn-cgi/l/email-protection',
    'Cloudflare hides e-mail addresses, which readers then do not see: switch off Scrape Shield, Email Address Obfuscation',
  ],
  ['rocket-loader', 'Cloudflare delays scripts: switch off Speed, Rocket Loader'],
  ['/cdn-cgi/challenge-platform/', 'Cloudflare adds a script: switch off Security, JavaScript detections'],
  ['cloudflareinsights.com', 'Cloudflare adds a script: switch off Web Analytics, automatic setup'],
]

/** Other bytes, with what is known of why; or the right ones in a wrapping that nobody takes off. */
function otherBytes(body: Buffer, hash: string | undefined): [Aspect, string] {
  for (const encoding of ['gzip', 'br']) {
    const once = decoded(body, encoding)
    if (once && hashOfBytes(once) === hash) return ['compression', `is compressed (${encoding}) and does not say so`]
  }
  const advice = rewriters.flatMap(([mark, text]) => (body.includes(mark) ? [`; ${text}`] : []))
  return ['file', `has other bytes${advice.join('')}`]
}

function decoded(body: Buffer, encoding: string | undefined): Buffer | undefined {
  const decoders: Record<string, (bytes: Buffer) => Buffer> = {
    gzip: gunzipSync,
    br: brotliDecompressSync,
    zstd: zstdDecompressSync,
  }
  try {
    return (encoding ?? '').split(',').reduceRight((bytes, name) => decoders[name.trim()]?.(bytes) ?? bytes, body)
  } catch {
    return undefined
  }
}

function checkHeaders(path: string, headers: IncomingHttpHeaders, site: Site): [Aspect, string][] {
  return headersOf(path, site).flatMap(([name, value]): [Aspect, string][] => {
    const said = headers[name.toLowerCase()]
    const text = Array.isArray(said) ? said.join(', ') : String(said ?? '')
    const aspect = name === 'Content-Type' ? 'type' : 'header'
    if (name === 'Cache-Control' ? keepsAsLong(text, path) : plain(text) === plain(value)) return []
    return [[aspect, text === '' ? `has no ${name}` : `says ${name}: ${text}, not ${value}`]]
  })
}

const plain = (value: string) => value.toLowerCase().replace(/[\s"]/g, '')

/** Hosts say in words of their own that a page is asked for anew. */
function keepsAsLong(said: string, path: string): boolean {
  if (path.startsWith(hashedFolder))
    return /immutable/.test(said) && Number(/max-age=(\d+)/.exec(said)?.[1]) >= 31_536_000
  return /no-cache|max-age=0\b/.test(said)
}

function checkMoved(reply: Reply, to: string, origin: string, cannot: HostPlan['cannot']): [Aspect, string][] {
  if ([301, 302, 307, 308].includes(reply.status)) {
    const location = new URL(String(reply.headers.location), origin)
    return new URL(location.pathname, origin).href === to ? [] : [['redirect', `leads to ${location.href}, not ${to}`]]
  }
  const html = decoded(reply.body, reply.headers['content-encoding'])?.toString() ?? ''
  const leadsOn = reply.status === 200 && html.includes(`url=${new URL(to).pathname}"`)
  if (cannot.includes('redirects') && leadsOn) return []
  return [['redirect', `answers ${reply.status}${leadsOn ? ' with a page that leads on' : ''}, not 301 to ${to}`]]
}

function checkGone(page: Reply, below: Reply, cannot: HostPlan['cannot']): [Aspect, string][] {
  // Where the host cannot say it, a page there does, and what lay below is not there.
  const right = cannot.includes('gone')
    ? [
        [200, 404, 410],
        [404, 410],
      ]
    : [[410], [410]]
  return [page, below].flatMap(({ status }, i): [Aspect, string][] =>
    right[i]?.includes(status)
      ? []
      : [['gone', `${i === 0 ? '' : 'what lies below '}answers ${status}, not ${right[i]?.at(-1)}`]],
  )
}
