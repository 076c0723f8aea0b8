import { type CollectionEntry, getCollection } from 'astro:content'
import type { ImageMetadata } from 'astro'
import { isOut, now } from './date.ts'
import { type Neighbours, neighboursOf } from './neighbours.ts'
import type { ReadArticle } from './read.ts'
import { loadArticles, type ReadArticles } from './store.ts'
import { readingMinutes } from './syllables.ts'
import type { PlacedPicture } from './text.ts'

type Entry = CollectionEntry<'articles'>

/** An article as pages, feeds and metadata read it: the one source of every fact about it. */
export type Article = Omit<ReadArticle, 'blocks'> & {
  /** HTML, parted where a picture stands. */
  blocks: (string | ArticlePicture)[]
  /** Whole minutes. */
  minutes: number
  /** Stands for its folder's contents: the same digest, the same article. */
  digest: string
}

/** A picture in an article's text, its file resolved. */
export type ArticlePicture = Omit<PlacedPicture, 'src'> & { src: ImageMetadata }

/**
 * All articles that are out, the newest first; in the dev server drafts and future ones, too.
 * What is out depends on the moment of the build: `SOURCE_DATE_EPOCH`, or the clock.
 */
export async function publishedArticles(): Promise<Article[]> {
  published ??= getCollection('articles').then((entries) => {
    const moment = now()
    const read = loadArticles(process.cwd())
    return entries
      .flatMap((entry) => articleOf(entry, read[entry.id]) ?? [])
      .filter((article) => import.meta.env.DEV || isOut(article, moment))
      .sort((a, b) => Date.parse(b.date) - Date.parse(a.date) || (a.id < b.id ? -1 : 1))
  })
  const articles = await published
  if (import.meta.env.DEV) published = undefined
  return articles
}

function articleOf(entry: Entry, read: ReadArticles[string] | undefined): Article | undefined {
  // In the dev server an article may be gone since Astro last looked.
  if (!read) return undefined
  const pictures = entry.data.pictures.values()
  const blocks = read.article.blocks.map((block) =>
    typeof block === 'string' ? withBase(block) : { ...block, src: pictures.next().value as ImageMetadata },
  )
  return { ...read.article, blocks, minutes: readingMinutes(read.article.syllables), digest: read.digest }
}

const base = import.meta.env.BASE_URL.replace(/\/$/, '')

/** Authors write links within the site as `/2018/ten-bai/`, wherever the site lies. */
function withBase(html: string): string {
  return base === '' ? html : html.replace(/(<a href=")(?=\/(?!\/))/g, `$1${base}`)
}

let published: Promise<Article[]> | undefined

/** Where a reader can go on from each article. */
export async function neighbours(article: Article): Promise<Neighbours> {
  const articles = await publishedArticles()
  if (found?.articles !== articles) found = { articles, neighbours: neighboursOf(articles) }
  return found.neighbours.get(article) ?? { related: [] }
}

let found: { articles: Article[]; neighbours: Map<Article, Neighbours> } | undefined

/** What the routes below an article's folder are given. */
export interface ArticleProps extends Record<string, unknown> {
  article: Article
}
