import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAllHeaders } from '@netlify/headers-parser'
import { parseAllRedirects } from '@netlify/redirect-parser'
import { describe, expect, test } from 'vitest'
import { isPreview, siteAddress } from '../../src/hosts/address.ts'
import { apache } from '../../src/hosts/apache.ts'
import { policyOf } from '../../src/hosts/built-site.ts'
import { headersOf } from '../../src/hosts/headers.ts'
import { headersFile } from '../../src/hosts/headers-file.ts'
import { azure, firebase, netlify, vercel } from '../../src/hosts/json.ts'
import { formatManifest, parseManifest } from '../../src/hosts/manifest.ts'
import { kinds } from '../../src/hosts/media-types.ts'
import {
  checkRedirects,
  encodeRedirects,
  parseRedirectsFile,
  type Redirect,
  redirectsFile,
  siteRedirects,
} from '../../src/hosts/redirects.ts'
import { s3 } from '../../src/hosts/s3.ts'

const redirects: Redirect[] = [
  { from: '/cu/', to: '/2020/moi/' },
  { from: '/rut/', to: null },
]
const siteAt = (base: string) => ({
  address: `https://bao.example${base === '/' ? '' : base}`,
  base,
  policy: "default-src 'none'",
  isPreview: false,
  preloadHsts: false,
  redirects: encodeRedirects(redirects, base),
})
const many = (count: number) =>
  Array.from({ length: count }, (_, i): Redirect => ({ from: `/${i}/`, to: '/2020/moi/' }))
/** A file of every kind, hashed and not, and pages. */
const files = kinds.flatMap(({ endings }) => endings.flatMap((e) => [`2020/a.${e}`, `_astro/a.12345678.${e}`]))

async function withFile<T>(text: string, use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'host-'))
  await writeFile(join(folder, 'file'), text)
  return use(join(folder, 'file')).finally(() => rm(folder, { recursive: true }))
}

