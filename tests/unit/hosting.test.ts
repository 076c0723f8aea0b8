import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAllHeaders } from '@netlify/headers-parser'
import { parseAllRedirects } from '@netlify/redirect-parser'
import { describe, expect, test } from 'vitest'
import { isPreview, siteAddress } from '../../src/hosts/address.ts'
import { apache } from '../../src/hosts/apache.ts'
import { caddy } from '../../src/hosts/caddy.ts'
import { headersOf } from '../../src/hosts/headers.ts'
import { headersFile } from '../../src/hosts/headers-file.ts'
import { azure, firebase, netlify, vercel } from '../../src/hosts/json.ts'
import { checkLimits, countsOf, hostOf, hostPlans } from '../../src/hosts/limits.ts'
import { formatManifest, parseManifest } from '../../src/hosts/manifest.ts'
import { kinds } from '../../src/hosts/media-types.ts'
import { nginx } from '../../src/hosts/nginx.ts'
import { policyOf, policyProblems } from '../../src/hosts/policy-check.ts'
import {
  checkRedirects,
  encodeRedirects,
  parseRedirectsFile,
  type Redirect,
  redirectOf,
  redirectsFile,
  serverRedirects,
  siteRedirects,
} from '../../src/hosts/redirects.ts'
import { s3 } from '../../src/hosts/s3.ts'
import { contentSecurityPolicy, headerPolicy } from '../../src/metadata/policy.ts'

