import { dirname, posix } from 'node:path'
import { contentSecurityPolicy, hashOf } from '../metadata/policy.ts'

/** A built site's files, by their path in `dist/`. */
export type Files = ReadonlyMap<string, Uint8Array>

/** Where the pages of a build think that they are. */
export interface Home {
  /** The site's whole address, without a slash at its end. */
  address: string
  /** The base path with a slash at its end. */
  base: string
}

/** The sheet with the faces of all portable pages; the fonts are in it, since Firefox reads no font file from a disk. */
export const portableSheet = '_astro/portable.css'
/** What only a server can give or needs, and the fonts, which are in the sheet. */
const serverOnly =
  /^(?:_headers|_redirects(?:\.conf)?|\.nojekyll|CNAME|\.well-known\/.*|robots\.txt|sw\.js|sitemap[^/]*\.xml)$|\.(?:br|gz|woff2)$/

/**
 * Turns a built site into one that opens from a disk: relative addresses that name files, classic scripts, and each page
 * with a policy that holds there. What was left out is linked to where the site is served.
 *
 * @param all the files of `dist/`
 * @param home the address that they were built for
 * @param article a page's path, as `2018/ten-bai/`, to write it alone, as `index.html`; the whole site without it
 * @throws where there is no such page
 */
export function portableFolder(all: Files, home: Home, article?: string): Map<string, Uint8Array> {
  const page = article === undefined ? undefined : `${article}index.html`
  if (page !== undefined && !all.has(page)) throw new Error(`there is no page ${home.base}${article}`)
  const names = [...all.keys()].filter((name) => !serverOnly.test(name))
  const text = (name: string) => new TextDecoder().decode(all.get(name))
  const shown = page && text(page)
  const kept = shown ? [page, ...names.filter((name) => !name.endsWith('.html') && shown.includes(name))] : names
  // An article alone lies at the top, where it is found.
  const place = (name: string) => (name === page ? 'index.html' : name)
  const places = new Map(kept.map((name) => [name, place(name)]))
  const out = new Map<string, Uint8Array>()
  const encode = (value: string) => new TextEncoder().encode(value)
  for (const [name, target] of places) {
    const bytes = all.get(name)
    if (!bytes) continue
    if (name.endsWith('.css')) out.set(target, encode(withoutFaces(text(name))))
    else if (!name.endsWith('.html')) out.set(target, bytes)
    else {
      const link = linker(home, name, target, places)
      out.set(target, encode(portablePage(text(name), link, toFile(target, portableSheet))))
      // A page that only leads on has no styles.
      const faces = out.has(portableSheet) ? [] : facesOf(styleOf(text(name)), all, home)
      if (faces.length > 0) out.set(portableSheet, encode(faces.join('')))
    }
  }
  return new Map([...out].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Turns an article's page into one file that holds its styles, script, fonts and pictures.
 *
 * @param all the files of `dist/`
 * @param home the address that they were built for, to which every link leads
 * @param article the page's path, as `2018/ten-bai/`
 * @throws where there is no such page, or it shows what is not there
 */
export function singleFile(all: Files, home: Home, article: string): string {
  const bytes = all.get(`${article}index.html`)
  if (!bytes) throw new Error(`there is no page ${home.base}${article}`)
  const html = new TextDecoder().decode(bytes)
  const read = (path: string) => {
    const found = all.get(decodeURI(path).slice(home.base.length))
    if (!found) throw new Error(`${article} shows ${path}, which is not there`)
    return found
  }
  const readText = (path: string) => new TextDecoder().decode(read(path))
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(([, href]) => readText(String(href)))
  const needsItalic = /<(?:em|i|cite)[ >]/.test(html)
  const css = [styleOf(html), ...sheets].join('\n')
  const styles = facesOf(css, all, home, needsItalic).join('') + withoutFaces(css)
  const scripts: string[] = []
  const absolute = linker(home, `${article}index.html`, '', new Map())
  // A film would make the file as large as itself: what an old browser shows in its place leads to it.
  const withoutVideos = html.replace(/<video[^>]*>([\s\S]*?)<\/video>/g, '$1')
  const parts = split(withoutVideos).map((part) => {
    if (part.kind === 'style') return `<style>${styles}</style>`
    if (part.kind === 'script') {
      const src = /^<script[^>]* src="([^"]+)"/.exec(part.text)?.[1]
      const code = src ? readText(src) : /^<script>([\s\S]*)<\/script>$/.exec(part.text)?.[1]
      if (code === undefined) return part.text
      scripts.push(code)
      return `<script>${code}</script>`
    }
    return eachTag(part.text, (tag) => {
      if (tag.name === 'link') return /^(?:canonical|license|author)$/.test(tag.get('rel') ?? '') ? tag.text() : ''
      if (tag.name === 'source' || tag.name === 'track') return ''
      if (tag.name === 'img') inlinePicture(tag, read)
      else for (const name of ['href', 'action']) tag.change(name, absolute)
      return tag.text()
    })
  })
  const policy = contentSecurityPolicy({ styles: [styles], scripts }).replaceAll(" 'self'", '')
  return withPolicy(parts.join(''), `${tidy(policy)}; font-src data:`)
}

