import { spawnSync } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readBuiltSite } from '../../src/hosts/built-site.ts'
import { compressFiles } from '../../src/hosts/compress.ts'
import { headersOf } from '../../src/hosts/headers.ts'
import { hashFiles, manifestFile, parseManifest } from '../../src/hosts/manifest.ts'
import { isServed, kindOf } from '../../src/hosts/media-types.ts'
import { servePreview } from '../../src/hosts/preview.ts'
import { verify } from '../../src/hosts/verify.ts'
import { articleFile, build, makeProject, photo, repository } from '../project.ts'
import { ask, freePort, type Server, servers } from '../serve.ts'
import { listFiles } from './pages.ts'

/** Pages that lead on stand there for hosts without redirects; a server with them never shows them. */
const isRedirected = (file: string) => /^(?:2020\/ten-cu|tin\/cu)\//.test(file)

const articles = async () => ({
  '2020/bai-thu/index.mdx': articleFile({
    aliases: '[/2020/ten-cu/, /tin/cu/]',
    photo: '\n  src: a.jpg\n  alt: Ảnh',
  }),
  '2020/bai-thu/a.jpg': await photo(500),
})

describe.each([
  ['at the root', 'https://bao.example', ''],
  ['under a path', 'https://bao.example/doc', '/doc'],
])('%s', (_, SITE_URL, base) => {
  let project: Awaited<ReturnType<typeof makeProject>>
  let dist: string

  beforeAll(async () => {
    project = await makeProject(await articles())
    const { code, output } = await build(project.root, { SITE_URL })
    expect(code, output).toBe(0)
    dist = join(project.root, 'dist')
    await appendFile(join(dist, '_redirects'), `# 410 ${base}/2020/rut-lai/\n`)
  })

  afterAll(() => project.dispose())

  describe.each(Object.keys(servers))('%s', (name) => {
    let server: Server | undefined
    let origin = ''

    beforeAll(async () => {
      server = await servers[name]?.(dist)
      origin = server?.origin ?? ''
    })

    afterAll(() => server?.stop())

    test('serves every file with its headers, plain and compressed', async (context) => {
      if (!server) return context.skip()
      const site = await readBuiltSite(dist)
      const files = (await listFiles(dist)).filter(
        (file) => isServed(file) && file !== '404.html' && !isRedirected(file),
      )
      expect(files.length).toBeGreaterThan(15)
      for (const file of files) {
        const url = `${origin}${base}/${file.replace(/(^|\/)index\.html$/, '$1')}`
        const bytes = await readFile(join(dist, file))
        for (const encoding of ['', 'gzip', 'br']) {
          const reply = await ask(url, encoding ? { 'Accept-Encoding': encoding } : {})
          const said = Object.fromEntries(
            headersOf(file, site).map(([header]) => [header, reply.headers[header.toLowerCase()]]),
          )
          expect({ file, status: reply.status, ...said }).toEqual({
            file,
            status: 200,
            ...Object.fromEntries(headersOf(file, site)),
          })
          const copies = { gzip: `${file}.gz`, br: `${file}.br` } as Record<string, string>
          const isCopied = (await listFiles(dist)).includes(copies[encoding] ?? '')
          expect(reply.headers['content-encoding'], file).toBe(isCopied ? encoding : undefined)
          if (isCopied) expect(reply.headers.vary, file).toContain('Accept-Encoding')
          const decode = { gzip: gunzipSync, br: brotliDecompressSync }[String(reply.headers['content-encoding'])]
          expect((decode?.(reply.body) ?? reply.body).equals(bytes), `${file} ${encoding}`).toBe(true)
        }
        const etag = (await ask(url)).headers.etag
        expect(etag, file).toBeTruthy()
        expect((await ask(url, { 'If-None-Match': String(etag) })).status, `${file} again`).toBe(304)
      }
      expect(files.some((file) => kindOf(file)?.isForOthers)).toBe(true)
    })

    test('sends a part of a file to who asks for it, as films need', async (context) => {
      if (!server) return context.skip()
      const file = (await listFiles(dist)).find((name) => name.endsWith('.jpeg')) ?? ''
      const bytes = await readFile(join(dist, file))
      for (const [range, start, end] of [
        ['bytes=10-19', 10, 20],
        ['bytes=10-', 10, bytes.length],
        ['bytes=-7', bytes.length - 7, bytes.length],
        [`bytes=10-${bytes.length + 5}`, 10, bytes.length],
      ] as const) {
        const { status, headers, body } = await ask(`${origin}${base}/${file}`, { Range: range })
        expect([range, status, headers['content-range']]).toEqual([
          range,
          206,
          `bytes ${start}-${end - 1}/${bytes.length}`,
        ])
        expect(body.equals(bytes.subarray(start, end)), range).toBe(true)
      }
      expect((await ask(`${origin}${base}/${file}`, { Range: `bytes=${bytes.length}-` })).status).toBe(416)
    })

    test('redirects old addresses, says what is gone, and shows the 404 page', async (context) => {
      if (!server) return context.skip()
      const page = await readFile(join(dist, '404.html'))
      const gone = await readFile(join(dist, 'da-go/index.html'))
      expect(String(gone)).toContain('Bài này đã được gỡ')
      for (const old of ['/2020/ten-cu/', '/tin/cu/']) {
        const { status, headers } = await ask(`${origin}${base}${old}`)
        expect([status, new URL(String(headers.location), origin).href]).toEqual([
          301,
          `${origin}${base}/2020/bai-thu/`,
        ])
      }
      const bare = await ask(`${origin}${base}/2020/bai-thu`)
      expect([301, 308]).toContain(bare.status)
      expect(new URL(String(bare.headers.location), origin).href).toBe(`${origin}${base}/2020/bai-thu/`)
      for (const [path, expected] of [
        ['/2020/rut-lai/', 410],
        ['/khong-co/', 404],
        ['/_astro/khong-co.00000000.js', 404],
        ['/khong-co.jpg', 404],
        ['/_headers', 404],
        ['/_redirects', 404],
        ['/.nojekyll', 404],
        ['/404.html.br', 404],
      ] as const) {
        const { status, headers, body } = await ask(`${origin}${base}${path}`)
        expect([path, status, headers['content-type']]).toEqual([path, expected, 'text/html; charset=utf-8'])
        expect(body.equals(expected === 410 ? gone : page), path).toBe(true)
        expect(headers['cache-control'], path).toBe('public, max-age=0, must-revalidate')
        expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'")
        expect(headers['x-content-type-options'], path).toBe('nosniff')
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

    test('is what the manifest says, to `npm run verify`', async (context) => {
      if (!server) return context.skip()
      const entries = parseManifest(await readFile(join(dist, manifestFile), 'utf8'))
      const { redirects } = await readBuiltSite(dist)
      expect(await verify(`${origin}${base}`, entries, redirects)).toEqual([])
      const changed = entries.map((entry) => (entry.path === 'index.html' ? { ...entry, hash: '0'.repeat(64) } : entry))
      const missing = { path: 'khong-co.txt', hash: '0'.repeat(64) }
      expect(await verify(`${origin}${base}`, [...changed, missing], redirects)).toEqual([
        { path: 'index.html', what: 'has other bytes' },
        { path: 'khong-co.txt', what: 'answers 404, not 200' },
      ])
    })
  })
})

test('a preview says noindex in every answer, has production’s address, and no copies where the host compresses', async () => {
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
  expect((await listFiles(dist)).filter((file) => file.endsWith('.br'))).toEqual([])
  const production = await build(project.root, { ...env, CF_PAGES_BRANCH: 'main' })
  expect(production.code).toBe(0)
  expect(await readFile(join(dist, 'thu.txt'), 'utf8')).toBe('false')
  expect((await readBuiltSite(dist)).isPreview).toBe(false)
  await project.dispose()
})

test('`npm run host` prints each form, and `npm run verify` ends with 1 where an address differs', async () => {
  const dist = inject('dist')
  const run = (command: string, ...args: string[]) => {
    const file = join(repository, 'src/hosts/commands', `${command}.ts`)
    return spawnSync(process.execPath, [file, ...args, '--dist', dist], { encoding: 'utf8' })
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
  }
  expect(run('host', 'ftp')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('usage: npm run host -- <nginx|'),
  })
  const nobody = run('verify', `http://127.0.0.1:${await freePort()}`)
  expect([nobody.status, nobody.stdout]).toEqual([
    1,
    expect.stringMatching(/index\.html {2}does not answer: .*ECONNREFUSED/),
  ])
  expect(run('verify', 'bao.example')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('as in https://example.vn'),
  })
})

test('compressed copies are kept by their content, and a second build makes none anew', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'copies-'))
  const dist = await mkdtemp(join(tmpdir(), 'dist-'))
  const text = 'chữ '.repeat(500)
  for (const name of ['a.html', 'b.html']) await writeFile(join(dist, name), text)
  await writeFile(join(dist, 'c.html'), 'ngắn')
  const made = await compressFiles(dist, hashFiles(dist), cache)
  // What would grow has no copy.
  expect(made.map(({ path }) => path)).toEqual(['a.html.br', 'a.html.gz', 'b.html.br', 'b.html.gz'])
  const kept = (await readdir(cache)).filter((name) => name.endsWith('.br'))
  expect(kept, 'two files of the same text have one copy').toHaveLength(1)
  // Only a copy that is taken from the cache can carry this.
  for (const name of kept) await writeFile(join(cache, name), 'kept')
  for (const name of made) await rm(join(dist, name.path))
  await compressFiles(dist, hashFiles(dist), cache)
  expect(await readFile(join(dist, 'a.html.br'), 'utf8')).toBe('kept')
  await Promise.all([cache, dist].map((folder) => rm(folder, { recursive: true })))
})

test('the project’s own server is for this machine alone, and bounded', async () => {
  const { server, stop } = await servePreview(inject('dist'), undefined, await freePort())
  const address = server.address()
  expect(typeof address === 'object' && address?.address).toMatch(/^(?:127\.0\.0\.1|::1)$/)
  expect(server).toMatchObject({ maxConnections: 256, headersTimeout: 10_000, requestTimeout: 15_000 })
  await stop()
})
