import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBuiltSite } from '../../src/hosting/built-site.ts'
import { headersOf } from '../../src/hosting/headers.ts'
import { isServed, kindOf } from '../../src/hosting/kinds.ts'
import { manifestFile, parseManifest } from '../../src/hosting/manifest.ts'
import { verify } from '../../src/hosting/verify.ts'
import { articleFile, build, makeProject, photo } from '../project.ts'
import { ask, type Server, servers } from '../serve.ts'
import { listFiles } from './pages.ts'

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
      const files = (await listFiles(dist)).filter((file) => isServed(file) && file !== '404.html')
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
          const isCopied = (await listFiles(dist)).includes(`${file}.br`)
          expect(reply.headers['content-encoding'], file).toBe(encoding && isCopied ? encoding : undefined)
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

    test('redirects old addresses, says what is gone, and shows the 404 page', async (context) => {
      if (!server) return context.skip()
      const page = await readFile(join(dist, '404.html'))
      for (const old of ['/2020/ten-cu/', '/tin/cu/']) {
        const { status, headers } = await ask(`${origin}${base}${old}`)
        expect([status, headers.location]).toEqual([301, `${base}/2020/bai-thu/`])
      }
      const bare = await ask(`${origin}${base}/2020/bai-thu`)
      expect([301, 308]).toContain(bare.status)
      expect(bare.headers.location).toBe(`${base}/2020/bai-thu/`)
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
        expect(body.equals(page), path).toBe(true)
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
      expect(await verify(`${origin}${base}`, entries)).toEqual([])
      const changed = entries.map((entry) => (entry.path === 'index.html' ? { ...entry, hash: '0'.repeat(64) } : entry))
      const missing = { path: 'khong-co.txt', hash: '0'.repeat(64) }
      expect(await verify(`${origin}${base}`, [...changed, missing])).toEqual([
        { path: 'index.html', what: 'has other bytes' },
        { path: 'khong-co.txt', what: 'answers 404, not 200' },
      ])
    })
  })
})
