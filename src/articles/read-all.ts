import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readJson, writeJson } from '../cache/checked-file.ts'
import { FileHashes, hashOfBytes } from '../cache/file-hashes.ts'
import { cacheFolder } from '../cache/folders.ts'
import type { Problem } from '../problem.ts'
import { readAuthors } from './authors.ts'
import { checkAll, checkPagePaths, checkPublicPaths } from './check-together.ts'
import { filesBelow, listArticles } from './files.ts'
import type { Listed } from './other-paths.ts'
import { readPages } from './pages.ts'
import { type LockEntry, publishedIds, readLock } from './permalink-lock.ts'
import { photoRules } from './photo-file.ts'
import { type ReadArticle, readArticle } from './read.ts'
import { addText, hasTexts, removeOtherTexts, type Texts, writeTexts, yearOf } from './texts.ts'

/** An article as lists and routes know it; its compiled text lies in the cache. */
export interface StoredArticle extends ReadArticle {
  /** The SHA-256 of its compiled text, by which the cache has it. */
  text: string
  /** Stands for everything above, and for its file: the same digest, the same article. */
  digest: string
}

/** All articles that can be read, and everything that is wrong. */
export interface AllArticles {
  articles: StoredArticle[]
  problems: Problem[]
}

/** What is remembered of an article from one run to the next. */
interface Remembered {
  /** Stands for its folder and the code that read it. */
  key: string
  article: StoredArticle
}

const memory = {
  articles: `${cacheFolder}/articles.json`,
  hashes: `${cacheFolder}/content-hashes.json`,
  sound: `${cacheFolder}/sound-photos.json`,
}

/**
 * Reads every article, those that have not changed from the cache.
 *
 * @param root the project's root
 * @param isOut whether readers see an article
 */
export async function readAllArticles(root: string, isOut: (article: ReadArticle) => boolean): Promise<AllArticles> {
  const hashes = new FileHashes(root, join(root, memory.hashes))
  const before = readJson<Record<string, Remembered>>(join(root, memory.articles)) ?? {}
  const after: Record<string, Remembered> = {}
  const sound = soundPhotos(root)
  const lock = readLock(root)
  const problems: Problem[] = []
  let isChanged = false
  const years = Map.groupBy(listArticles(root), yearOf)
  for (const [year, files] of years) {
    const isKept = hasTexts(root, year)
    const made: Texts = new Map()
    for (const file of files) {
      const key = keyOf(root, file, hashes)
      const known = before[file]
      if (isKept && known?.key === key && hasIds(known.article, lock)) {
        after[file] = known
        continue
      }
      isChanged = true
      const { article, text, problems: found } = await readArticle(root, file, lock, sound.photos)
      problems.push(...found)
      if (article && text) after[file] = { key, article: stored(article, addText(made, text), hashes.of(file)) }
      // The dev server still shows it as it was.
      else if (known) after[file] = { ...known, key: '' }
    }
    const texts = files.flatMap((file) => after[file]?.article.text ?? [])
    if (made.size > 0) writeTexts(root, year, texts, made)
  }
  const articles = Object.values(after).flatMap(({ key, article }) => (key === '' ? [] : [article]))
  problems.push(...checkAll(articles, articles.filter(isOut), lock, problems.length === 0, root))
  problems.push(...(await checkBeside(root, articles)))
  hashes.save()
  sound.save()
  // Of an article that is gone only the count tells.
  isChanged ||= Object.keys(after).length !== Object.keys(before).length
  if (isChanged) writeJson(join(root, memory.articles), after)
  removeOtherTexts(root, years)
  return { articles, problems }
}

/** The articles as they were last read; undefined where the cache has lost them. */
export function lastRead(root: string): StoredArticle[] | undefined {
  const remembered = readJson<Record<string, Remembered>>(join(root, memory.articles))
  return remembered && Object.values(remembered).map(({ article }) => article)
}

/** Everything that is wrong with the owner's pages, the authors' files and those of `public/` among articles. */
export async function checkBeside(root: string, articles: readonly Listed[]): Promise<Problem[]> {
  const { pages, problems } = await readPages(root)
  const { problems: ofAuthors } = await readAuthors(root)
  return [...problems, ...ofAuthors, ...checkPagePaths(pages, articles, root), ...checkPublicPaths(articles, root)]
}

/** @param source of its file: two spellings may make one text, and `index.md` has the article as it is written */
function stored(article: ReadArticle, text: string, source: string | undefined): StoredArticle {
  return { ...article, text, digest: hashOfBytes(JSON.stringify([article, text, source])) }
}

function keyOf(root: string, file: string, hashes: FileHashes): string {
  const folder = dirname(file)
  const hashOf = (name: string) => {
    try {
      return hashes.of(`${folder}/${name}`)
    } catch (error) {
      // Whether the article needs what cannot be read is told when it is read.
      return (error as NodeJS.ErrnoException).code
    }
  }
  const files = filesBelow(join(root, folder)).map((name) => [name, hashOf(name)])
  return hashOfBytes(JSON.stringify([codeRevision(), file, files]))
}

/** Whether an article has the paragraph ids that it was published with, if it was. */
function hasIds({ id, aliases, paragraphIds }: ReadArticle, lock: ReadonlyMap<string, LockEntry>): boolean {
  const published = publishedIds(lock, id, aliases)
  return published.length === 0 || published.join() === paragraphIds.join()
}

/** Pictures that were found sound, by their SHA-256: to decode one again takes ten milliseconds. */
function soundPhotos(root: string) {
  const path = join(root, memory.sound)
  const kept = readJson<{ rules: string; photos: string[] }>(path)
  const photos = new Set(kept?.rules === photoRules ? kept.photos : [])
  const { size } = photos
  const save = () => {
    if (photos.size > size) writeJson(path, { rules: photoRules, photos: [...photos].sort() })
  }
  return { photos, save }
}

let revision: string | undefined

/** Stands for the code of the site and its packages, as this process loaded them: whatever changes there reads all anew. */
function codeRevision(): string {
  if (revision) return revision
  const hash = createHash('sha256')
  const source = join(process.cwd(), 'src')
  for (const file of filesBelow(source))
    if (/\.(?:[cm]?[jt]s|json)$/.test(file)) hash.update(file).update(readFileSync(join(source, file)))
  hash.update(readFileSync(join(process.cwd(), 'package-lock.json')))
  revision = hash.digest('hex')
  return revision
}
