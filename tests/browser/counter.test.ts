import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesBelow } from '../../src/articles/files.ts'
import { policyOf } from '../../src/hosts/policy-check.ts'
import { portableFolder, singleFile } from '../../src/hosts/portable.ts'
import { articleFile, build, makeProject } from '../project.ts'
import { type Host, serve } from './host.ts'
import { launchBrowser } from './launch.ts'

/* A counter of visits: off, nobody else is contacted; on, its own server and no other. */

/** A server that counts, and one that nobody named. */
interface Elsewhere {
  server: Server
  origin: string
  asked: string[]
}

async function elsewhere(): Promise<Elsewhere> {
  const asked: string[] = []
  const server = createServer(({ url = '', headers }, response) => {
    asked.push(headers.cookie ? `${url} with a cookie` : url)
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Content-Type', 'text/javascript')
    response.end(
      url === '/count.js' &&
        `const { origin } = new URL(document.currentScript.src)
        fetch(origin + '/count', { method: 'POST', body: location.pathname, credentials: 'omit' })
        navigator.sendBeacon(origin + '/beacon')`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, asked, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

let browser: Browser
let counter: Elsewhere
let stranger: Elsewhere
const projects: Awaited<ReturnType<typeof makeProject>>[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  counter = await elsewhere()
  stranger = await elsewhere()
})

afterAll(async () => {
  await browser?.close()
  counter?.server.close()
  stranger?.server.close()
  for (const project of projects) await project.dispose()
})

/** A build, with the counter or without. */
async function made(isOn: boolean, env: Record<string, string> = {}) {
  const project = await makeProject({
    '2020/mot/index.mdx': articleFile({ title: 'Một' }),
    '2020/hai/index.mdx': articleFile({ title: 'Hai' }),
  })
  projects.push(project)
  const file = join(project.root, 'src/site.ts')
  const setting = isOn ? `counter: { script: '${counter.origin}/count.js' },\n  offline:` : 'offline:'
  await writeFile(file, (await readFile(file, 'utf8')).replace('offline:', setting))
  const { code, output } = await build(project.root, { SITE_URL: 'https://bao.example', ...env })
  expect(code, output).toBe(0)
  const dist = join(project.root, 'dist')
  const html = await readFile(join(dist, '2020/mot/index.html'), 'utf8')
  const printed = ['nginx', 'caddy', 'apache', 's3', 'vercel', 'firebase', 'azure'].map((host) =>
    execFileSync(process.execPath, ['src/run.js', 'src/hosts/commands/host.ts', host], {
      cwd: project.root,
      encoding: 'utf8',
    }),
  )
  return { dist, html, policies: [policyOf(html), await readFile(join(dist, '_headers'), 'utf8'), ...printed] }
}

/** Opens the article under the policy of the built `_headers`: other servers of the tests send the repository's own. */
async function visit(dist: string): Promise<{ page: Page; wrong: string[]; host: Host }> {
  const host = await serve(dist)
  host.policy = /Content-Security-Policy: (.+)/.exec(await readFile(join(dist, '_headers'), 'utf8'))?.[1] ?? ''
  expect(host.policy).toContain('connect-src')
  const page = await (await browser.newContext()).newPage()
  const wrong: string[] = []
  page.on('console', (message) => void (/error|warning/.test(message.type()) && wrong.push(message.text())))
  await page.goto(`${host.url}/2020/mot/`, { waitUntil: 'networkidle' })
  return { page, wrong, host }
}

describe('a counter of visits', () => {
  let off: Awaited<ReturnType<typeof made>>
  let on: Awaited<ReturnType<typeof made>>

  beforeAll(async () => {
    off = await made(false)
    on = await made(true)
  })

  test('off, is in no file of the site, and nobody else is contacted', async () => {
    for (const file of filesBelow(off.dist).filter((name) => /\.(?:html|js|json|css)$|^_/.test(name)))
      expect(await readFile(join(off.dist, file), 'utf8'), file).not.toContain(counter.origin)
    for (const policy of off.policies) expect(policy).not.toContain(counter.origin)
    const { page, wrong, host } = await visit(off.dist)
    expect(counter.asked).toEqual([])
    expect(wrong).toEqual([])
    await page.context().close()
    await host.close()
  })

  test('on, opens every form of the policy by its origin and no more', () => {
    expect(on.html).toContain(`<script defer src="${counter.origin}/count.js"></script>`)
    for (const [i, policy] of on.policies.entries()) {
      expect(policy).toContain(`connect-src 'self' ${counter.origin};`)
      const closed = policy.replaceAll(` ${counter.origin}`, '')
      // What else a header or a page says is the same; the scripts' hashes do not change with the counter.
      expect(closed).toBe(off.policies[i])
    }
    expect(on.policies[0]).toMatch(new RegExp(`script-src 'self' 'sha256-[^;]+ ${counter.origin};`))
  })

  test('on, is in no portable page', async () => {
    const names = filesBelow(on.dist)
    const files = new Map(await Promise.all(names.map(async (n) => [n, await readFile(join(on.dist, n))] as const)))
    const home = { address: 'https://bao.example', base: '/' }
    const pages = [...portableFolder(files, home)].filter(([name]) => name.endsWith('.html'))
    expect(pages.length).toBeGreaterThan(3)
    for (const text of [...pages.map(([, text]) => text), singleFile(files, home, '2020/mot/')])
      expect(`${text}`).not.toContain(counter.origin)
  })

  test('on, is asked without a cookie, and no other server is', async () => {
    const { page, wrong, host } = await visit(on.dist)
    await expect.poll(() => counter.asked.toSorted()).toEqual(['/beacon', '/count', '/count.js'])
    expect(wrong).toEqual([])
    await page.evaluate((address) => fetch(address).catch(() => {}), `${stranger.origin}/count`)
    expect(stranger.asked).toEqual([])
    expect(wrong.join()).toMatch(/Content Security Policy/)
    await page.context().close()
    await host.close()
  })
})

test('a preview counts nobody', async () => {
  const { html } = await made(true, { VERCEL_ENV: 'preview', VERCEL: '1' })
  expect(html).not.toContain('count.js')
})
