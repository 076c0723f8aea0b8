import { spawnSync } from 'node:child_process'
import { appendFile, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { connect as connect2 } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { readBuiltSite } from '../../src/hosts/built-site.ts'
import { compressFiles, onePacket } from '../../src/hosts/compress.ts'
import { headersOf, revalidateAsBuilt } from '../../src/hosts/headers.ts'
import { deployedFile, formatManifest } from '../../src/hosts/manifest.ts'
import { isServed, kindOf } from '../../src/hosts/media-types.ts'
import { policyOf, policyProblems } from '../../src/hosts/policy-check.ts'
import { parseRedirectsFile, serverRedirects, serverRedirectsFile } from '../../src/hosts/redirects.ts'
import { verify } from '../../src/hosts/verify.ts'
import { hashOf } from '../../src/metadata/policy.ts'
import { hashFiles } from '../hash-files.ts'
import { articleFile, build, makeProject, photo, repository } from '../project.ts'
import { ask, freePort, loopback, type Reply, type Server, servers } from '../serve.ts'
import { listFiles } from './pages.ts'

/** Pages that lead on stand there for hosts without redirects; a server with them never shows them. */
const isRedirected = (file: string) => /^(?:2020\/ten-cu|tin\/cu)\//.test(file)

const articles = async () => ({
  '2020/bai-thu/index.mdx': articleFile(
    { aliases: '[/2020/ten-cu/, /tin/cu/]', photo: '\n  src: a.jpg\n  alt: Ảnh' },
    'Một đoạn văn dài hơn một gói tin của mạng. '.repeat(60),
  ),
  '2020/bai-thu/a.jpg': await photo(500),
})

const decode = ({ headers, body }: Reply): Buffer => {
  const coding = headers['content-encoding']
  return coding === 'gzip' ? gunzipSync(body) : coding === 'br' ? brotliDecompressSync(body) : body
}

/** Old addresses that a build of the test's articles does not have: of another site, with an ending, and gone ones. */
const moreOld = (base: string) =>
  `${base}/tin-tuc/bai-cu-123.html ${base}/2020/bai-thu/ 301\n# 410 ${base}/2020/rut-lai/\n# 301 ${base}/?p=12 ${base}/2020/bai-thu/\n`

describe.each([
  ['at the root', 'https://bao.example', ''],
  ['under a path', 'https://bao.example/doc', '/doc'],
])('%s', (_, SITE_URL, base) => {
  let project: Awaited<ReturnType<typeof makeProject>>
  let dist: string
  let cache: string

  beforeAll(async () => {
    project = await makeProject(await articles())
    cache = await mkdtemp(join(tmpdir(), 'copies-'))
    const { code, output } = await build(project.root, { SITE_URL })
    expect(code, output).toBe(0)
    dist = join(project.root, 'dist')
    await appendFile(join(dist, '_redirects'), moreOld(base))
    const redirects = parseRedirectsFile(await readFile(join(dist, '_redirects'), 'utf8'))
    await writeFile(join(dist, serverRedirectsFile), serverRedirects(redirects))
    await writeFile(join(dist, deployedFile), 'what `npm run deploy` leaves')
  })

  afterAll(async () => {
    await project.dispose()
    await rm(cache, { recursive: true })
  })

  describe.each(Object.keys(servers))('%s', (name) => {
    let server: Server | undefined
    let origin = ''

    beforeAll(async () => {
      // One of the two is with HTTPS, so that both ways are tried without starting each server twice.
      server = await servers[name]?.(dist, base !== '')
      // Where HTTPS is switched on, HTTP leads there.
      origin = server?.secure ?? server?.origin ?? ''
    })

    afterAll(() => server?.stop())

    const everyFile = async (copies: boolean) => {
      const site = await readBuiltSite(dist)
      const files = (await listFiles(dist)).filter(
        (file) => isServed(file) && file !== '404.html' && !isRedirected(file),
      )
      expect(files.length).toBeGreaterThan(15)
      const there = await listFiles(server?.folder ?? '')
      for (const file of files) {
        const url = `${origin}${base}/${file.replace(/(^|\/)index\.html$/, '$1')}`
        const bytes = await readFile(join(dist, file))
        for (const encoding of ['', 'gzip', 'br', 'gzip, deflate, br', 'br;q=0, gzip']) {
          const asked: Record<string, string> = encoding ? { 'Accept-Encoding': encoding } : {}
          const reply = await ask(url, asked)
          const expected = Object.fromEntries(headersOf(file, site))
          const said = Object.fromEntries(
            Object.keys(expected).map((header) => [header, reply.headers[header.toLowerCase()]]),
          )
          expect({ file, status: reply.status, ...said }).toEqual({ file, status: 200, ...expected })
          const coding = reply.headers['content-encoding']
          if (copies && there.includes(`${file}.br`) && encoding !== '') {
            const best = encoding.includes('br') && !encoding.includes('br;q=0') ? 'br' : 'gzip'
            expect([file, encoding, coding]).toEqual([file, encoding, best])
            const copy = await readFile(join(server?.folder ?? '', `${file}.${best === 'br' ? 'br' : 'gz'}`))
            expect(reply.body.equals(copy), `${file}: the copy itself, not compressed anew`).toBe(true)
          }
          // Every server at least knows gzip for what has no copy.
          if (encoding.includes('gzip') && kindOf(file)?.isText && bytes.length > onePacket) {
            expect(coding, `${file} ${encoding}`).toMatch(/^(?:gzip|br)$/)
          }
          if (encoding === '') expect(coding, file).toBeUndefined()
          if (coding) expect(reply.headers.vary, file).toContain('Accept-Encoding')
          expect(decode(reply).equals(bytes), `${file} ${encoding}`).toBe(true)
          const { etag } = reply.headers
          expect(etag, file).toBeTruthy()
          const again = await ask(url, { ...asked, 'If-None-Match': String(etag) })
          expect([file, encoding, again.status, again.body.length]).toEqual([file, encoding, 304, 0])
        }
      }
      expect(files.some((file) => kindOf(file)?.isForOthers)).toBe(true)
    }

    test('serves every file with its headers, plain and compressed as it is sent', async (context) => {
      if (!server) return context.skip()
      await everyFile(false)
    })

    test('sends a part of a file to who asks for it, as films need', async (context) => {
      if (!server) return context.skip()
      const file = (await listFiles(dist)).find((path) => /\.jpe?g$/.test(path)) ?? ''
      const bytes = await readFile(join(dist, file))
      const url = `${origin}${base}/${file}`
      for (const [range, start, end] of [
        ['bytes=10-19', 10, 20],
        ['bytes=10-', 10, bytes.length],
        ['bytes=-7', bytes.length - 7, bytes.length],
        [`bytes=10-${bytes.length + 5}`, 10, bytes.length],
      ] as const) {
        const { status, headers, body } = await ask(url, { Range: range })
        expect([range, status, headers['content-range']]).toEqual([
          range,
          206,
          `bytes ${start}-${end - 1}/${bytes.length}`,
        ])
        expect(body.equals(bytes.subarray(start, end)), range).toBe(true)
      }
      expect((await ask(url, { Range: `bytes=${bytes.length}-` })).status).toBe(416)
      const { etag } = (await ask(url)).headers
      const asked = { Range: 'bytes=10-19' }
      expect((await ask(url, { ...asked, 'If-Range': String(etag) })).status).toBe(206)
      const stale = await ask(url, { ...asked, 'If-Range': '"older"' })
      expect([stale.status, stale.body.length], 'parts of two files would be put together').toEqual([200, bytes.length])
    })

    test('redirects old addresses, says what is gone, and shows the 404 page', async (context) => {
      if (!server) return context.skip()
      const page = await readFile(join(dist, '404.html'))
      const gone = await readFile(join(dist, 'da-go/index.html'))
      expect(String(gone)).toContain('Bài này đã được gỡ')
      for (const old of ['/2020/ten-cu/', '/tin/cu/', '/tin-tuc/bai-cu-123.html']) {
        for (const query of ['', '?fbclid=a%20b&x=1']) {
          const { status, headers } = await ask(`${origin}${base}${old}${query}`)
          expect([old, status, new URL(String(headers.location), origin).href]).toEqual([
            old,
            301,
            `${origin}${base}/2020/bai-thu/${query}`,
          ])
        }
      }
      for (const query of ['?p=12', '?p=12&fbclid=IwAR_0', '?p=12&utm_source=zalo&utm_medium=b']) {
        const { status, headers } = await ask(`${origin}${base}/${query}`)
        expect([query, status, new URL(String(headers.location), origin).href]).toEqual([
          query,
          301,
          `${origin}${base}/2020/bai-thu/`,
        ])
      }
      for (const query of ['?p=1', '?p=123', '?fbclid=a']) {
        expect([query, (await ask(`${origin}${base}/${query}`)).status]).toEqual([query, 200])
      }
      for (const query of ['', '?x=1']) {
        const bare = await ask(`${origin}${base}/2020/bai-thu${query}`)
        expect([301, 308]).toContain(bare.status)
        expect(new URL(String(bare.headers.location), origin).href).toBe(`${origin}${base}/2020/bai-thu/${query}`)
      }
      for (const [path, expected] of [
        ['/2020/rut-lai/', 410],
        ['/2020/rut-lai', 410],
        ['/2020/rut-lai/?x=1', 410],
        ['/2020/rut-lai/index.md', 410],
        ['/2020/rut-lai/card-0123456789ab.jpg', 410],
        ['/2020/rut-lai/anh/lon.avif', 410],
        ['/2020/rut-lai-khong/', 404],
        ['/khong-co/', 404],
        ['/_astro/', 404],
        ['/_astro/khong-co.00000000.js', 404],
        ['/khong-co.jpg', 404],
        ['/_headers', 404],
        ['/_redirects', 404],
        ['/_redirects.conf', 404],
        ['/.nojekyll', 404],
        ['/.deployed.txt', 404],
        ['/.htaccess', 404],
        ['/404.html.br', 404],
        ['/icons/', 404],
        ['/cgi-bin/', 404],
        ['/server-status', 404],
      ] as const) {
        for (const method of ['GET', 'HEAD']) {
          const { status, headers, body } = await ask(`${origin}${base}${path}`, {}, method)
          expect([path, status, headers['content-type']]).toEqual([path, expected, 'text/html; charset=utf-8'])
          expect(headers['cache-control'], path).toBe(revalidateAsBuilt)
          expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'")
          expect(headers['x-content-type-options'], path).toBe('nosniff')
          if (method === 'HEAD') expect(body.length, path).toBe(0)
          else expect(body.equals(expected === 410 ? gone : page), path).toBe(true)
        }
      }
    })

    test('gives a feed to who asks for that kind alone', async (context) => {
      if (!server) return context.skip()
      for (const [file, type] of [
        ['rss.xml', 'application/rss+xml'],
        ['atom.xml', 'application/atom+xml'],
      ] as const) {
        const { status, body } = await ask(`${origin}${base}/${file}`, { Accept: type })
        expect([file, status, body.equals(await readFile(join(dist, file)))]).toEqual([file, 200, true])
      }
    })

    test('gives nothing from outside the folder, and takes nothing', async (context) => {
      if (!server) return context.skip()
      for (const path of [
        '/../package.json',
        '/..%2fpackage.json',
        '/%2e%2e/package.json',
        '/_astro/..%2f..%2fpackage.json',
        '/..%5cpackage.json',
        '/%00',
        '/%',
        '//etc/passwd',
      ]) {
        const { status, body } = await ask(`${origin}${base}${path}`)
        expect(status, path).toBeGreaterThanOrEqual(400)
        expect(body.includes('allowScripts'), path).toBe(false)
      }
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
        expect((await ask(`${origin}${base}/`, {}, method)).status, method).toBe(405)
      }
      const head = await ask(`${origin}${base}/`, {}, 'HEAD')
      expect([head.status, head.body.length]).toEqual([200, 0])
    })

    test('answers on IPv4 and IPv6, and, where it speaks HTTPS, with HTTP/2; HTTP then leads there', async (context) => {
      if (!server || name === 'the project’s own server') return context.skip()
      const expected = await readFile(join(dist, 'index.html'))
      const { port } = new URL(origin)
      for (const address of loopback) {
        const scheme = origin.slice(0, origin.indexOf(':'))
        const { status, body } = await ask(`${scheme}://${address}:${port}${base}/`, { Host: 'localhost' })
        expect([address, status, body.equals(expected)]).toEqual([address, 200, true])
        // Another name is the default site's, as before.
        const other = await ask(`${scheme}://${address}:${port}${base}/`, { Host: 'khac.example' }).catch(
          () => undefined,
        )
        if (scheme === 'http') expect(other?.body.equals(expected), address).toBe(false)
      }
      if (!server.secure) return
      const client = connect2(server.secure, { rejectUnauthorized: false })
      const reply = await new Promise<Record<string, unknown>>((resolve, reject) => {
        client.on('error', reject)
        client
          .request({ ':path': `${base}/` })
          .on('response', resolve)
          .on('error', reject)
      })
      client.destroy()
      expect(reply[':status']).toBe(200)
      expect(reply['content-security-policy']).toContain("frame-ancestors 'none'")
      if (name === 'caddy') return
      const { status, headers } = await ask(`${server.origin}${base}/2020/bai-thu/?x=1`)
      expect([status, headers.location]).toEqual([301, expect.stringMatching(/^https:.*\/2020\/bai-thu\/\?x=1$/)])
    })

    test('is what was built, to `npm run verify`', async (context) => {
      if (!server) return context.skip()
      const site = await readBuiltSite(dist)
      // The test's own certificates are known to nobody.
      if (server.secure) process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
      const entries = hashFiles(dist)
      expect(await verify(`${origin}${base}`, { ...site, entries })).toEqual([])
      const changed = entries.map((entry) => (entry.path === 'index.html' ? { ...entry, hash: '0'.repeat(64) } : entry))
      const missing = { path: 'khong-co.txt', hash: '0'.repeat(64) }
      expect(await verify(`${origin}${base}`, { ...site, entries: [...changed, missing] })).toEqual([
        { path: 'index.html', aspect: 'file', what: 'has other bytes' },
        { path: 'khong-co.txt', aspect: 'file', what: 'answers 404, not 200' },
      ])
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    })

    test('serves the copies of `npm run compress` as they are', async (context) => {
      if (!server) return context.skip()
      const { copies } = await compressFiles(server.folder, cache)
      expect(copies).toBeGreaterThan(10)
      await everyFile(true)
      for (const file of await listFiles(server.folder)) {
        if (/\.(?:br|gz)$/.test(file)) await rm(join(server.folder, file), { force: true })
      }
    })

    test('needs no other configuration for another style sheet, and only a reload for other addresses', async (context) => {
      if (!server || name === 'the project’s own server') return context.skip()
      const file = join(server.folder, '2020/bai-thu/index.html')
      const before = await readFile(file, 'utf8')
      const styles = /<style>([\s\S]*?)<\/style>/.exec(before)?.[1] ?? ''
      const other = `${styles}p{color:red}`
      const after = before.replace(styles, () => other).replace(hashOf(styles), () => hashOf(other))
      expect(policyOf(after)).not.toBe(policyOf(before))
      await writeFile(file, after)
      const changed = new Date(Date.now() + 5_000)
      await utimes(file, changed, changed)
      const { body, headers } = await ask(`${origin}${base}/2020/bai-thu/`)
      expect(body.toString()).toBe(after)
      expect(policyProblems(after, String(headers['content-security-policy']))).toEqual([])
      await writeFile(file, before)
      const list = join(server.folder, serverRedirectsFile)
      const lines = `${base}/moi/dat/ ${base}/2020/bai-thu/;\n${base}/2020/vua-go/ 410;\n`
      await writeFile(list, (await readFile(list, 'utf8')) + lines)
      await utimes(list, changed, changed)
      if (name !== 'apache') await server.reload()
      const moved = await vi.waitFor(async () => {
        const reply = await ask(`${origin}${base}/moi/dat/`)
        expect(reply.status).toBe(301)
        return reply
      }, 20_000)
      expect([moved.status, new URL(String(moved.headers.location), origin).pathname]).toEqual([
        301,
        `${base}/2020/bai-thu/`,
      ])
      expect((await ask(`${origin}${base}/2020/vua-go/index.md`)).status).toBe(410)
    })
  })
})

