import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { answer } from '../../src/hosts/answer.ts'
import { readBuiltSite } from '../../src/hosts/built-site.ts'
import { type HostPlan, hostPlans } from '../../src/hosts/limits.ts'
import type { BuiltSite } from '../../src/hosts/server.ts'
import { summaryOf, verify } from '../../src/hosts/verify.ts'
import { hashFiles } from '../hash-files.ts'

let dist: string
let site: BuiltSite
let page: string

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'verified-'))
  await cp(inject('dist'), dist, { recursive: true })
  // Old addresses, whatever the owner's articles have.
  page = hashFiles(dist).find(({ path }) => /^\d{4}\/[^/]+\/index\.html$/.test(path))?.path ?? expect.fail('no article')
  const folder = `/${page.replace('index.html', '')}`
  await writeFile(join(dist, '_redirects'), `/cu/ ${folder} 301\n# 410 /2020/rut-lai/\n`)
  site = await readBuiltSite(dist)
})

afterAll(() => rm(dist, { recursive: true }))

interface Sent {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** A deployment of the build that a test breaks: what is sent is changed on its way. */
async function deployed(breakIt: (path: string, sent: Sent) => void, use: (address: string) => Promise<void>) {
  const send = async (request: IncomingMessage, response: ServerResponse) => {
    const asked = { method: 'GET', url: request.url ?? '/', acceptEncoding: undefined }
    const { status, headers, file } = await answer(asked, dist, site)
    const sent = { status, headers: Object.fromEntries(headers), body: file ? await readFile(file) : Buffer.alloc(0) }
    if (sent.body.length > 1_400 && /text|json|xml|javascript/.test(String(sent.headers['Content-Type']))) {
      sent.body = gzipSync(sent.body)
      sent.headers['Content-Encoding'] = 'gzip'
    }
    breakIt(request.url ?? '/', sent)
    delete sent.headers['Content-Length']
    response.writeHead(sent.status, sent.headers).end(sent.body)
  }
  const server = createServer((request, response) => void send(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const differences = async (breakIt: (path: string, sent: Sent) => void, cannot?: HostPlan['cannot']) => {
  let found: Awaited<ReturnType<typeof verify>> = []
  await deployed(breakIt, async (address) => {
    found = await verify(address, { ...site, entries: hashFiles(dist) }, cannot)
  })
  return found
}

test('a deployment that is as it was built has no difference', async () => {
  expect(await differences(() => undefined)).toEqual([])
})

describe('a broken deployment is named for what is wrong with it:', () => {
  test('the policy of an older build in the headers, under which pages have no styles', async () => {
    const found = await differences((_, { headers }) => {
      headers['Content-Security-Policy'] = "default-src 'none'; style-src 'self' 'sha256-older='; script-src 'self'"
    })
    expect(found).toContainEqual({ path: page, aspect: 'policy', what: 'the policy forbids the styles in the page' })
    expect(found).toContainEqual({ path: page, aspect: 'policy', what: 'the policy forbids the script in the page' })
    expect(found.map(({ aspect }) => aspect)).toContain('header')
  })

  test('no redirects, and what was taken down still there', async () => {
    const found = await differences((path, sent) => {
      if (path.startsWith('/cu/')) sent.status = 404
      if (path.startsWith('/2020/rut-lai/')) sent.status = 200
    })
    expect(found).toEqual([
      { path: '/2020/rut-lai/', aspect: 'gone', what: 'answers 200, not 410' },
      { path: '/2020/rut-lai/', aspect: 'gone', what: 'what lies below answers 200, not 410' },
      { path: '/cu/', aspect: 'redirect', what: expect.stringMatching(/^answers 404, not 301 to http/) },
    ])
  })

  test('a wrong type', async () => {
    const found = await differences((path, { headers }) => {
      if (path === '/rss.xml') headers['Content-Type'] = 'text/plain'
    })
    expect(found).toEqual([
      { path: 'rss.xml', aspect: 'type', what: expect.stringContaining('Content-Type: text/plain') },
    ])
  })

  test('compressed copies that were compressed once more, or not at all', async () => {
    const twice = await differences((_, sent) => {
      if (sent.headers['Content-Encoding']) sent.body = gzipSync(sent.body)
    })
    expect(new Set(twice.map(({ aspect }) => aspect))).toEqual(new Set(['compression']))
    expect(twice.find(({ path }) => path === page)?.what).toBe('is compressed (gzip) and does not say so')
    const plain = await differences((path, sent) => {
      if (path !== `/${page.replace('index.html', '')}`) return
      delete sent.headers['Content-Encoding']
      sent.body = Buffer.from('')
    })
    expect(plain).toEqual([{ path: page, aspect: 'file', what: 'has other bytes' }])
  })

  test('a page that Cloudflare rewrote, with what is to be switched off', async () => {
    const found = await differences((path, sent) => {
      if (path !== `/${page.replace('index.html', '')}`) return
      delete sent.headers['Content-Encoding']
      sent.body = Buffer.from('<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="5a">…</a>')
    })
    const what = 'has other bytes; Cloudflare hides e-mail addresses, which readers then do not see: switch off'
    expect(found).toEqual([{ path: page, aspect: 'file', what: expect.stringContaining(what) }])
  })

  test('half of it uploaded', async () => {
    const files = hashFiles(dist).filter(({ path }) => path.startsWith('_astro/') && !/\.(?:br|gz)$/.test(path))
    const late = new Set(files.filter((_, i) => i % 2 === 0).map(({ path }) => `/${path}`))
    const found = await differences((path, sent) => {
      if (late.has(path)) sent.status = 404
    })
    expect(found.map(({ path, aspect }) => [`/${path}`, aspect])).toEqual(
      [...late].sort().map((path) => [path, 'file']),
    )
    expect(summaryOf(found)).toEqual([['file', late.size]])
  })

  test('a 404 page that says that all is well, and a server that does not answer', async () => {
    const found = await differences((_, sent) => {
      if (sent.status === 404) sent.status = 200
    })
    expect(found).toContainEqual({ path: '404.html', aspect: 'missing', what: 'answers 200, not 404' })
    const nobody = await verify('http://127.0.0.1:1', { ...site, entries: hashFiles(dist).slice(0, 1) })
    expect(nobody[0]?.what).toMatch(/^does not answer: .*ECONNREFUSED/)
  })
})

test('a host is not asked for what it cannot say', async () => {
  const like = (path: string, sent: Sent) => {
    sent.headers = {
      'Content-Type': String(sent.headers['Content-Type']),
      ...(sent.headers['Content-Encoding'] && { 'Content-Encoding': sent.headers['Content-Encoding'] }),
    }
    if (path.startsWith('/cu/')) {
      sent.status = 200
      sent.body = Buffer.from(`<meta http-equiv="refresh" content="0; url=/${page.replace('index.html', '')}">`)
    }
    if (path.startsWith('/2020/rut-lai/')) sent.status = path.endsWith('/') ? 200 : 404
  }
  expect(await differences(like, hostPlans.github?.cannot)).toEqual([])
  expect((await differences(like)).length).toBeGreaterThan(10)
})
