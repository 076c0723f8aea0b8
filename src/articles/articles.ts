import { type CollectionEntry, getCollection } from 'astro:content'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { site } from '../site.ts'
import { isOut, now } from '../vietnamese/date.ts'
import { slugify } from '../vietnamese/slug.ts'
import { readingMinutes } from '../vietnamese/syllables.ts'
import { authorsFolder } from './authors.ts'
import { newestFirst, sectionsOf } from './lists.ts'
import { pagesFolder } from './pages.ts'
import type { ArticleText } from './read.ts'
import { readText } from './texts.ts'

/** An article as pages, feeds and metadata read it: an entry of the collection, laid flat. */
export type Article = CollectionEntry<'articles'>['data'] & {
  /** `<year>/<slug>`, the folder below `content/articles/`. */
  id: string
  /** Path from the project's root. */
  file: string
  /** Stands for its contents: the same digest, the same article. */
  digest: string
  /** Whole minutes. */
  minutes: number
}

/** What is known of an author or an agency. */
export type Author = CollectionEntry<'authors'>['data']

/** One moment, in milliseconds since 1970, decides for the whole build which articles are published. */
const buildMoment = now()

/** What a build reads once, and the dev server each time that it is asked for. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined
  return () => {
    if (import.meta.env.DEV) return read()
    found ??= read()
    return found
  }
}

/** All articles that are out, the newest first; in the dev server drafts and future ones, too. */
export const publishedArticles = once(async () => {
  const articles = await allArticles()
  return import.meta.env.DEV ? articles : articles.filter((article) => isOut(article, buildMoment))
})

async function allArticles(): Promise<Article[]> {
  const entries = await getCollection('articles')
  const articles = entries.map(({ id, data, filePath = '', digest }) => ({
    ...data,
    id,
    file: filePath,
    digest: String(digest),
    minutes: readingMinutes(data.syllables),
  }))
  return newestFirst(articles)
}

/** A collection that a site need not have; of an empty one Astro warns whoever asks. */
const entriesBelow = async <Name extends 'pages' | 'authors'>(folder: string, name: Name) =>
  existsSync(join(process.cwd(), folder)) ? await getCollection(name) : []

/** An article's compiled text; links within the site lead to where the site lies. */
export async function articleText(article: Pick<Article, 'file' | 'text'>): Promise<ArticleText> {
  const text = await readText(process.cwd(), article)
  return { ...text, blocks: text.blocks.map((block) => (typeof block === 'string' ? withBase(block) : block)) }
}

const base = import.meta.env.BASE_URL.replace(/\/$/, '')

/** Authors write links within the site as `/2018/ten-bai/`, wherever the site lies. */
function withBase(html: string): string {
  return base === '' ? html : html.replace(/(<a href=")(?=\/(?!\/))/g, `$1${base}`)
}

/** What every page says of the site. */
export interface SiteOutline {
  sections: string[]
  /** Whether there is anything to search among. */
  hasSearch: boolean
  /** The owner's pages, that the footer leads to. */
  pages: { id: string; title: string }[]
}

export const siteOutline = once(async (): Promise<SiteOutline> => {
  const articles = await publishedArticles()
  const pages = (await ownerPages()).map(({ id, data: { title } }) => ({ id, title }))
  return { sections: sectionsOf(articles, site.sections), hasSearch: articles.length > 1, pages }
})

/** The owner's pages, in the order of their addresses. */
export const ownerPages = once(async () =>
  (await entriesBelow(pagesFolder, 'pages')).sort((a, b) => (a.id < b.id ? -1 : 1)),
)

/** The authors that the site knows, by their files' names. */
const authorsBySlug = once(
  async () => new Map((await entriesBelow(authorsFolder, 'authors')).map(({ id, data }) => [id, data])),
)

/** What is known of those that an article names, in its byline and below its photo, by their names. */
export const authorsKnownTo = ({ author, photo }: Article): Promise<Map<string, Author>> =>
  knownAuthors([...author, ...(photo?.credit ? [photo.credit] : [])])

/** What `content/authors/` knows of some names. */
export async function knownAuthors(names: readonly string[]): Promise<Map<string, Author>> {
  const known = await authorsBySlug()
  return new Map(
    names.flatMap((name) => {
      const author = known.get(slugify(name))
      return author ? [[name, author] as const] : []
    }),
  )
}
