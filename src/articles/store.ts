import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ReadArticle } from './read.ts'
import type { Plan } from './units.ts'

/** Articles by their ids, each with what it was read from. */
export type ReadArticles = Record<string, { digest: string; article: ReadArticle }>

/** What the loader leaves for pages. */
export interface Left {
  articles: ReadArticles
  /** When the build began, in milliseconds since 1970: what is out, is so at one moment. */
  moment: number
  plan: Plan
  /** Addresses of the lead pictures that the last build made, by the articles' ids. */
  leads: Readonly<Record<string, string>>
}

/*
 * Astro bundles all that its own store holds into the code of every build, which costs a millisecond an article, and
 * pages are not the modules that the loader is, though they run in its process: they meet here.
 */
const here = globalThis as unknown as Record<symbol, Left | undefined>
const meeting = Symbol.for('what the loader of the articles left')

/** Whether the loader has left anything in this process. */
export const hasLeft = (): boolean => here[meeting] !== undefined

/** Leaves for the pages of this process what the loader read. */
export function leave(left: Left): void {
  here[meeting] = left
}

/**
 * What the loader left.
 *
 * @throws where none has run in this process
 */
export function taken(): Left {
  const left = here[meeting]
  if (!left) throw new Error('pages are made in the process in which the articles were read')
  return left
}

const articlesFolder = '.cache/articles'
const photosFile = '.cache/photos.json'

/**
 * The articles as the last build read them.
 *
 * @param root the project's root
 * @returns none where nothing was kept, or not whole
 */
export function loadArticles(root: string): ReadArticles {
  const left = here[meeting]?.articles
  if (left) return left
  const folder = join(root, articlesFolder)
  try {
    // A build that was killed may have left a part of one.
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
    return Object.assign({}, ...names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))))
  } catch {
    return {}
  }
}

/**
 * Keeps articles for the next build, a file a year, so that one that changed costs a year's and not all.
 *
 * @param before as `loadArticles` gave them
 */
export function saveArticles(root: string, articles: ReadArticles, before: ReadArticles): void {
  const years = (of: ReadArticles) => Map.groupBy(Object.keys(of), (id) => id.slice(0, 4))
  const [now, then] = [years(articles), years(before)]
  for (const [year, ids] of now) {
    const isSame = ids.length === then.get(year)?.length && ids.every((id) => articles[id] === before[id])
    if (!isSame) save(fileOf(root, year), Object.fromEntries(ids.map((id) => [id, articles[id]])))
  }
  for (const year of then.keys()) if (!now.has(year)) rmSync(fileOf(root, year), { force: true })
}

const fileOf = (root: string, year: string) => join(root, articlesFolder, `${year}.json`)

/**
 * The pictures that were found sound, by the SHA-256 of their bytes: to decode one again takes ten milliseconds.
 *
 * @param rules what soundness was; under other rules nothing is known
 */
export function loadSoundPhotos(root: string, rules: string): Set<string> {
  try {
    const kept: KeptPhotos = JSON.parse(readFileSync(join(root, photosFile), 'utf8'))
    return new Set(kept.rules === rules ? kept.sound : [])
  } catch {
    return new Set()
  }
}

/** Keeps what `loadSoundPhotos` reads. */
export const saveSoundPhotos = (root: string, rules: string, sound: ReadonlySet<string>): void =>
  save(join(root, photosFile), { rules, sound: [...sound].sort() } satisfies KeptPhotos)

interface KeptPhotos {
  rules: string
  sound: string[]
}

/** Two builds at once may save the same; each file is one of theirs, and whole. */
function save(path: string, contents: unknown): void {
  const part = `${path}.${randomUUID()}`
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(part, JSON.stringify(contents))
  renameSync(part, path)
}