describe('the headers of a file', () => {
  test('have one value each, and say its type, how long it keeps and who may use it', () => {
    for (const file of files) {
      const names = headersOf(file, siteAt('/')).map(([name]) => name)
      expect(new Set(names).size, file).toBe(names.length)
    }
    expect(Object.fromEntries(headersOf('2020/bai/', siteAt('/')))).toMatchObject({
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'public, max-age=0, must-revalidate',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'Strict-Transport-Security': 'max-age=63072000',
    })
    expect(Object.fromEntries(headersOf('_astro/a.12345678.avif', siteAt('/')))).toMatchObject({
      'Content-Type': 'image/avif',
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
  })

  test('ask for the preload list, or keep search engines out, where the owner or the host says so', () => {
    const preload = Object.fromEntries(headersOf('a.html', { ...siteAt('/'), preloadHsts: true }))
    expect(preload['Strict-Transport-Security']).toBe('max-age=63072000; includeSubDomains; preload')
    expect(headersOf('a.html', siteAt('/')).map(([name]) => name)).not.toContain('X-Robots-Tag')
    expect(Object.fromEntries(headersOf('a.html', { ...siteAt('/'), isPreview: true }))['X-Robots-Tag']).toBe('noindex')
  })
})

describe.each(['/', '/doc'])('with the base path %s', (base) => {
  const prefix = base === '/' ? '' : base

  test('_headers says of each file what headersOf says, as Netlify reads it', async () => {
    const text = headersFile(siteAt(base), 'https://bao.example')
    const { headers, errors } = await withFile(text, (file) =>
      parseAllHeaders({ headersFiles: [file], minimal: false, configHeaders: [] } as never),
    )
    expect(errors).toEqual([])
    for (const file of ['index.html', ...files.filter((f) => !f.endsWith('.html'))]) {
      const path = `${prefix}/${file === 'index.html' ? '' : file}`
      const said = Object.assign(
        {},
        ...(headers as { forRegExp: RegExp; values: object }[])
          .filter((rule) => rule.forRegExp.test(path))
          .map(({ values }) => values),
      )
      const expected = Object.fromEntries(headersOf(file, siteAt(base)))
      // Both hosts know what a page is, and revalidate by themselves.
      if (file === 'index.html') delete expected['Content-Type']
      if (!file.startsWith('_astro/')) delete expected['Cache-Control']
      expect(said, file).toEqual(expected)
    }
  })

  test('_headers says of each file what headersOf says, as Cloudflare reads it', () => {
    const rules = headersFile(siteAt(base), 'https://bao.example')
      .split('\n\n')
      .slice(1)
      .map((block) => block.trim().split('\n'))
    for (const file of ['index.html', ...files.filter((f) => !f.endsWith('.html'))]) {
      const path = `${prefix}/${file === 'index.html' ? '' : file}`
      const said: Record<string, string> = {}
      for (const [pattern = '', ...lines] of rules) {
        const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('\\*', '.*')
        if (!new RegExp(`^${escaped}$`).test(path)) continue
        for (const line of lines.map((text) => text.trim())) {
          const [, name = '', value = ''] = /^([^:]+): (.*)$/.exec(line) ?? []
          if (line.startsWith('! ')) delete said[line.slice(2)]
          else said[name] = said[name] === undefined ? value : `${said[name]}, ${value}`
        }
      }
      const expected = Object.fromEntries(headersOf(file, siteAt(base)))
      if (file === 'index.html') delete expected['Content-Type']
      if (!file.startsWith('_astro/')) delete expected['Cache-Control']
      expect(said, file).toEqual(expected)
    }
  })

  test('_redirects is read back whole, and by Netlify without an error', async () => {
    const text = redirectsFile(redirects, base)
    expect(parseRedirectsFile(text)).toEqual(encodeRedirects(redirects, base))
    const options = { configRedirects: [], minimal: false } as never
    const read = await withFile(text, (file) => parseAllRedirects(Object.assign({ redirectsFiles: [file] }, options)))
    expect(read.errors).toEqual([])
    expect(
      (read.redirects as Record<string, unknown>[]).map(({ from, to, status, force }) => ({ from, to, status, force })),
    ).toEqual([{ from: `${prefix}/cu/`, to: `${prefix}/2020/moi/`, status: 301, force: false }])
  })

  test('vercel.json gives every file each of its headers once', () => {
    const { headers, redirects: list } = JSON.parse(vercel(siteAt(base)))
    for (const file of files.filter((f) => !f.endsWith('.html'))) {
      const matching = headers.filter(({ source }: { source: string }) =>
        new RegExp(`^${source}$`).test(`${prefix}/${file}`),
      )
      const pairs = matching.flatMap((rule: { headers: { key: string; value: string }[] }) =>
        rule.headers.map(({ key, value }) => [key, value]),
      )
      expect(pairs.length, file).toBe(headersOf(file, siteAt(base)).length)
      expect(Object.fromEntries(pairs), file).toEqual(Object.fromEntries(headersOf(file, siteAt(base))))
    }
    expect(list).toEqual([{ source: `${prefix}/cu/`, destination: `${prefix}/2020/moi/`, statusCode: 301 }])
  })

  test('the other forms name the new address and, where they can, what is gone', () => {
    const site = siteAt(base)
    const printed = { firebase: firebase(site), azure: azure(site), s3: s3(site) }
    for (const [host, text] of Object.entries(printed)) expect(text, host).toContain(`${prefix}/2020/moi/`)
    expect(JSON.parse(printed.azure).routes).toContainEqual({ route: `${prefix}/rut/`, statusCode: 410 })
    expect(netlify(site)).toContain(`from = "${prefix}/rut/"\n  to = "${prefix}/da-go/index.html"\n  status = 410`)
    const host = apache(site, { root: '/var/www', listen: '80', name: 'bao.example' })
    expect(host).toContain(`RewriteRule "^${prefix}/cu/$" "${prefix}/2020/moi/" [R=301,L]`)
    expect(host).toContain(`RewriteRule "^${prefix}/rut/$" - [G]`)
  })
})

describe('redirects', () => {
  test('come from the aliases, sorted', () => {
    expect(siteRedirects([{ id: '2020/moi', aliases: ['/b/', '/a/'] }])).toEqual([
      { from: '/a/', to: '/2020/moi/' },
      { from: '/b/', to: '/2020/moi/' },
    ])
  })

  test('and from what was removed', () => {
    expect(siteRedirects([{ id: '2020/moi', aliases: ['/b/'] }], [{ from: '/a/', to: null }])).toEqual([
      { from: '/a/', to: null },
      { from: '/b/', to: '/2020/moi/' },
    ])
  })

  test('lead to one page in one step', () => {
    expect(() => checkRedirects([...redirects, { from: '/cu/', to: '/khac/' }])).toThrow('two redirects from /cu/')
    expect(() => checkRedirects([...redirects, { from: '/2020/moi/', to: '/khac/' }])).toThrow(
      'which is redirected, too',
    )
  })

  test('over a host’s limit are an error that says so', () => {
    const site = (count: number) => ({ ...siteAt('/'), redirects: encodeRedirects(many(count), '/') })
    expect(() => vercel(site(1_024))).not.toThrow()
    expect(() => vercel(site(1_025))).toThrow('Vercel takes 1,024 redirects; the site has 1,025')
    expect(() => azure(site(500))).toThrow('Azure Static Web Apps takes 20,480 bytes of configuration')
    expect(() => s3(site(500))).toThrow('CloudFront takes 10,240 bytes in a function')
  })
})

describe('a preview', () => {
  test.each([
    [{ CF_PAGES_BRANCH: 'thu' }, true],
    [{ CF_PAGES_BRANCH: 'main' }, false],
    [{ CF_PAGES_BRANCH: 'thu', PRODUCTION_BRANCH: 'thu' }, false],
    [{ NETLIFY: 'true', CONTEXT: 'deploy-preview' }, true],
    [{ NETLIFY: 'true', CONTEXT: 'production' }, false],
    [{ VERCEL_ENV: 'preview' }, true],
    [{ VERCEL_ENV: 'production' }, false],
    [{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request' }, true],
    [{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push' }, false],
    [{ GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'thu', CI_DEFAULT_BRANCH: 'main' }, true],
    [{ GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' }, false],
    [{}, false],
  ])('%j: %s', (env, expected) => {
    expect(isPreview(env)).toBe(expected)
  })

  test('of Cloudflare has production’s address', () => {
    const env = { CF_PAGES_URL: 'https://7f1bf35d.bao-doc.pages.dev', CF_PAGES_BRANCH: 'thu' }
    expect(siteAddress(env).origin).toBe('https://bao-doc.pages.dev')
  })
})

test('a page’s policy is read as it is meant', () => {
  expect(policyOf('<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;">')).toBe(
    "default-src 'none'",
  )
  expect(() => policyOf('<html></html>')).toThrow('a page has no policy')
})

test('a manifest is read back, and a foreign line refused', () => {
  const entries = [{ path: 'một tệp.html', hash: 'a'.repeat(64) }]
  expect(parseManifest(formatManifest(entries))).toEqual(entries)
  expect(() => parseManifest('<!doctype html>')).toThrow('is no line of a manifest')
})
