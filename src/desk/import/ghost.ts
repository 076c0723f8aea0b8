import { readDate } from '../../vietnamese/read-date.ts'
import { contentOf, type FindMedia, leadOf, type Post } from './post.ts'

interface GhostData {
  posts?: Record<string, unknown>[]
  tags?: Record<string, unknown>[]
  users?: Record<string, unknown>[]
  posts_tags?: Record<string, unknown>[]
  posts_authors?: Record<string, unknown>[]
  posts_meta?: Record<string, unknown>[]
}

/**
 * Reads Ghost's export.
 *
 * @throws where the JSON is of something else
 * @see https://docs.ghost.org/migration/custom
 */
export function readGhost(json: string, find: FindMedia): { posts: Post[]; notes: string[] } {
  let data: GhostData | undefined
  try {
    const read = JSON.parse(json) as { db?: { data?: GhostData }[]; data?: GhostData }
    data = read.db?.[0]?.data ?? read.data
  } catch {
    throw new Error('the export is no JSON: it is cut off or damaged')
  }
  if (!Array.isArray(data?.posts)) throw new Error('the JSON is no export of Ghost: it has no posts')
  const { tags = [], users = [], posts_tags = [], posts_authors = [], posts_meta = [] } = data
  const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
  const nameOf = (list: Record<string, unknown>[], id: unknown) => text(list.find((one) => one.id === id)?.name)
  const related = (links: Record<string, unknown>[], post: unknown, key: string) =>
    links
      .filter((link) => link.post_id === post)
      .sort((a, b) => Number(a.sort_order ?? 0) - Number(b.sort_order ?? 0))
      .map((link) => link[key])
  const articles = data.posts.filter((post) => post.type !== 'page' && post.page !== true && post.page !== 1)
  const posts = articles.map((post): Post => {
    const html =
      text(post.html) ||
      text(post.plaintext)
        .split(/\n{2,}/)
        .map((part) => `<p>${part.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`)
        .join('')
    const meta = posts_meta.find((one) => one.post_id === post.id) ?? {}
    const content = contentOf(html.replaceAll('__GHOST_URL__', ''), find)
    const feature = text(post.feature_image)
    const file = feature && find(feature)
    const alt = text(meta.feature_image_alt)
    const caption = text(meta.feature_image_caption).replace(/<[^<>]{0,500}>/g, '')
    const lead = file ? [{ file, mayFail: true, after: 0, ...(alt && { alt }), ...(caption && { caption }) }] : []
    const names = related(posts_tags, post.id, 'tag_id')
      .map((id) => nameOf(tags, id))
      .filter((name) => name && !name.startsWith('#'))
    const author = related(posts_authors, post.id, 'author_id')
      .map((id) => nameOf(users, id))
      .filter(Boolean)
    const date = readDate(text(post.published_at) || text(post.created_at))?.moment
    const description = text(post.custom_excerpt) || leadOf(content.blocks)
    const [section, ...rest] = names
    return {
      draft: {
        title: text(post.title),
        ...(description && { description }),
        ...(date && { date }),
        author:
          author.length > 0 ? author : [nameOf(users, post.author_id) || nameOf(users, users[0]?.id)].filter(Boolean),
        ...(section && { section }),
        tags: rest,
        slug: text(post.slug),
        isPublished: text(post.status) === 'published' || text(post.status) === 'scheduled',
        blocks: content.blocks,
        photos: [...lead, ...content.photos],
        notes: [...content.notes, ...(feature && !file ? [`the picture ${feature} is not on this disk`] : [])],
      },
      addresses: text(post.slug) ? [`/${text(post.slug)}/`] : [],
    }
  })
  const pages = data.posts.length - articles.length
  return { posts, notes: pages > 0 ? [`${pages} pages are no articles, and were left`] : [] }
}