/** One element's opening tag, to be looked at and changed. */
interface Tag {
  name: string
  get: (attribute: string) => string | undefined
  set: (attribute: string, value: string | undefined) => void
  change: (attribute: string, to: (value: string) => string) => void
  text: () => string
}

/** The build prints attributes in double quotes, or bare where a name says all. */
const tagPattern = /<([a-z][a-z0-9-]*)((?:\s+[^\s=>"'/]+(?:="[^"]*"|='[^']*'|=[^\s"'>]+)?)*)\s*(\/?)>/g

function eachTag(html: string, print: (tag: Tag) => string): string {
  return html.replace(tagPattern, (_, name: string, attributes: string, slash: string) => {
    const list: [name: string, value: string | undefined][] = [
      ...attributes.matchAll(/\s+([^\s=>"'/]+)(?:="([^"]*)"|='([^']*)'|=([^\s"'>]+))?/g),
    ].map((m) => [String(m[1]), m[2] ?? m[3] ?? m[4]])
    const get = (attribute: string) => list.find(([own]) => own === attribute)?.[1]
    const set = (attribute: string, value: string | undefined) => {
      const at = list.findIndex(([own]) => own === attribute)
      if (value === undefined) at >= 0 && list.splice(at, 1)
      else if (at >= 0) list[at] = [attribute, value]
      else list.push([attribute, value])
    }
    return print({
      name,
      get,
      set,
      change: (attribute, to) => {
        const value = get(attribute)
        if (value !== undefined) set(attribute, to(value))
      },
      text: () =>
        `<${name}${list.map(([own, value]) => (value === undefined ? ` ${own}` : ` ${own}="${value}"`)).join('')}${slash && ' /'}>`,
    })
  })
}

/**
 * A page's text, apart from its scripts and styles, in which nothing that looks like a tag is one. A counter of visits
 * is left out: what is read from a disk tells nobody. So are the rules for fetching ahead: nothing is far.
 */
