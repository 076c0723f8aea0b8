import { type ReadDate, readDate } from '../../vietnamese/read-date.ts'
import { trimEnd } from '../../vietnamese/trim.ts'
import { isPerson, readByline, splitNames } from '../bylines.ts'
import { comesBefore, isElement, key, line, textOf, withoutTracking } from './dom.ts'

/** What a page says of its article outside the article's text. */
export interface Metadata {
  title?: string
  date?: ReadDate
  authors: string[]
  /** The byline's element, so that it is not taken for text. */
  byline?: Element
  /** Where the article comes from, as the byline says. */
  agency?: string
  section?: string
  tags: string[]
  site?: string
  url?: string
  /** What the page gives search engines as its summary. */
  summary?: string
  notes: string[]
}

type Thing = Record<string, unknown>

/**
 * Reads title, date, author and origin, from the most to the least reliable place.
 *
 * @param html the page's source, for what stands in comments
 */
export function readMetadata(document: Document, html: string): Metadata {
  const notes: string[] = []
  const things = structuredData(document, notes)
  const article = things.find((thing) =>
    typesOf(thing).some((type) => /(?:Article|Reportage|BlogPosting)$/i.test(type)),
  )
  const site = siteName(document, article, things)
  const url = address(document, article, html)
  const title = readTitle(document, article, site)
  const date = dateOf(document, article, notes)
  const { authors, byline, agency } = readAuthors(document, article, site, notes)
  const section = line(first(article?.articleSection) ?? meta(document, 'article:section'))
  const summary = line(
    string(article?.description) ?? meta(document, 'og:description') ?? meta(document, 'description'),
  )
  return {
    ...(title && { title }),
    ...(date && { date }),
    authors,
    ...(byline && { byline }),
    ...(agency && { agency }),
    ...(section && { section }),
    tags: tagsOf(document, article),
    ...(site && { site }),
    ...(url && { url }),
    ...(summary && { summary: plain(summary) }),
    notes,
  }
}

/** All objects of the page's JSON-LD, whichever way they are nested. */
function structuredData(document: Document, notes: string[]): Thing[] {
  const things: Thing[] = []
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const source = (script.textContent ?? '')
      .replace(/^\s*(?:\/\/\s*)?(?:<!\[CDATA\[|<!--)|(?:\]\]>|-->)\s*$/g, '')
      .trim()
    const parsed = parseTolerantly(source)
    if (parsed === undefined) {
      if (source)
        notes.push('Some of the page’s structured data (JSON-LD) is broken; what could be picked from it was used.')
      things.push(salvage(source))
    } else collect(parsed, things)
  }
  return things
}

function collect(value: unknown, things: Thing[]): void {
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.shift()
    if (Array.isArray(next)) waiting.push(...next)
    else if (next && typeof next === 'object') {
      things.push(next as Thing)
      waiting.push((next as Thing)['@graph'], (next as Thing).mainEntity)
    }
  }
}

function parseTolerantly(source: string): unknown {
  const mended = source
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none within strings, and CMSs leave them
    .replace(/[\u0000-\u001f]+/g, ' ')
    .replace(/,(\s*[}\]])/g, '$1')
    .replace(/;\s*$/, '')
  for (const text of [source, mended]) {
    try {
      return JSON.parse(text)
    } catch {}
  }
  return undefined
}

/** The fields that matter, out of what is not JSON. */
function salvage(source: string): Thing {
  if (!/"@type" ?: ?\[? ?"\w{0,40}Article"/.test(source)) return {}
  const thing: Thing = { '@type': 'NewsArticle' }
  for (const field of ['datePublished', 'articleSection']) {
    const value = new RegExp(`"${field}"\\s*:\\s*"([^"\\n]+)"`).exec(source)?.[1]
    if (value) thing[field] = value
  }
  const author = /"author" ?: ?[[{ ]{0,5}[^}]{0,200}?"name" ?: ?"([^"\n]{1,100})"/.exec(source.replace(/\s+/g, ' '))
  if (author && /"@type"\s*:\s*"Person"/.test(author[0])) thing.author = { '@type': 'Person', name: author[1] }
  return thing
}

const typesOf = (thing: Thing): string[] => [thing['@type']].flat().filter((type) => typeof type === 'string')
const string = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() ? value : undefined)
const first = (value: unknown): string | undefined => string(Array.isArray(value) ? value[0] : value)

function meta(document: Document, name: string): string | undefined {
  for (const element of document.querySelectorAll('meta[content]')) {
    const called = ['property', 'name', 'itemprop', 'http-equiv'].map((a) => element.getAttribute(a)?.toLowerCase())
    if (called.includes(name)) {
      const content = line(element.getAttribute('content'))
      if (content) return content
    }
  }
  return undefined
}

/** Text of a field that CMSs fill with HTML, twice escaped. */
function plain(text: string): string {
  const named: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>', nbsp: ' ', apos: "'" }
  const decoded = text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return named[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })
  return line(decoded.replace(/<\/?[a-z][^>]*>/gi, ' '))
}

