import { visit } from 'unist-util-visit'
import type { ArticleSource } from '../../articles/read.ts'
import { pageIds } from '../../markdown/headings.ts'
import { nearest } from '../../markdown/nearest.ts'
import { pagePath, paths } from '../../routes.ts'
import { shortDate } from '../../vietnamese/date.ts'
import type { Finding } from './rule.ts'

/** A link in a text that leads to a page of this site, or within its own. */
export interface InnerLink {
  from: number
  to: number
  /** As it is written. */
  url: string
  /** The page's path within the site, with a slash at its end where it is a folder. */
  path: string
  /** The place on the page, without `#`; empty for its top. */
  anchor: string
}

/** An article, or a page of the owner's, as links to it see it. */
export interface Target {
  id: string
  date: string
  draft: boolean
  /** Whether readers see it: no draft, and its date has come. */
  out: boolean
  /** The ids within its text; undefined where the text was not read. */
  ids?: readonly string[] | undefined
}

/** What links can lead to. */
export interface Places {
  /** Articles by their paths, and by the paths that they had before. */
  articles: ReadonlyMap<string, Target>
  /** Paths of everything else that the site has. */
  others: ReadonlySet<string>
  /** With what paths begin of which nobody knows before a build. */
  many: readonly string[]
  /** Paths of the articles that were taken down. */
  removed: ReadonlySet<string>
}

/**
 * Finds the links of a text that stay on this site: by path, or with the site's own address.
 *
 * @param page its path, which relative links start from
 * @param address the site's origin, and its base path without a slash at its end (`/` at the root)
 */
export function innerLinks(
  { text: { source } }: Pick<ArticleSource, 'text'>,
  page: string,
  address: { origin: string; base: string },
): InnerLink[] {
  const links: InnerLink[] = []
  if (!source) return links
  // A definition may be a picture's.
  const named = new Set<string>()
  visit(source, 'linkReference', ({ identifier }) => void named.add(identifier))
  const base = address.base.replace(/\/$/, '')
  const here = new URL(`${address.origin}${base}${page}`)
  visit(source, (node) => {
    const isLink = node.type === 'link' || (node.type === 'definition' && named.has(node.identifier))
    if (!isLink || !URL.canParse(node.url, here)) return
    const url = new URL(node.url, here)
    if (url.origin !== address.origin) return
    const [from, to] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
    const path = decode(url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : url.pathname)
    // A text fragment is matched by its words, which may be of any page.
    const anchor = decode(url.hash.slice(1).replace(/:~:.*$/, ''))
    links.push({ from, to, url: node.url, path: pagePath(path), anchor })
  })
  return links
}

/**
 * A link to a page that is not there, or that readers do not see.
 *
 * @param article where the link stands
 */
export function deadLink(link: InnerLink, article: Target, { articles, others, many, removed }: Places): Finding[] {
  const { from, to, url, path } = link
  const tell = (wrong: string, write: string) => [{ from, to, wrong: `"${url}" ${wrong}`, write }]
  const target = articles.get(path) ?? articles.get(folderOf(path))
  if (others.has(path) || ['/_astro/', ...many].some((beginning) => path.startsWith(beginning))) return []
  if (removed.has(path)) return tell('leads to an article that was taken down', 'the text without the link')
  if (!target || (!articles.has(path) && path !== paths.markdown(target.id))) {
    return tell(
      'leads to a page that this site does not have',
      'the path of an article as /2018/ten-bai/, or the text without the link',
    )
  }
  if (target.draft && target.id !== article.id)
    return tell('leads to a draft, which no reader sees', 'the link when the draft is published')
  // Two articles of one hour come out together.
  if (target.out || Date.parse(target.date) <= Date.parse(article.date)) return []
  return tell(`leads to an article that comes out on ${shortDate(target.date)}`, 'the link when it is out')
}

/** A link to a place on a page that the page does not have; readers land at its top. */
export function deadAnchor(link: InnerLink, { articles }: Places): Finding[] {
  const { from, to, url, path, anchor } = link
  const target = articles.get(path)
  if (!target?.ids || anchor === '' || anchor === 'top') return []
  if (target.ids.includes(anchor) || pageIds.includes(anchor)) return []
  const wrong = `"${url}" points at a place that ${paths.article(target.id)} does not have`
  const guess = nearest(anchor, target.ids)
  const write = guess ? `#${guess}  (the nearest), or the link without it` : 'the link without what follows #'
  return [{ from, to, wrong, write }]
}

/** The folder that a file stands in. */
const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
