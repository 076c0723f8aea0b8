import { type CollectionEntry, getCollection } from 'astro:content'
import { isOut, now } from './date.ts'
import { type Neighbours, neighboursOf } from './neighbours.ts'
import { readingMinutes } from './syllables.ts'

type Entry = CollectionEntry<'articles'>

/** An article as pages, feeds and metadata read it: the one source of every fact about it. */
export type Article = Entry['data'] & {
  /** Whole minutes. */
  minutes: number
  /** The entry in Astro's store, for what is compiled as MDX. */
  entry: Entry
}

/** A picture in an article's text, its file resolved. */
export type ArticlePicture = Exclude<Article['blocks'][number], string>

/**
 * All articles that are out, the newest first; in the dev server drafts and future ones, too.
 * What is out depends on the moment of the build: `SOURCE_DATE_EPOCH`, or the clock.
 */
export async function publishedArticles(): Promise<Article[]> {
  published ??= getCollection('articles').then((entries) => {
    const moment = now()
    return entries
      .map((entry): Article => ({ ...entry.data, minutes: readingMinutes(entry.data.syllables), entry }))
      .filter((article) => import.meta.env.DEV || isOut(article, moment))
      .sort((a, b) => Date.parse(b.date) - Date.parse(a.date) || (a.id < b.id ? -1 : 1))
  })
  const articles = await published
  if (import.meta.env.DEV) published = undefined
  return articles
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
