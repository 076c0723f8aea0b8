import { type CollectionEntry, getCollection } from 'astro:content'
import type { ImageMetadata } from 'astro'
import type { PlacedPicture } from '../markdown/compile.ts'
import { isOut } from '../vietnamese/date.ts'
import { readingMinutes } from '../vietnamese/syllables.ts'
import { newestFirst } from './lists.ts'
import type { Neighbours } from './neighbours.ts'
import { type Left, taken } from './store.ts'
import type { Listed } from './units.ts'

type Entry = CollectionEntry<'articles'>

/** An article as pages, feeds and metadata read it: the one source of every fact about it. */
export type Article = Omit<Listed, 'blocks'> & {
  /** HTML, parted where a picture stands. */
  blocks: (string | ArticlePicture)[]
  /** Whole minutes. */
  minutes: number
  /** The address of its lead picture as the last build made it, where this one opens no picture of the article. */
  leadUrl?: string | undefined
}

/** A picture in an article's text, its file resolved where a page of this build shows it. */
export type ArticlePicture = Omit<PlacedPicture, 'src'> & { src: ImageMetadata }

/**
 * All articles that are out, the newest first; in the dev server drafts and future ones, too.
 * What is out depends on the moment of the build: `SOURCE_DATE_EPOCH`, or the clock.
 */
export async function publishedArticles(): Promise<Article[]> {
  published ??= getCollection('articles').then((entries) => {
    const left = taken()
    const articles = entries.flatMap((entry) => articleOf(entry, left) ?? [])
    return newestFirst(import.meta.env.DEV ? articles : articles.filter((article) => isOut(article, left.moment)))
  })
  const articles = await published
  if (import.meta.env.DEV) published = undefined
  return articles
}

function articleOf({ id, data }: Entry, { articles, plan, leads }: Left): Article | undefined {
  const read = articles[id]
  // In the dev server an article may be gone since Astro last looked.
  if (!read) return undefined
  const pictures = data.pictures.values()
  const isPictured = plan.pictured.has(id)
  const get = (): never => {
    throw new Error(`a page shows the pictures of ${id}, and planOf (units.ts) does not know of that page`)
  }
  const blocks = read.article.blocks.map((block) => {
    if (typeof block === 'string') return withBase(block)
    const src: unknown = pictures.next().value
    const picture = { ...block, src } as ArticlePicture
    return isPictured ? picture : Object.defineProperty(picture, 'src', { get })
  })
  return {
    ...read.article,
    blocks,
    minutes: readingMinutes(read.article.syllables),
    digest: read.digest,
    leadUrl: isPictured ? undefined : leads[id],
  }
}

const base = import.meta.env.BASE_URL.replace(/\/$/, '')

/** Authors write links within the site as `/2018/ten-bai/`, wherever the site lies. */
function withBase(html: string): string {
  return base === '' ? html : html.replace(/(<a href=")(?=\/(?!\/))/g, `$1${base}`)
}

let published: Promise<Article[]> | undefined

/** Where a reader can go on from an article. */
export function neighbours({ id }: Article): Neighbours<Listed> {
  return taken().plan.neighbours.get(id) ?? { related: [] }
}

/** What the routes below an article's folder are given. */
export interface ArticleProps extends Record<string, unknown> {
  article: Article
}