const redirects: Redirect[] = [
  { from: '/cu/', to: '/2020/moi/' },
  { from: '/2020/rut/', to: null },
]
const siteAt = (base: string) => ({
  address: `https://bao.example${base === '/' ? '' : base}`,
  base,
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
      'Cache-Control': 'public, max-age=0, must-revalidate, no-transform',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Content-Security-Policy': headerPolicy,
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
      // Vercel compresses at its edge, and may.
      const expected = headersOf(file, siteAt(base)).map(([key, value]) => [key, value.replace(', no-transform', '')])
      expect(pairs.length, file).toBe(expected.length)
      expect(Object.fromEntries(pairs), file).toEqual(Object.fromEntries(expected))
    }
    expect(list).toEqual([{ source: `${prefix}/cu/`, destination: `${prefix}/2020/moi/`, statusCode: 301 }])
  })

  test('the other forms name the new address and, where they can, what is gone', () => {
    const site = siteAt(base)
    const printed = { firebase: firebase(site), azure: azure(site), s3: s3(site) }
    for (const [host, text] of Object.entries(printed)) expect(text, host).toContain(`${prefix}/2020/moi/`)
    for (const route of [`${prefix}/2020/rut/`, `${prefix}/2020/rut/*`]) {
      expect(JSON.parse(printed.azure).routes).toContainEqual({ route, statusCode: 410 })
    }
    expect(netlify(site)).toContain(
      `from = "${prefix}/2020/rut/*"\n  to = "${prefix}/da-go/index.html"\n  status = 410`,
    )
  })

  test('no form has a hash or, on own servers, an old address, which would go stale', () => {
    const site = siteAt(base)
    const options = { root: '/var/www', name: 'bao.example' }
    const own = [nginx(site, options), caddy(site, options), apache(site, options)]
    for (const text of own) expect(text).not.toContain('/2020/moi/')
    for (const text of [...own, vercel(site), firebase(site), azure(site), s3(site), headersFile(site, 'x')]) {
      expect(text).toContain(headerPolicy)
      expect(text).not.toContain('sha256-')
    }
  })

  test('the functions of CloudFront redirect with the query, say what is gone, and find the page of a folder', () => {
    const withQuery = encodeRedirects([...redirects, { from: '/?p=12', to: '/2020/moi/' }], base)
    const printed = s3({ ...siteAt(base), redirects: withQuery })
    const [, request = ''] = /\/\/ ---- viewer request\n([\s\S]*?)\n\/\/ ----/.exec(printed) ?? []
    const handler = new Function('event', `${request}\nreturn handler(event)`)
    const asked = (uri: string, querystring = {}) => handler({ request: { uri, querystring } })
    expect(asked(`${prefix}/cu/`, { a: { value: 'b%20c' } })).toMatchObject({
      statusCode: 301,
      headers: { location: { value: `${prefix}/2020/moi/?a=b%20c` } },
    })
    expect(asked(`${prefix}/`, { p: { value: '12' }, fbclid: { value: 'a' } })).toMatchObject({
      headers: { location: { value: `${prefix}/2020/moi/` } },
    })
    expect(asked(`${prefix}/`, { p: { value: '13' } })).toMatchObject({ uri: `${prefix}/index.html` })
    for (const path of ['/2020/rut/', '/2020/rut', '/2020/rut/index.md']) {
      expect(asked(prefix + path), path).toMatchObject({ statusCode: 410 })
    }
    expect(asked(`${prefix}/2020/moi/`)).toMatchObject({ uri: `${prefix}/2020/moi/index.html` })
    expect(asked(`${prefix}/2020/moi`)).toMatchObject({ headers: { location: { value: `${prefix}/2020/moi/` } } })
    expect(asked(`${prefix}/rss.xml`)).toMatchObject({ uri: `${prefix}/rss.xml` })
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

  test('are one file for nginx, Caddy and Apache, and none that a server could take for its own words', () => {
    expect(serverRedirects(encodeRedirects(redirects, '/doc')).split('\n').slice(1)).toEqual([
      '/doc/cu/ /doc/2020/moi/;',
      '/doc/2020/rut/ 410;',
      '',
    ])
    for (const from of ['/a b/', '/a;b/', '/a"b/', '/a{b/', '/a$b/']) {
      expect(() => serverRedirects(encodeRedirects([{ from, to: '/2020/moi/' }], '/')), from).toThrow('cannot stand in')
    }
  })

  test('of what was taken down hold for all that lies below', () => {
    const list = encodeRedirects(redirects, '/doc')
    for (const path of ['/doc/2020/rut/', '/doc/2020/rut', '/doc/2020/rut/index.md']) {
      expect(redirectOf(path, '', list), path).toMatchObject({ to: null })
    }
    for (const path of ['/doc/2020/rut-khac/', '/doc/2020/', '/doc/cu/index.md']) {
      expect(redirectOf(path, '', list), path).toBeUndefined()
    }
    expect(redirectOf('/doc/cu/', '?x=1', list)).toMatchObject({ to: '/doc/2020/moi/' })
  })

  describe('of addresses with a query', () => {
    const list = encodeRedirects([{ from: '/?p=12', to: '/2020/moi/' }], '/doc')

    test('are asked for whole, whatever networks add at their end', () => {
      for (const query of ['?p=12', '?p=12&fbclid=a', '?p=12&utm_source=a&utm_medium=b', '?p=12&zarsrc=30'])
        expect(redirectOf('/doc/', query, list), query).toMatchObject({ to: '/doc/2020/moi/' })
      for (const query of ['', '?p=1', '?p=123', '?p=12&q=a', '?fbclid=a'])
        expect(redirectOf('/doc/', query, list), query).toBeUndefined()
    })

    test('stand where own servers and Vercel find them, and as a comment for hosts that cannot look at a query', () => {
      const file = redirectsFile([{ from: '/?p=12', to: '/2020/moi/' }], '/doc')
      expect(file).toBe('# 301 /doc/?p=12 /doc/2020/moi/\n')
      expect(parseRedirectsFile(file)).toEqual(list)
      expect(serverRedirects(list)).toContain('\n/doc/?p=12 /doc/2020/moi/;\n')
      const site = { ...siteAt('/doc'), redirects: list }
      expect(JSON.parse(vercel(site)).redirects).toEqual([
        {
          source: '/doc/',
          has: [{ type: 'query', key: 'p', value: '12' }],
          destination: '/doc/2020/moi/',
          statusCode: 301,
        },
      ])
      for (const print of [azure, firebase, netlify]) expect(print(site)).not.toContain('p=12')
    })

    test('are no pattern for Vercel', () => {
      const redirects = [{ from: '/tin/1:2+(3)/', to: '/2020/moi/' }]
      expect(JSON.parse(vercel({ ...siteAt('/'), redirects })).redirects[0].source).toBe('/tin/1\\:2\\+\\(3\\)/')
    })
  })

  test('over a host’s limit are an error that says so, or as many as fit', () => {
    const site = (count: number) => ({ ...siteAt('/'), redirects: encodeRedirects(many(count), '/') })
    expect(() => vercel(site(1_024))).not.toThrow()
    expect(() => vercel(site(1_025))).toThrow('Vercel takes 1,024 redirects; the site has 1,025')
    expect(() => azure(site(500))).toThrow('Azure Static Web Apps takes 20,480 bytes of configuration')
    const gone = { from: '/2020/rut/', to: null }
    const text = s3({ ...site(0), redirects: encodeRedirects([...many(1000), gone], '/') })
    expect(text).toContain('"/2020/rut/":null')
    const [, fit, rest] = /(\d+) old addresses fit; the pages at the other (\d+) lead on/.exec(text) ?? []
    expect(Number(fit) + Number(rest)).toBe(1_001)
    const code = text.slice(text.indexOf('// ---- viewer request\n') + 23, text.indexOf('\n\n// ---- viewer response'))
    expect(code.length).toBeLessThanOrEqual(10 * 1024)
    expect(code.length, 'as many as fit').toBeGreaterThan(10 * 1024 - 40)
  })
})

