import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Loader, LoaderContext } from 'astro/loaders'
import { hashOfBytes } from '../cache/file-hashes.ts'
import { formatProblems, type Problem, ProblemsError } from '../problem.ts'
import { isOut, now } from '../vietnamese/date.ts'
import { authorsFolder, readAuthors } from './authors.ts'
import { articlesFolder } from './files.ts'
import { pagesFolder, readPages } from './pages.ts'
import { readAllArticles } from './read-all.ts'

/**
 * Loads `content/articles/` into Astro's content store. Astro's own `glob()` loader stops at the first bad file, drops
 * one of two articles with one address in silence, and lets MDX run; this one reads all and tells all that is wrong in
 * one error, also with the owner's pages and the authors' files.
 *
 * @throws ProblemsError in a build; in the dev server the problems are printed, and the last good articles stay
 */
export const articleLoader = (): Loader => loaderOf('articles', articlesFolder, load)

/** Loads `content/pages/`. */
export const pageLoader = (): Loader =>
  loaderBeside('pages', pagesFolder, async (root) => {
    const { pages, problems } = await readPages(root)
    return { entries: pages, problems }
  })

/** Loads `content/authors/`. */
export const authorLoader = (): Loader =>
  loaderBeside('authors', authorsFolder, async (root) => {
    const { authors, problems } = await readAuthors(root)
    return { entries: authors, problems }
  })

/** A loader of what stands beside the articles: at first their loader tells what is wrong there, too, all in one run. */
function loaderBeside(
  name: string,
  folder: string,
  read: (root: string) => Promise<{ entries: { id: string; file: string }[]; problems: Problem[] }>,
): Loader {
  return loaderOf(name, folder, async ({ store, config, logger }, isReload) => {
    const { entries, problems } = await read(fileURLToPath(config.root))
    if (isReload && problems.length > 0) logger.error(formatProblems(problems))
    for (const { id, file, ...data } of entries)
      store.set({ id, data, filePath: file, digest: hashOfBytes(JSON.stringify(data)) })
    removeOthers(store, new Set([...entries, ...problems].map(({ file }) => file)))
  })
}

/** A loader that loads again whenever a file of its folder changes while the dev server runs. */
function loaderOf(
  name: string,
  folder: string,
  load: (context: LoaderContext, isReload: boolean) => Promise<void>,
): Loader {
  return {
    name,
    async load(context) {
      await load(context, false)
      const { watcher } = context
      if (!watcher) return
      watcher.add(fileURLToPath(new URL(folder, context.config.root)))
      const reload = inTurn(() => load(context, true))
      const look = (path: string) => {
        if (path.replaceAll('\\', '/').includes(folder)) reload()
      }
      for (const event of ['add', 'change', 'unlink'] as const) watcher.on(event, look)
    },
  }
}

/** In the dev server what has a mistake stays as it was before. */
function removeOthers(store: LoaderContext['store'], files: ReadonlySet<string>): void {
  for (const [id, { filePath = '' }] of store.entries()) if (!files.has(filePath)) store.delete(id)
}

async function load({ store, config, logger, watcher }: LoaderContext): Promise<void> {
  const moment = now()
  const { articles, problems } = await readAllArticles(fileURLToPath(config.root), (article) => isOut(article, moment))
  if (problems.length > 0) {
    const error = new ProblemsError(problems)
    if (!watcher) throw error
    logger.error(error.message)
  }
  for (const { id, file, digest, ...data } of articles) store.set({ id, data, filePath: file, digest })
  removeOthers(store, new Set([...articles, ...problems].map(({ file }) => file)))
}

/** What an editor's program takes to write a file whole: the watcher may tell of its first half alone; in milliseconds. */
const writing = 100

/** Runs of a task one after the other; of those that are asked for meanwhile, one is run. */
function inTurn(task: () => Promise<void>): () => void {
  let isRunning = false
  let isAsked = false
  const run = async () => {
    isRunning = true
    while (isAsked) {
      await setTimeout(writing)
      isAsked = false
      await task().catch((error) => console.error(error))
    }
    isRunning = false
  }
  return () => {
    isAsked = true
    if (!isRunning) void run()
  }
}