test('a preview says noindex in every answer and has production’s address', async () => {
  const project = await makeProject({ '2020/bai-thu/index.mdx': articleFile() })
  // As src/metadata/head.ts reads it.
  const page = 'export const GET = () => new Response(String(import.meta.env.PREVIEW))\n'
  await writeFile(join(project.root, 'src/pages/thu.txt.ts'), page)
  const env = { CF_PAGES: '1', CF_PAGES_URL: 'https://7f1bf35d.bao-doc.pages.dev', CF_PAGES_BRANCH: 'thu' }
  const { code, output } = await build(project.root, env)
  expect(code, output).toBe(0)
  const dist = join(project.root, 'dist')
  expect((await readBuiltSite(dist)).isPreview).toBe(true)
  expect(await readFile(join(dist, '2020/bai-thu/index.html'), 'utf8')).toContain(
    'href="https://bao-doc.pages.dev/2020/bai-thu/"',
  )
  expect(await readFile(join(dist, 'thu.txt'), 'utf8')).toBe('true')
  const server = await servers['the project’s own server']?.(dist)
  expect((await ask(`${server?.origin}/2020/bai-thu/`)).headers['x-robots-tag']).toBe('noindex')
  await server?.stop()
  const production = await build(project.root, { ...env, CF_PAGES_BRANCH: 'main' })
  expect(production.code).toBe(0)
  expect(await readFile(join(dist, 'thu.txt'), 'utf8')).toBe('false')
  expect((await readBuiltSite(dist)).isPreview).toBe(false)
  await project.dispose()
})