describe('a host’s limits', () => {
  const counts = { files: 10, bytes: 10, bytesAFile: 10, filesAFolder: 10, redirects: 0 }
  const plan = (name: string) => hostPlans[name] ?? expect.fail(name)

  test('are those of the host that HOST names, else of the one that builds', () => {
    expect(hostOf({ CF_PAGES: '1' })).toBe(plan('cloudflare'))
    expect(hostOf({ CF_PAGES: '1', PAGES_WRANGLER_MAJOR_VERSION: '4' })).toBe(plan('cloudflare-paid'))
    expect(hostOf({ NETLIFY: 'true' })).toBe(plan('netlify'))
    expect(hostOf({ NETLIFY: 'true', HOST: 'azure' })).toBe(plan('azure'))
    expect(hostOf({ HOST: 'my-laptop' }), 'some shells name the machine').toBeUndefined()
  })

  test.each([
    ['cloudflare', { files: 15_999 }, 'silent'],
    ['cloudflare', { files: 16_000 }, 'warns'],
    ['cloudflare', { files: 20_000 }, 'warns'],
    ['cloudflare', { files: 20_001 }, 'stops'],
    ['cloudflare', { redirects: 2_001 }, 'warns'],
    ['cloudflare', { bytesAFile: 26_214_401 }, 'stops'],
    ['cloudflare-paid', { files: 20_001 }, 'silent'],
    ['cloudflare-paid', { files: 100_001 }, 'stops'],
    ['netlify', { files: 1_000_000 }, 'silent'],
    ['netlify', { filesAFolder: 54_001 }, 'stops'],
    ['vercel', { redirects: 1_025 }, 'stops'],
    ['github', { bytes: 1.1 * 2 ** 30 }, 'warns'],
    ['azure', { bytes: 501 * 2 ** 20 }, 'stops'],
  ] as const)('%s, %j: %s', (name, more, expected) => {
    const check = () => checkLimits({ ...counts, ...more }, plan(name))
    if (expected === 'stops') expect(check).toThrow(/takes [\d,]+ .*; the site has [\d,]+ \(https:/)
    else expect(check().length).toBe(expected === 'warns' ? 1 : 0)
  })

  test('are held against what is counted', () => {
    const files = ['a/1', 'a/2', 'a/b/1', '1'].map((path, i) => ({ path, size: i + 1 }))
    const list = [{ to: '/x/' }, { to: null }]
    expect(countsOf(files, list)).toEqual({ files: 4, bytes: 10, bytesAFile: 4, filesAFolder: 2, redirects: 1 })
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

describe('a page is held against its policies', () => {
  const styles = 'p{margin:0}'
  const boot = 'document.title'
  const policy = contentSecurityPolicy({ styles: [styles], scripts: [boot] })
  const page = (css = styles, script = boot) =>
    `<meta http-equiv="Content-Security-Policy" content="${policy}"><style>${css}</style><link rel="stylesheet" href="/a.css">` +
    `<script>${script}</script><script src="/a.js" defer></script><script type="application/ld+json">{}</script>`

  test('which all allow what it holds', () => {
    expect(policyProblems(page(), headerPolicy)).toEqual([])
    expect(policyProblems(page(), '')).toEqual([])
    expect(policyProblems(page(), `${policy}, ${headerPolicy}`)).toEqual([])
  })

  test('of which one is of another build, or forbids what is fetched', () => {
    const older = contentSecurityPolicy({ styles: ['p{margin:1px}'], scripts: [boot] })
    expect(policyProblems(page(), older)).toEqual(['the policy forbids the styles in the page'])
    expect(policyProblems(page(styles, 'other'), headerPolicy)).toEqual(['the policy forbids the script in the page'])
    expect(policyProblems(page(), "script-src 'none'")).toEqual([
      'the policy forbids the script in the page',
      'the policy forbids the script that the page fetches',
    ])
  })
})

test('a manifest is read back, and a foreign line refused', () => {
  const entries = [{ path: 'một tệp.html', hash: 'a'.repeat(64) }]
  expect(parseManifest(formatManifest(entries))).toEqual(entries)
  expect(() => parseManifest('<!doctype html>')).toThrow('is no line of a manifest')
})
