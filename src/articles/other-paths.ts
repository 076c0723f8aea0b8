import { join } from 'node:path'
import { allListKinds, type Filed, listNames, listPath, pagePath, pathOfPageFile, paths } from '../routes.ts'
import { localTime } from '../vietnamese/date.ts'
import { filesBelow } from './files.ts'
import { listPages, pageIdOf } from './pages.ts'

/** What of an article makes pages beside its own. */
export type Listed = Filed & { date: string }

const astroPages = join(import.meta.dirname, '../pages')

/**
 * The paths of everything that a build writes beside articles: pages, lists, and the files of `public/`.
 *
 * @param root the project's root
 * @param articles all that are out
 */
export function otherPaths(root: string, articles: Iterable<Listed>): Set<string> {
  return new Set([...sitePaths(root, articles), ...listPages(root).map((file) => paths.page(pageIdOf(file)))])
}

/** The same without the owner's pages, which must stand elsewhere. */
export function sitePaths(root: string, articles: Iterable<Listed>): Set<string> {
  return new Set([...sitePages(), ...publicPaths(root).keys(), ...listPaths(articles)])
}

/** The paths of the pages and files that have a name of their own in `src/pages/`. */
export const sitePages = (): string[] => [
  ...filesBelow(astroPages).flatMap((file) => pathOfPageFile(file) ?? []),
  // It has a parameter in its name only because a site of one article has none.
  paths.search,
]

/** With what the paths begin of which a file of `src/pages/` makes many, as `/tat-ca/[...page].astro` does. */
export const manyPaths = (): string[] =>
  filesBelow(astroPages).flatMap((file) => {
    const [before = '', after] = file.split('[', 2)
    return after === undefined || before === '' ? [] : [`/${before}`]
  })

/** The files of `public/`, by the paths at which readers find them. */
export const publicPaths = (root: string): Map<string, string> =>
  new Map(filesBelow(join(root, 'public')).map((file) => [pagePath(`/${file}`), `public/${file}`]))

/** The paths of the lists that articles stand in, and of their feeds. */
export function listPaths(articles: Iterable<Listed>): Set<string> {
  const found = new Set<string>()
  for (const article of articles) {
    found.add(paths.year(localTime(article.date).year))
    for (const kind of allListKinds) {
      for (const name of listNames(kind, article)) {
        found.add(listPath(kind, name))
        found.add(paths.feedOf(listPath(kind, name)))
      }
    }
  }
  return found
}
