import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Loader, LoaderContext } from 'astro/loaders'
import { type Problem, ProblemsError } from '../problem.ts'
import { isOut, now } from '../vietnamese/date.ts'
import { readMade } from './build-record.ts'
import { newestFirst } from './lists.ts'
import { articlesFolder } from './permalink.ts'
import { checkLock, formatLock, type LockEntry, lockFile, readLock } from './permalink-lock.ts'
import { photoRules } from './photo-file.ts'
import { checkTogether, idOf, listArticles, type ReadArticle, readArticle } from './read.ts'
import {
  hasLeft,
  leave,
  loadArticles,
  loadSoundPhotos,
  type ReadArticles,
  saveArticles,
  saveSoundPhotos,
} from './store.ts'
import { type Plan, planOf } from './units.ts'

/**
 * Loads `content/articles/` into Astro's content store. Astro's own `glob()` loader stops at the first bad file,
 * drops one of two articles with one address in silence, and lets MDX run; this one reads all, tells all that is
 * wrong in one error, and keeps what has not changed since the last build.
 *
 * @throws ProblemsError in a build; in the dev server the problems are printed, and the last good articles stay
 */
export function articleLoader(): Loader {
  return {
    name: 'articles',
    async load(context) {
      await load(context)
      context.watcher?.add(fileURLToPath(new URL(articlesFolder, context.config.root)))
      const reload = (path: string) => {
        if (path.includes(articlesFolder)) void load(context)
      }
      for (const event of ['add', 'change', 'unlink'] as const) context.watcher?.on(event, reload)
    },
  }
}

async function load(context: LoaderContext): Promise<void> {
  const { logger, watcher } = context
  const root = fileURLToPath(context.config.root)
  const revision = await sourceRevision(root)
  const moment = now()
  const problems: Problem[] = []
  const articles: ReadArticle[] = []
  const lock = readLock(root)
  const before = loadArticles(root)
  const sound = loadSoundPhotos(root, photoRules)
  const soundBefore = sound.size
  const read: ReadArticles = {}
  for (const file of await listArticles(root)) {
    const id = idOf(file)
    const digest = folderDigest(join(root, file, '..'), revision)
    const { [id]: known } = before
    // The build that publishes an article writes its ids down; they are what they were.
    const isKnown =
      known?.digest === digest &&
      known.article.file === file &&
      `${lock.get(id)?.paragraphIds ?? known.article.paragraphIds}` === `${known.article.paragraphIds}`
    const result = isKnown ? { article: known.article, problems: [] } : await readArticle(root, file, lock, sound)
    problems.push(...result.problems)
    if (!result.article) continue
    articles.push(result.article)
    read[id] ??= isKnown ? known : { digest, article: result.article }
  }
  if (sound.size > soundBefore) saveSoundPhotos(root, photoRules, sound)
  const out = articles.filter((article) => isOut(article, moment))
  problems.push(...checkTogether(articles))
  // Articles that could not be read would seem lost.
  if (problems.length === 0) problems.push(...checkLock(lock, out))
  if (problems.length > 0) {
    const error = new ProblemsError(problems)
    if (!watcher) throw error
    logger.error(error.message)
    // The last good articles stay; at the start these are all that there are.
    if (hasLeft()) return
  }
  if (!watcher) await keepLock(root, lock, out, logger)
  saveArticles(root, read, before)
  // The dev server makes whatever it is asked for.
  const made = watcher ? undefined : readMade(root)
  const listed = Object.values(read).map(({ article, digest }) => ({ ...article, digest }))
  const isListed = (article: ReadArticle) => watcher || isOut(article, moment)
  const plan = planOf(newestFirst(listed.filter(isListed)), (path) => made?.units[path]?.[0])
  leave({ articles: read, moment, plan, leads: made?.leads ?? {} })
  await fillStore(context, root, read, plan)
}

/** Tells Astro of the pictures that this build shows: it opens each, of however many articles. */
async function fillStore(context: LoaderContext, root: string, read: ReadArticles, plan: Plan): Promise<void> {
  const { store } = context
  for (const [id, { digest, article }] of Object.entries(read)) {
    const pictures = plan.pictured.has(id)
      ? article.blocks.flatMap((block) => (typeof block === 'string' ? [] : [block.src]))
      : []
    // Astro writes its list of pictures anew only when an entry with pictures is set, also when others have lost theirs:
    // such an entry has no digest, by which it would be known as the same.
    // One without has its text's: by a change of it the dev server knows that pages are old.
    if (pictures.length === 0 && store.get(id)?.digest === digest) continue
    const data = await context.parseData({ id, data: { pictures }, filePath: join(root, article.file) })
    store.set({ id, data, filePath: article.file, ...(pictures.length === 0 && { digest }) })
  }
  for (const id of store.keys()) if (!read[id]) store.delete(id)
}

/** Writes down what is published for the first time. The build says so, because only a committed lock protects. */
async function keepLock(
  root: string,
  lock: Map<string, LockEntry>,
  out: ReadArticle[],
  logger: LoaderContext['logger'],
) {
  const text = formatLock(lock, out)
  const path = join(root, lockFile)
  if ((await readFile(path, 'utf8').catch(() => '')) === text) return
  await writeFile(path, text)
  logger.info(`${lockFile} has new permalinks or paragraphs: commit it`)
}

/** Changes when the text or any picture beside it does. Times only decide what is read again; they reach no output. */
function folderDigest(folder: string, revision: string): string {
  const hash = createHash('sha256').update(revision)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).sort(byName)) {
    const path = join(entry.parentPath, entry.name)
    hash.update(path.slice(folder.length)).update('\0')
    if (entry.isFile() && /\.mdx?$/.test(entry.name)) hash.update(readFileSync(path))
    else {
      const { size, mtimeMs } = lstatSync(path)
      hash.update(`${size} ${mtimeMs}`)
    }
    hash.update('\0')
  }
  return hash.digest('hex')
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)

/** Stands for the code and the packages that turn a file into an article, so that a change of them reads all anew. */
async function sourceRevision(root: string): Promise<string> {
  const hash = createHash('sha256')
  const own = (await readdir(join(root, 'src'), { recursive: true })).sort().map((name) => join('src', name))
  for (const file of [...own, 'package-lock.json']) {
    hash.update(file).update(await readFile(join(root, file)).catch(() => ''))
  }
  return hash.digest('hex')
}
