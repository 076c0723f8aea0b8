import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { unzipSync } from 'fflate'
import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { filesBelow } from '../../src/articles/files.ts'
import { portableFolder, singleFile } from '../../src/hosts/portable.ts'
import { zipFolder } from '../../src/hosts/zip.ts'
import { repository } from '../project.ts'
import { longArticle } from './pages.ts'

const home = { address: 'https://bao.example', base: '/' }
const article = longArticle.slice(1)
const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
let files: Map<string, Uint8Array>

beforeAll(async () => {
  const dist = inject('dist')
  const names = filesBelow(dist)
  files = new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(dist, name))] as const)))
})

/** Every address that a page follows or loads. */
function addresses(html: string): string[] {
  const { document } = parseHTML(html)
  return [...document.querySelectorAll('[href], [src], [srcset]')].flatMap((element) => [
    ...['href', 'src'].flatMap((name) => element.getAttribute(name) ?? []),
    ...(element.getAttribute('srcset') ?? '').split(/\s*,\s*/).flatMap((part) => part.split(' ')[0] || []),
  ])
}

describe.each([
  ['the whole site', undefined],
  ['one article', article],
])('%s as a folder', (_, only) => {
  test('names files by relative addresses, and every one is there', () => {
    const folder = portableFolder(files, home, only)
    const pages = [...folder.keys()].filter((name) => name.endsWith('.html'))
    expect(pages.length).toBeGreaterThan(only ? 0 : 4)
    expect(folder.has('index.html')).toBe(true)
    for (const page of pages) {
      const found = addresses(decode(folder.get(page))).filter((address) => !/^[#?]/.test(address))
      expect(found.length, page).toBeGreaterThan(1)
      for (const address of found) {
        expect(address, page).not.toMatch(/^\//)
        if (/^[a-z-]+:/.test(address)) continue
        const target = posix.join(posix.dirname(page), decodeURI(address.replace(/[?#].*/, '')))
        expect([...folder.keys()], `${page} → ${address}`).toContain(target)
      }
    }
  })

  test('has classic scripts, a policy with their hashes, and its fonts in the sheet', () => {
    const folder = portableFolder(files, home, only)
    for (const [name, bytes] of folder) {
      if (!name.endsWith('.html')) continue
      const { document } = parseHTML(decode(bytes))
      const policy = document.querySelector('meta[http-equiv=Content-Security-Policy]')?.getAttribute('content') ?? ''
      expect(document.querySelectorAll('script[type=module]')).toHaveLength(0)
      for (const { innerHTML } of document.querySelectorAll('script:not([src]):not([type]), style'))
        expect(policy).toContain(hash(innerHTML))
      // A page that only leads on has none.
      if (!decode(files.get(name)).includes('<style')) continue
      const styles = String(document.querySelector('style')?.innerHTML)
      expect(styles, name).toContain('.skip-link')
      if (document.querySelector('.text')) expect(styles, name).toContain('.text blockquote')
      expect(document.querySelector('link[rel=stylesheet]')?.getAttribute('href')).toMatch(/_astro\/portable\.css$/)
    }
    const sheet = decode(folder.get('_astro/portable.css'))
    expect(sheet.match(/url\(data:font\/woff2;base64,d09GMg/g)?.length).toBeGreaterThanOrEqual(2)
    // The late sheet has the faces, too.
    for (const [name, bytes] of folder)
      if (/\.(?:css|html)$/.test(name)) expect(decode(bytes), name).not.toMatch(/url\(["']?\/|\.woff2| late"/)
    expect([...folder.keys()].filter((name) => /^_headers|^\.|^CNAME|\.br$|\.woff2$/.test(name))).toEqual([])
  })

  test('is a zip with the same files, and the same bytes each time', () => {
    const folder = portableFolder(files, home, only)
    const zip = zipFolder(folder, 'bao')
    expect(hash(String.fromCharCode(...zipFolder(folder, 'bao').slice(0, 5000)))).toBe(
      hash(String.fromCharCode(...zip.slice(0, 5000))),
    )
    expect(Buffer.from(zipFolder(folder, 'bao')).equals(Buffer.from(zip))).toBe(true)
    const unzipped = unzipSync(zip)
    expect(Object.keys(unzipped)).toEqual([...folder.keys()].map((name) => `bao/${name}`))
    for (const [name, bytes] of folder)
      expect(Buffer.from(unzipped[`bao/${name}`] ?? []).equals(bytes), name).toBe(true)
  })
})

describe('one article as a single file', () => {
  test('loads nothing, and says so in its policy', () => {
    const html = singleFile(files, home, article)
    const { document } = parseHTML(html)
    for (const element of document.querySelectorAll('[src], [srcset], link')) {
      const loads = element.getAttribute('src') ?? element.getAttribute('srcset') ?? 'data:'
      expect(loads).toMatch(/^data:/)
      if (element.tagName === 'LINK') expect(element.getAttribute('rel')).toMatch(/^(canonical|license|author)$/)
    }
    const policy = document.querySelector('meta[http-equiv=Content-Security-Policy]')?.getAttribute('content') ?? ''
    expect(policy).toMatch(/^default-src 'none'; /)
    expect(policy).not.toContain("'self'")
    const code = (selector: string) => [...html.matchAll(new RegExp(`<${selector}>([\\s\\S]*?)</${selector}>`, 'g'))]
    expect(code('script')).toHaveLength(2)
    expect(code('style')).toHaveLength(1)
    for (const [, text = ''] of [...code('script'), ...code('style')]) expect(policy).toContain(hash(text))
    expect(html).not.toMatch(/url\(["']?\//)
  })

  test('has the whole text, its picture, and links to where the site is', () => {
    const html = singleFile(files, home, article)
    const text = (source: string) =>
      [...parseHTML(source).document.querySelectorAll('.text > p')].map((p) => p.textContent)
    expect(text(html)).toEqual(text(decode(files.get(`${article}index.html`))))
    expect(text(html).length).toBe(9)
    const { document } = parseHTML(html)
    expect(document.querySelector('.text img')?.getAttribute('src')).toMatch(/^data:image\/jpeg;base64,/)
    const links = [...document.querySelectorAll('a[href]')].map((link) => String(link.getAttribute('href')))
    expect(
      links.filter((href) => !/^(https:\/\/bao\.example\/|#|mailto:|tel:|fb-messenger:|https:)/.test(href)),
    ).toEqual([])
    expect(Buffer.byteLength(html)).toBeLessThan(400_000)
  })

  test('of a page that is not there is an error', () => {
    expect(() => singleFile(files, home, '2018/khong-co/')).toThrow('there is no page /2018/khong-co/')
    expect(() => portableFolder(files, home, '2018/khong-co/')).toThrow('there is no page /2018/khong-co/')
  })
})

describe('the command', () => {
  const run = (out: string, ...more: string[]) => {
    const args = ['src/run.js', 'src/hosts/commands/portable.ts', '--dist', inject('dist'), '--out', out, ...more]
    return spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8' })
  }

  test('replaces an export of before, and takes no folder away that is anything else', async () => {
    const out = await mkdtemp(join(tmpdir(), 'portable-'))
    const address = `${home.address}${longArticle}?utm_source=a`
    for (const _ of ['first', 'again']) expect(run(out, address)).toMatchObject({ status: 0, stderr: '' })
    const folder = join(out, 'bai-dai')
    await writeFile(join(folder, 'package.json'), '{}')
    const refused = run(out, longArticle)
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('is no export of before') })
    expect(existsSync(join(folder, 'package.json'))).toBe(true)
    await rm(join(folder, '_astro'), { recursive: true })
    await rm(join(folder, 'package.json'))
    expect(run(out, longArticle).status).toBe(2)
    await rm(out, { recursive: true })
  })
})