test('`npm run host` prints each form, and `npm run verify` ends with 2 where nobody answers', async () => {
  const dist = inject('dist')
  const run = (command: string, ...args: string[]) => {
    const file = `src/hosts/commands/${command}.ts`
    return spawnSync(process.execPath, ['src/run.js', file, ...args, '--dist', dist], {
      encoding: 'utf8',
      cwd: repository,
    })
  }
  for (const host of [
    'nginx',
    'caddy',
    'apache',
    's3',
    'vercel',
    'firebase',
    'azure',
    'netlify',
    'cloudflare',
    'github',
  ]) {
    const { status, stdout, stderr } = run('host', host)
    expect([host, status, stderr]).toEqual([host, 0, ''])
    expect(stdout.length, host).toBeGreaterThan(50)
    expect(stdout, `${host}: a hash goes stale with the next build`).not.toContain('sha256-')
  }
  for (const form of ['ftp', 'toString'])
    expect(run('host', form)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('usage: npm run host -- <nginx|'),
    })
  const manifest = join(await mkdtemp(join(tmpdir(), 'manifest-')), 'sums.txt')
  await writeFile(manifest, formatManifest(hashFiles(dist)))
  const nobody = run('verify', `http://127.0.0.1:${await freePort()}`, '--manifest', manifest)
  expect(nobody).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('nobody answers at http://') })
  expect(run('verify', 'bao.example')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('as in https://example.vn'),
  })
})
