import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Loader, LoaderContext } from 'astro/loaders'
import { hashOfBytes } from '../cache/file-hashes.ts'
import { ProblemsError } from '../problem.ts'
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

/** Loads `content/pages/`; what is wrong there, the loader of the articles tells. */
export const pageLoader = (): Loader =>
  loaderOf('pages', pagesFolder, async ({ store, config }) => {
    const { pages, problems } = await readPages(fileURLToPath(config.root))
    const files = new Set(problems.map(({ file }) => file))
    for (const { id, file, ...data } of pages) store.set({ id, data, filePath: file, digest: data.hash })
    removeOthers(store, new Set([...files, ...pages.map(({ file }) => file)]))
  })

/** Loads `content/authors/`; what is wrong there, the loader of the articles tells. */
export const authorLoader = (): Loader =>
  loaderOf('authors', authorsFolder, async ({ store, config }) => {
    const { authors, problems } = await readAuthors(fileURLToPath(config.root))
    const files = new Set(problems.map(({ file }) => file))
    for (const { id, file, ...data } of authors) {
      store.set({ id, data, filePath: file, digest: hashOfBytes(JSON.stringify(data)) })
    }
    removeOthers(store, new Set([...files, ...authors.map(({ file }) => file)]))
  })

/** A loader that loads again whenever a file of its folder changes while the dev server runs. */
function loaderOf(name: string, folder: string, load: Loader['load']): Loader {
  return {
    name,
    async load(context) {
      await load(context)
      const { watcher } = context
      if (!watcher) return
      watcher.add(fileURLToPath(new URL(folder, context.config.root)))
      const reload = inTurn(() => load(context))
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
