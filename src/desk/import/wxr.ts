import { decodeReferences } from '../../markdown/character-references.ts'
import { isMoment } from '../../vietnamese/date.ts'
import { pictureName } from '../html/pictures.ts'
import { contentOf, type FindMedia, leadOf, type Post, pathOf } from './post.ts'

/** Whether a text is WordPress's export. */
export const isWxr = (text: string): boolean => /<rss\b/.test(text.slice(0, 4096)) && text.includes('xmlns:wp=')

/**
 * Reads WordPress's export (WXR): its posts; pages, menus and revisions are counted, and left.
 *
 * @see https://wordpress.org/documentation/article/tools-export-screen/
 */
export function readWxr(xml: string, find: FindMedia): { posts: Post[]; notes: string[] } {
  const items = itemsOf(xml)
  const head = xml.slice(0, xml.indexOf('<item'))
  const authors = new Map(
    head
      .split('<wp:author>')
      .slice(1)
      .map((author) => [field(author, 'wp:author_login'), field(author, 'wp:author_display_name')]),
  )
  const alts = new Map<string, string>()
  const others = new Map<string, number>()
  for (const item of items) {
    const type = field(item, 'wp:post_type')
    if (type === 'post') continue
    others.set(type, (others.get(type) ?? 0) + 1)
    const alt = metas(item).get('_wp_attachment_image_alt')?.[0] || field(item, 'excerpt:encoded')
    if (type === 'attachment' && alt) alts.set(pictureName(field(item, 'wp:attachment_url')), alt)
  }
  const posts = items
    .filter((item) => field(item, 'wp:post_type') === 'post' && field(item, 'wp:status') !== 'trash')
    .map((item): Post => {
      const meta = metas(item)
      const { html, shortcodes } = asHtml(field(item, 'content:encoded'))
      const { blocks, photos, notes } = contentOf(html, find, alts)
      notes.push(...shortcodes.map((shortcode) => `the shortcode ${shortcode} is left out`))
      const link = field(item, 'link')
      const slug = field(item, 'wp:post_name')
      const login = field(item, 'dc:creator')
      const written = field(item, 'wp:post_date').replace(' ', 'T')
      const date = isMoment(`${written}+07:00`) ? `${written}+07:00` : undefined
      const categories = [
        ...item.matchAll(
          /<category domain="(category|post_tag)"[^<>]{0,300}>([^<]{0,200}|<!\[CDATA\[[^\]]{0,200}\]\]>)<\/category>/g,
        ),
      ]
      const named = (domain: string) =>
        categories.flatMap(([, kind, name = '']) => (kind === domain ? [words(name)] : [])).filter(Boolean)
      const [section] = named('category').filter(
        (name) => !/^(?:uncategorized|chưa được phân loại|chưa phân loại)$/i.test(name),
      )
      const description = plain(field(item, 'excerpt:encoded')) || leadOf(blocks)
      const old = (meta.get('_wp_old_slug') ?? []).map((before) => link.replace(`/${slug}`, `/${before}`))
      return {
        draft: {
          title: plain(field(item, 'title')),
          ...(description && { description }),
          ...(date && { date }),
          author: [authors.get(login) || login].filter(Boolean),
          ...(section && { section }),
          tags: named('post_tag'),
          slug,
          isPublished: date !== undefined && /^(?:publish|future)$/.test(field(item, 'wp:status')),
          blocks,
          photos,
          notes,
        },
        addresses: [link, field(item, 'guid'), ...old].flatMap((address) => pathOf(address) ?? []),
      }
    })
  const left = [...others].map(([type, count]) => `${count} of the kind "${type}" are no articles, and were left`)
  return { posts, notes: left }
}

/** The items of a feed; what stands in CDATA begins and ends none. */
function itemsOf(xml: string): string[] {
  const items: string[] = []
  let from = -1
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    if (xml.startsWith('<![CDATA[', at)) {
      const end = xml.indexOf(']]>', at)
      if (end < 0) break
      at = end
    } else if (from < 0 && /^<item[\s>]/.test(xml.slice(at, at + 6))) from = at
    else if (from >= 0 && xml.startsWith('</item>', at)) {
      items.push(xml.slice(from, at))
      from = -1
    }
  }
  return items
}

/** The text of an item's first element of a name. */
function field(item: string, name: string): string {
  const at = item.indexOf(`<${name}`)
  const from = at < 0 ? -1 : item.indexOf('>', at)
  const to = from < 0 ? -1 : item.indexOf(`</${name}>`, from)
  return to < 0 || item.charAt(from - 1) === '/' ? '' : words(item.slice(from + 1, to))
}

function words(value: string): string {
  if (!value.includes('<![CDATA[')) return decodeReferences(value).trim()
  return value
    .split('<![CDATA[')
    .map((part) => part.replace(/\]\]>/g, ''))
    .join('')
    .trim()
}

function metas(item: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const meta of item.split('<wp:postmeta>').slice(1)) {
    const key = field(meta, 'wp:meta_key')
    found.set(key, [...(found.get(key) ?? []), field(meta, 'wp:meta_value')])
  }
  return found
}

const plain = (html: string) =>
  decodeReferences(html.replace(/<[^<>]{0,500}>/g, ' '))
    .replaceAll('&nbsp;', ' ')
    .replace(/\s+/g, ' ')
    .trim()

const block =
  /^<\/?(?:p|div|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|figure|figcaption|pre|hr|section|iframe|video)\b/i

/** Content as WordPress prints it: paragraphs are blank lines there, and captions are shortcodes; others are left out. */
function asHtml(content: string): { html: string; shortcodes: string[] } {
  const shortcodes: string[] = []
  const bare = content
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[^>]{0,2000}-->/g, '\n\n')
    .replace(/\[caption[^\]]{0,500}\]/g, '\n\n<figure>')
    .replaceAll('[/caption]', '</figcaption></figure>\n\n')
    .replace(/\[\/?embed[^\]]{0,200}\]/g, '\n\n')
    .replace(/\[(?:gallery|playlist|audio|video)[^\]]{0,500}\]/g, (shortcode) => {
      shortcodes.push(shortcode)
      return ''
    })
  const withCaptions = bare.replace(/(<figure>(?:<a [^<>]{0,800}>)?<img [^<>]{0,2000}>(?:<\/a>)?)/g, '$1<figcaption>')
  const html = withCaptions
    .split(/\n\n+/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => (block.test(part) ? part : `<p>${part.replaceAll('\n', '<br>')}</p>`))
    .join('\n')
  return { html, shortcodes }
}
