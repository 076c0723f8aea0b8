import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { borrowBytes } from '../cache/borrowed-bytes.ts'
import { readJson, writeJson, writeWhole } from '../cache/checked-file.ts'
import { hashOfBytes } from '../cache/file-hashes.ts'
import { cacheFolder } from '../cache/folders.ts'
import { filesBelow, idOf } from './files.ts'
import { readLock } from './permalink-lock.ts'
import { type ArticleText, readArticle } from './read.ts'

/*
 * The cache has the compiled texts of a year in one file, as JSON one after the other, and beside it where each of them
 * lies: to make a file for each would take longer than to compile it.
 */

/** Texts as JSON, by their SHA-256. */
export type Texts = Map<string, Buffer>

/** Where a text lies in its file, by its SHA-256; in bytes. */
type Places = Record<string, [from: number, length: number]>

const textsFolder = `${cacheFolder}/texts`
const textsFile = (root: string, year: string) => join(root, textsFolder, year)
const placesFile = (root: string, year: string) => join(root, textsFolder, `${year}.json`)

/** The year that an article's folder lies in. */
export const yearOf = (file: string): string => idOf(file).split('/')[0] ?? ''

/** Whether the cache has texts of a year; whether one is whole is seen when it is read. */
export const hasTexts = (root: string, year: string): boolean => existsSync(placesFile(root, year))

/** @returns the hash that stands for the text */
export function addText(texts: Texts, text: ArticleText): string {
  const json = Buffer.from(JSON.stringify(text))
  const hash = hashOfBytes(json)
  texts.set(hash, json)
  return hash
}

/**
 * Writes the texts of a year. Where one of them was lost, the cache forgets the year, so that the next build compiles all
 * of it.
 *
 * @param hashes of the texts of all its articles
 * @param made those that were compiled now; the others are kept
 */
export function writeTexts(root: string, year: string, hashes: readonly string[], made: Texts): void {
  const places: Places = {}
  const texts: Buffer[] = []
  let from = 0
  for (const hash of new Set(hashes)) {
    const kept = made.has(hash) ? undefined : keptText(root, year, hash)
    const text = made.get(hash) ?? (kept && Buffer.from(kept))
    if (!text) {
      forget(root, year)
      return
    }
    texts.push(text)
    places[hash] = [from, text.length]
    from += text.length
  }
  known.delete(year)
  writeWhole(textsFile(root, year), Buffer.concat(texts))
  writeJson(placesFile(root, year), places)
}

/** Removes the texts of years in which no article lies any more. */
export function removeOtherTexts(root: string, years: ReadonlyMap<string, unknown>): void {
  for (const name of filesBelow(join(root, textsFolder))) {
    const year = name.replace(/\.json$/, '')
    if (!years.has(year)) forget(root, year)
  }
}

function forget(root: string, year: string): void {
  known.delete(year)
  for (const file of [placesFile(root, year), textsFile(root, year)]) rmSync(file, { force: true })
}

/** What this process knows of where texts lie, by the year. */
const known = new Map<string, Places>()

/** A text from the cache, good until the next is read; undefined where it is not there, or not as it was written. */
function keptText(root: string, year: string, hash: string): Buffer | undefined {
  const text = textAt(root, year, hash)
  if (text) return text
  // Nothing was read of the year so far, or another process has written it anew since.
  known.set(year, readJson<Places>(placesFile(root, year)) ?? {})
  return textAt(root, year, hash)
}

function textAt(root: string, year: string, hash: string): Buffer | undefined {
  const place = known.get(year)?.[hash]
  if (!place) return undefined
  try {
    const text = borrowBytes(textsFile(root, year), ...place)
    return hashOfBytes(text) === hash ? text : undefined
  } catch {
    return undefined
  }
}

/**
 * An article's compiled text, from the cache; compiled anew where the cache has lost it.
 *
 * @param root the project's root
 * @param article its file, and the hash of its text
 * @throws Error where the article was changed since it was read
 */
export async function readText(root: string, article: { file: string; text: string }): Promise<ArticleText> {
  const { file, text: hash } = article
  const kept = keptText(root, yearOf(file), hash)
  if (kept) return JSON.parse(kept.toString('utf8'))
  forget(root, yearOf(file))
  const { text } = await readArticle(root, file, readLock(root))
  if (!text) throw new Error(`${file} changed while the site was built: build it again`)
  return text
}
