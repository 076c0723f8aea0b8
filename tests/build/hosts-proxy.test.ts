import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { filesBelow } from '../../src/articles/files.ts'
import { headerPolicy } from '../../src/metadata/policy.ts'
import { launchBrowser } from '../browser/launch.ts'

/*
 * What Cloudflare does to an e-mail address in a page by default, and what its script then does in the browser, written
 * down from what it does: an address becomes a link with its letters, each XORed with the first byte; the script parses
 * the decoded text with innerHTML, to get a plain string from it, and puts it in the link's place.
 * https://developers.cloudflare.com/waf/tools/scrape-shield/email-address-obfuscation/
 */

const scriptPath = '/cdn-cgi/scripts/5c5dd728/cloudflare-static/email-decode.min.js'
const address = 'toa-soan@bao.example'

function obfuscate(html: string): string {
  const off = /<!--email_off-->[\s\S]*?<!--\/email_off-->/g
  const kept = html.match(off) ?? []
  const hex = (text: string) =>
    `5a${[...text].map((c) => (c.charCodeAt(0) ^ 0x5a).toString(16).padStart(2, '0')).join('')}`
  const changed = html
    .split(off)
    .map((part) =>
      part.replace(
        /[\w.-]+@[\w.-]+\.\w+/g,
        (email) =>
          `<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="${hex(email)}">[email&#160;protected]</a>`,
      ),
    )
    .reduce((before, part, i) => before + kept[i - 1] + part)
  return changed === html
    ? html
    : changed.replace('</body>', `<script data-cfasync="false" src="${scriptPath}"></script></body>`)
}

const decoder = `
for (const link of document.querySelectorAll('.__cf_email__')) {
  try {
    const bytes = link.dataset.cfemail.match(/../g).map((pair) => parseInt(pair, 16))
    const holder = document.createElement('div')
    holder.innerHTML = '<a href="' + String.fromCharCode(...bytes.slice(1).map((byte) => byte ^ bytes[0])) + '"></a>'
    link.replaceWith(holder.firstChild.getAttribute('href'))
  } catch (error) {}
}
document.documentElement.dataset.decoded = ''
`

let browser: Browser
let page: string

beforeAll(async () => {
  browser = await launchBrowser()
  const file = filesBelow(inject('dist')).find((path) => /^\d{4}\/[^/]+\/index\.html$/.test(path)) ?? '404.html'
  page = (await readFile(join(inject('dist'), file), 'utf8')).replace(/[\w.-]+@[\w.-]+\.\w+/g, '')
})

afterAll(() => browser?.close())

/** What a reader sees of the address behind Cloudflare. */
async function seen(html: string, policy: string): Promise<string | null> {
  const server = createServer((request, response) => {
    const isScript = request.url === scriptPath
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    if (!isScript && policy !== '') response.setHeader('Content-Security-Policy', policy)
    if (!isScript && request.url !== '/') response.statusCode = 404
    response.end(isScript ? decoder : request.url === '/' ? obfuscate(html) : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const tab = await browser.newPage()
  try {
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    if (obfuscate(html) !== html) await tab.waitForSelector('html[data-decoded]', { state: 'attached' })
    return (await tab.textContent('#thu'))?.replaceAll('\u00a0', ' ') ?? null
  } finally {
    await tab.close()
    server.closeAllConnections()
    server.close()
  }
}

const withAddress = (paragraph: string) => page.replace('</body>', () => `<p id="thu">${paragraph}</p></body>`)
const withoutPolicy = (html: string) => html.replace(/<meta http-equiv="?Content-Security-Policy"?[^>]*>/, '')

test('Cloudflare’s decoder works without Trusted Types, and under them readers do not get the address', async () => {
  const html = withAddress(address)
  expect(await seen(withoutPolicy(html), ''), 'the decoder is one').toBe(address)
  expect(await seen(html, headerPolicy)).toBe('[email protected]')
  expect(await seen(html, ''), 'the policy in the page alone').toBe('[email protected]')
  expect(await seen(withoutPolicy(html), headerPolicy), 'the policy in the header alone').toBe('[email protected]')
})

test('between email_off comments the address stays as it was written', async () => {
  expect(await seen(withAddress(`<!--email_off-->${address}<!--/email_off-->`), headerPolicy)).toBe(address)
})
