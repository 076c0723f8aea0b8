import type { ReadDate } from '../../vietnamese/read-date.ts'
import { trimEnd } from '../../vietnamese/trim.ts'
import { isPerson, readByline, splitNames } from '../bylines.ts'
import { isElement, key, line, meta, textOf, withoutTracking } from './dom.ts'
import { first, string, structuredData, type Thing, typesOf } from './json-ld.ts'
import { dateOf } from './page-date.ts'

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
