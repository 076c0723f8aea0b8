import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ReadArticle } from './read.ts'

/*
 * Where the loader leaves articles for pages. Astro bundles all that its own store holds into the code of every build,
 * which costs a millisecond an article; from here a build reads them as they are.
 */
const file = '.cache/articles.json'

/** Articles by their ids, each with what it was read from. */
export type ReadArticles = Record<string, { digest: string; article: ReadArticle }>

/**
 * @param root the project's root
 * @returns none where nothing was left, or not whole
 */
export function loadArticles(root: string): ReadArticles {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'))
  } catch {
    return {}
  }
}

/** Leaves articles for pages, and for the next build. */
export function saveArticles(root: string, articles: ReadArticles): void {
  const part = join(root, `${file}.${randomUUID()}`)
  mkdirSync(dirname(part), { recursive: true })
  writeFileSync(part, JSON.stringify(articles))
  renameSync(part, join(root, file))
}
