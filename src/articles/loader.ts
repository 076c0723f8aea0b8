import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Loader, LoaderContext } from 'astro/loaders'
import { ProblemsError } from '../problem.ts'
import { isOut, now } from '../vietnamese/date.ts'
import { articlesFolder } from './files.ts'
import { readAllArticles } from './read-all.ts'

/**
 * Loads `content/articles/` into Astro's content store. Astro's own `glob()` loader stops at the first bad file, drops
 * one of two articles with one address in silence, and lets MDX run; this one reads all and tells all that is wrong in
 * one error.
 *
 * @throws ProblemsError in a build; in the dev server the problems are printed, and the last good articles stay
 */
export function articleLoader(): Loader {
  return {
    name: 'articles',
    async load(context) {
      await load(context)
      const { watcher } = context
      if (!watcher) return
      watcher.add(fileURLToPath(new URL(articlesFolder, context.config.root)))
      const reload = inTurn(() => load(context))
      const look = (path: string) => {
        if (path.replaceAll('\\', '/').includes(articlesFolder)) reload()
      }
      for (const event of ['add', 'change', 'unlink'] as const) watcher.on(event, look)
    },
  }
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
  const files = new Set([...articles, ...problems].map(({ file }) => file))
  // In the dev server an article with a mistake stays as it was before.
  for (const [id, { filePath = '' }] of store.entries()) if (!files.has(filePath)) store.delete(id)
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
