import type { Article, Author } from '../articles/articles.ts'
import { paths } from '../routes.ts'
import { site } from '../site.ts'
import { coloursOf } from '../styles/colours.ts'
import { isoInVietnam } from '../vietnamese/date.ts'
import { absolute, href, modified } from './addresses.ts'
import type { PublishedPicture } from './pictures.ts'

/** One element of a page's head. */
export type HeadTag =
  | { tag: 'title'; text: string }
  | { tag: 'meta'; attributes: Record<string, string> }
  | { tag: 'link'; attributes: Record<string, string> }

/** A page as its head tells of it. */
export interface PageHead {
  title: string
  description?: string | undefined
  /** `true` for what search engines must not list, as 404; such a page has no canonical address. */
  noindex?: boolean | undefined
  /** Absolute address. */
  canonical?: string | undefined
  article?: Article | undefined
  /** What is known of those that the article names, by their names. */
  authors?: ReadonlyMap<string, Author> | undefined
  /** The picture of link previews. */
  card?: PublishedPicture | undefined
  /** Path of the feed of a list's own articles. */
  feed?: string | undefined
  /** Paths of the pages of the same list that are older and newer. */
  older?: string | undefined
  newer?: string | undefined
  /** JSON-LD texts, each an element of its own. */
  jsonLd?: readonly string[] | undefined
}

/** The page's ground in light and dark, for the browser's own bars. */
const themeColours = { light: coloursOf('light').ground, dark: coloursOf('dark').ground }

/**
 * The tags of a page's head, in the order in which previews and browsers need them: title and canonical, description,
 * Open Graph (https://ogp.me), Dublin Core for Zotero, then what only machines on the way look for.
 */
export function headTags(page: PageHead): HeadTag[] {
  const { title, description, canonical, article } = page
  return [
    { tag: 'title', text: title === site.name ? title : `${title} – ${site.name}` },
    ...link('canonical', canonical),
    ...meta('description', description),
    ...meta('robots', canonical && !import.meta.env.PREVIEW ? 'max-image-preview:large' : 'noindex'),
    ...(canonical ? openGraph(page, canonical) : []),
    ...(article ? forReferences(article) : []),
    ...Object.entries(themeColours).map(([scheme, content]) =>
      metaTag({ name: 'theme-color', media: `(prefers-color-scheme: ${scheme})`, content }),
    ),
    ...link('icon', href('/favicon.svg'), { type: 'image/svg+xml' }),
    ...link('icon', href('/favicon.ico'), { sizes: '32x32' }),
    ...link('apple-touch-icon', href('/apple-touch-icon.png')),
    ...link('manifest', href('/manifest.webmanifest')),
    ...link('prev', page.older && href(page.older)),
    ...link('next', page.newer && href(page.newer)),
    ...(page.feed ? alternate('application/rss+xml', page.feed, title) : []),
    ...alternate('application/rss+xml', paths.rss, 'RSS'),
    // Every feed reader takes RSS; who wants another form asks the front page.
    ...(canonical === absolute(paths.home)
      ? [
          ...alternate('application/atom+xml', paths.atom, 'Atom'),
          ...alternate('application/feed+json', paths.jsonFeed, 'JSON Feed'),
        ]
      : []),
    ...(article ? alternate('text/markdown', paths.markdown(article.id)) : []),
  ]
}

function openGraph({ title, description, article, authors, card }: PageHead, canonical: string): HeadTag[] {
  return [
    ...property('og:type', article ? 'article' : 'website'),
    ...property('og:title', title),
    ...property('og:description', description),
    ...property('og:url', canonical),
    ...property('og:site_name', site.name),
    ...property('og:locale', site.locale),
    ...property('og:image', card?.url),
    ...property('og:image:type', card?.type),
    ...property('og:image:width', card && String(card.width)),
    ...property('og:image:height', card && String(card.height)),
    ...property('og:image:alt', card?.alt),
    ...property('article:published_time', article?.date),
    ...property('article:modified_time', article && modified(article)),
    ...(article?.author ?? []).flatMap((name) => property('article:author', absolute(paths.author(name)))),
    ...property('article:section', article?.section),
    ...(article?.tags ?? []).flatMap((tag) => property('article:tag', tag)),
    ...meta('twitter:card', card && 'summary_large_image'),
    // Mastodon shows the account beside the link. @see https://docs.joinmastodon.org/entities/PreviewCard/#authors
    ...(article?.author ?? []).flatMap((name) => meta('fediverse:creator', authors?.get(name)?.fediverse)),
  ]
}

/** `DC.type=newsitem` makes Zotero file a newspaper article; `citation_title` would make it a journal's. */
function forReferences(article: Article): HeadTag[] {
  return [
    ...meta('DC.type', 'newsitem'),
    ...meta('DC.title', article.title),
    ...article.author.flatMap((name) => meta('DC.creator', name)),
    ...meta('DC.date', isoInVietnam(Date.parse(article.date)).slice(0, 10)),
    ...meta('DC.language', site.language),
    ...meta('DC.publisher', site.name),
    ...meta('author', article.author.join(', ')),
  ]
}

const metaTag = (attributes: Record<string, string>): HeadTag => ({ tag: 'meta', attributes })
const meta = (name: string, content: string | undefined) => (content ? [metaTag({ name, content })] : [])
const property = (name: string, content: string | undefined) => (content ? [metaTag({ property: name, content })] : [])

function link(rel: string, href: string | undefined, more: Record<string, string> = {}): HeadTag[] {
  return href ? [{ tag: 'link', attributes: { rel, ...more, href } }] : []
}

const alternate = (type: string, path: string, title?: string) =>
  link('alternate', absolute(path), { type, ...(title && { title }) })