function siteName(document: Document, article: Thing | undefined, things: Thing[]): string | undefined {
  const publisher = article?.publisher as Thing | undefined
  const organisation = things.find((thing) => typesOf(thing).some((type) => /Organization$|^WebSite$/.test(type)))
  const name = meta(document, 'og:site_name') ?? string(publisher?.name) ?? string(organisation?.name)
  return name && plain(name)
}

function address(document: Document, article: Thing | undefined, html: string): string | undefined {
  const main = article?.mainEntityOfPage as Thing | string | undefined
  const candidates = [
    document.querySelector('link[rel=canonical]')?.getAttribute('href'),
    meta(document, 'og:url'),
    typeof main === 'string' ? main : string(main?.['@id']),
    string(article?.url),
    // What browsers write into the pages that they save.
    /<!-- saved from url=\(\d+\)(\S+) -->/.exec(html.slice(0, 4096))?.[1],
  ]
  for (const candidate of candidates) {
    if (!candidate || !/^https?:\/\//i.test(candidate) || !URL.canParse(candidate)) continue
    const url = new URL(candidate)
    // The front page is no address of an article.
    if (url.pathname === '/' && !url.search) continue
    return withoutTracking(url)
  }
  return undefined
}

const titleElements =
  'h1[itemprop=headline],h1[class*=title],h1[class*=headline],h1[class*=detail],[data-role=title],[itemprop=headline],h1'
const oldTitleElements =
  '.title-detail,.detail-title,.article-title,.title-news,.news-title,.pTitle,.titledetail,.TieuDe,.tieude,.cms-title,.post-title'

function readTitle(document: Document, article: Thing | undefined, site: string | undefined): string | undefined {
  const said = [string(article?.headline), meta(document, 'og:title'), textOf(document.querySelector('title'))]
    .map((title) => plain(title ?? ''))
    .filter(Boolean)
  const fits = (text: string) =>
    said.some((title) => key(title).includes(key(text)) || (text.length > 20 && key(text).includes(key(title))))
  const shown = (selector: string) =>
    [...document.querySelectorAll(selector)].map(textOf).filter((text) => text.split(' ').length > 2)
  const headings = shown(titleElements)
  return (
    headings.find(fits) ??
    shown(oldTitleElements).find(fits) ??
    (new Set(headings).size === 1 ? headings[0] : undefined) ??
    (said[0] && withoutSite(said[0], site))
  )
}

/** A title without the site's name that search engines are shown behind it. */
function withoutSite(title: string, site: string | undefined): string {
  const parts = title.replace(/\s+/g, ' ').split(/ [–—-] | ?\| ?/)
  const last = parts.at(-1) ?? ''
  const isSite =
    (site && (key(site).includes(key(last)) || key(last).includes(key(site)))) ||
    /^(?:báo|tạp chí|đài|cổng|trang)\s|\.(?:vn|com|net)$|online$|^(?:vnexpress|vietnamplus|tuổi trẻ|dân trí)/i.test(
      last,
    )
  if (parts.length < 2 || !isSite) return title
  return trimEnd(title.slice(0, title.lastIndexOf(last)), /[\s|–—-]/)
}

const dateElements =
  'time,[itemprop=datePublished],[class*=date],[class*=time],[class*=Date],[class*=Time],[class*=ngay],[id*=date],[id*=Date],[class*=meta],[class*=publish]'

function dateOf(document: Document, article: Thing | undefined, notes: string[]): ReadDate | undefined {
  const declared = [
    string(article?.datePublished),
    ...[
      'article:published_time',
      'datepublished',
      'pubdate',
      'publishdate',
      'dc.date.issued',
      'dc.date',
      'date',
      'dc.created',
    ].map((name) => meta(document, name)),
    document.querySelector('[itemprop=datePublished]')?.getAttribute('datetime') ?? undefined,
    string(article?.dateCreated),
  ]
  const read = declared.map((text) => (text ? readDate(text) : undefined)).filter((date) => date !== undefined)
  const machine = read.find((date) => date.hasTime) ?? read[0]
  const visible = visibleDate(document)
  const date = settle(machine, visible, notes)
  if (date && !date.hasTime)
    notes.push(`The page tells the day (${date.moment.slice(0, 10)}) but no time; 00:00 stands for it.`)
  if (date?.unsure) notes.push(`Day and month of ${date.moment.slice(0, 10)} may be the other way round.`)
  return date
}

function settle(machine: ReadDate | undefined, visible: ReadDate | undefined, notes: string[]): ReadDate | undefined {
  if (!machine || !visible) return machine ?? visible
  const sameDay = machine.moment.slice(0, 10) === visible.moment.slice(0, 10)
  if (!machine.hasTime && visible.hasTime && sameDay) return visible
  if (machine.unsure && !sameDay) return visible
  const apart = Date.parse(machine.moment) - Date.parse(visible.moment)
  // Some CMSs write Vietnamese time and call it UTC.
  if (machine.hasZone && visible.hasTime && Math.floor(apart / 60_000) === 7 * 60) {
    notes.push(
      'The page’s metadata calls its time UTC but readers are shown the same clock time; it is taken as Vietnamese time.',
    )
    return visible
  }
  if (!sameDay)
    notes.push(
      `The page shows ${visible.moment.slice(0, 10)}, its metadata ${machine.moment.slice(0, 10)}; look which is right.`,
    )
  return machine
}

function visibleDate(document: Document): ReadDate | undefined {
  const title = document.querySelector('h1')
  const found: { date: ReadDate; near: boolean }[] = []
  for (const element of document.querySelectorAll(dateElements)) {
    if (element.closest('footer,nav,aside,[class*=related],[class*=lien-quan],[class*=comment],[class*=sidebar]'))
      continue
    const text = textOf(element)
    if (text.length > 200) continue
    const date = readDate(element.getAttribute('datetime') ?? '') ?? readDate(text)
    // A date before the headline is today's, in the page's head.
    const near = !title || comesBefore(title, element) || title.parentElement === element.parentElement
    if (date) found.push({ date, near })
  }
  const ordered = [...found.filter(({ near }) => near), ...found.filter(({ near }) => !near)]
  const best = ordered.find(({ date }) => date.hasTime) ?? ordered[0]
  return best?.date ?? printedNear(title)
}

/** A date in an element whose name tells nothing: the first after the headline. */
function printedNear(title: Element | null): ReadDate | undefined {
  let element: Element | null = title
  for (let up = 0; element && up < 4; up++, element = element.parentElement) {
    for (let next = element.nextElementSibling, n = 0; next && n < 4; next = next.nextElementSibling, n++) {
      const date = readDate(textOf(next).slice(0, 120))
      if (date) return date
    }
  }
  return undefined
}

const bylineElements = [
  '[itemprop=author] [itemprop=name]',
  '[itemprop=author]',
  '.author_mail strong',
  '.author_mail',
  '.detail-author',
  '.article__author',
  '.article-author',
  '.author-name',
  '.name-author',
  '.cms-author',
  '.singular-author',
  '.tacgia',
  '.tac-gia',
  '.tacGia',
  '.pAuthor',
  '.p-author',
  '.author-info .name',
  '[class*=author] .name',
  '.author',
  '.Author',
  '[rel=author]',
  '.byline',
  '[class*=author] a',
  'p.Normal[style*=right] strong',
]

function readAuthors(
  document: Document,
  article: Thing | undefined,
  site: string | undefined,
  notes: string[],
): Pick<Metadata, 'authors' | 'byline' | 'agency'> {
  const declared = [article?.author]
    .flat()
    .flatMap((author) => {
      if (typeof author === 'string') return splitNames(plain(author))
      const { name } = (author ?? {}) as Thing
      if (!author || typesOf(author as Thing).some((type) => /Organization$/.test(type))) return []
      return [name].flat().flatMap((one) => splitNames(plain(string(one) ?? '')))
    })
    .filter((name) => isPerson(name, site))
  if (declared.length > 0) return { authors: [...new Set(declared)] }
  for (const selector of bylineElements) {
    for (const element of document.querySelectorAll(selector)) {
      // A picture's author, a commentator, and a box of other articles have the same class.
      if (
        element.closest('figure,figcaption,footer,[class*=Photo],[class*=comment],[class*=related],[class*=lien-quan]')
      )
        continue
      const text = element.getAttribute('content') ?? textOf(element)
      if (text.length > 120) continue
      const read = readByline(text, site)
      if (read.agency) notes.push(`The byline names a source: “${text}”.`)
      const { authors, agency } = read
      if (authors.length > 0) return { authors, byline: element, ...(agency && { agency }) }
    }
  }
  for (const name of ['author', 'article:author', 'dc.creator', 'byl']) {
    const { authors } = readByline(meta(document, name) ?? '', site)
    if (authors.length > 0) return { authors }
  }
  return { authors: [] }
}

function tagsOf(document: Document, article: Thing | undefined): string[] {
  const fromPage = [...document.querySelectorAll('meta[property="article:tag"]')].map(
    (e) => e.getAttribute('content') ?? '',
  )
  const shown = [...document.querySelectorAll('[rel=tag],.tags a,.tag a,.detail-tag a,.article__tag a,.tag-item a')]
    .filter(isElement)
    .map(textOf)
  const keywords = [article?.keywords].flat().flatMap((words) => (typeof words === 'string' ? words.split(/[,;]/) : []))
  const declared = [shown, fromPage, keywords, (meta(document, 'news_keywords') ?? '').split(/[,;]/)]
  const tags = declared.map((list) =>
    list
      .flatMap((tag) => tag.split(/[,;]/))
      .map((tag) => plain(tag).replace(/^#/, ''))
      .filter((tag) => tag && tag.length < 60),
  )
  return [...new Set(tags.find((list) => list.length > 0) ?? [])].filter(
    (tag) => !/^(?:tags?|từ khóa|chủ đề)\s*:?$/i.test(tag),
  )
}