function split(html: string): { kind: 'html' | 'script' | 'style'; text: string }[] {
  const own = html.replace(/<script (?:defer src="https?:|type="speculationrules")[^>]*>[^<]*<\/script>/g, '')
  return own.split(/(<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>)/).map((text, i) => {
    return { kind: i % 2 === 0 ? 'html' : text.startsWith('<style') ? 'style' : 'script', text }
  })
}

function portablePage(html: string, link: (address: string) => string, faces: string): string {
  const scripts: string[] = []
  const styles = withoutTurning(withoutFaces(styleOf(html)))
  const rewrite = (part: string) =>
    eachTag(part, (tag) => {
      const rel = tag.get('rel') ?? ''
      // A font comes with the sheet; from a disk there is nothing to install or to be discovered.
      if (tag.name === 'link' && /^(?:preload|manifest|search|alternate)$/.test(rel)) return ''
      if (rel !== 'canonical') for (const name of ['href', 'src', 'action', 'poster']) tag.change(name, link)
      tag.change('srcset', (set) => set.replace(/(^|,\s*)(\S+)/g, (_, before, url) => before + link(url)))
      return tag.text()
    })
  const parts = split(html).map(({ kind, text }) => {
    if (kind === 'style') return `<link rel="stylesheet" href="${faces}"><style>${styles}</style>`
    if (kind === 'html') return rewrite(text)
    const code = /^<script>([\s\S]*)<\/script>$/.exec(text)?.[1]
    if (code !== undefined) scripts.push(code)
    const end = text.indexOf('>') + 1
    return rewrite(text.slice(0, end)) + text.slice(end)
  })
  // No browser agrees with another on what `'self'` is on a disk.
  const policy = [
    "default-src 'none'",
    `script-src 'self' file: ${scripts.map(hashOf).join(' ')}`,
    `style-src 'self' file: ${hashOf(styles)}`,
    "img-src 'self' file: data:",
    "media-src 'self' file:",
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types sw',
  ]
  return withPolicy(parts.join(''), policy.join('; '))
}

function withPolicy(html: string, policy: string): string {
  return html.replace(
    /<meta http-equiv="Content-Security-Policy" content="[^"]*"\s*\/?>/,
    () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  )
}

/** A policy without the directives that have lost their last source, which the default forbids anyway. */
function tidy(policy: string): string {
  return policy
    .split('; ')
    .filter((directive) => directive.includes(' '))
    .join('; ')
}

/** Turns an address of the site into a file's, seen from another file; into the live site's where it was left out. */
function linker(home: Home, from: string, target: string, places: ReadonlyMap<string, string>) {
  return (address: string): string => {
    const [, path = '', rest = ''] = /^([^?#]*)(.*)$/.exec(address) ?? []
    if (path === '' || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(path)) return address
    const absolute = path.startsWith('/') ? path : posix.join(home.base, dirname(from), path)
    if (!absolute.startsWith(home.base)) return address
    const within = absolute.slice(home.base.length)
    const name = decodeURI(within === '' || within.endsWith('/') ? `${within}index.html` : within)
    const place = places.get(name)
    return place === undefined ? `${home.address}/${within}${rest}` : toFile(target, place) + rest
  }
}

function toFile(from: string, to: string): string {
  return posix.relative(dirname(from), to).split('/').map(encodeURIComponent).join('/').replaceAll('%2E%2E', '..')
}

function styleOf(html: string): string {
  return /<style[^>]*>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''
}

/** From a disk one page does not turn into the next, of which the browser would complain. */
const withoutTurning = (css: string): string => css.replace(/@view-transition\{[^}]*\}/, '')

const face = /@font-face\{[^}]*\.woff2[^}]*\}/g

/** A style sheet without the site's faces, which come neither early nor late where they are in the page's files. */
const withoutFaces = (css: string): string => css.replace(face, '').replace(/(Trang Doc \w+) late/g, '$1')

/** The site's faces that a style sheet names, each with its font in it. */
function facesOf(css: string, all: Files, { base }: Home, hasItalic = true): string[] {
  const rules = [...css.matchAll(face)].map(([rule]) => rule).filter((rule) => !/ late[";]/.test(rule))
  return rules.map((rule) =>
    rule.replace(/url\((["']?)(\/[^)"']+\.woff2)\1\)/g, (_, _quote, path: string) => {
      if (!hasItalic && path.includes('italic')) return 'url(data:,)'
      const font = all.get(path.slice(base.length))
      if (!font) throw new Error(`the style sheet names ${path}, which is not there`)
      return `url(${dataUrl('font/woff2', font)})`
    }),
  )
}

/** A picture as every browser reads it, at the middle size, which is that of a phone's screen. */
function inlinePicture(tag: Tag, read: (path: string) => Uint8Array): void {
  const src = tag.get('src')
  if (src === undefined || src.startsWith('data:')) return
  tag.set('src', dataUrl(src.endsWith('.jpg') ? 'image/jpeg' : 'image/png', read(src)))
  for (const attribute of ['srcset', 'sizes', 'loading', 'fetchpriority']) tag.set(attribute, undefined)
}

function dataUrl(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
}
