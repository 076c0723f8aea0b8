import { isAbsolute, relative } from 'node:path'
import { articlesFolder, idOf } from '../articles/files.ts'
import type { SiteAddress } from '../hosts/address.ts'
import { trimEnd } from '../vietnamese/trim.ts'

/**
 * Finds the articles that somebody names as names are copied: the path of the file or of its folder, the permalink, the
 * whole address.
 *
 * @param all the articles' files, as `listArticles` gives them
 * @returns some of them, each once
 * @throws where a name is no article's
 */
export function chosenFiles(
  all: readonly string[],
  names: readonly string[],
  root: string,
  address: Pick<SiteAddress, 'origin' | 'base'>,
): string[] {
  const byId = new Map(all.map((file) => [idOf(file), file]))
  const files = names.map((name) => {
    const path = withinProject(name, root, `${address.origin}${address.base}`)
    const file = all.includes(path)
      ? path
      : byId.get(path.replace(`${articlesFolder}/`, '').replace(/\/index\.mdx?$/, ''))
    if (file) return file
    const write = `${articlesFolder}/2018/ten-bai/index.mdx or /2018/ten-bai/`
    throw new Error(`there is no article "${name}": write its path or its permalink, as ${write}`)
  })
  return [...new Set(files)]
}

/** A name without what stands before and after the article's own path. A permalink begins with a slash, too. */
function withinProject(name: string, root: string, address: string): string {
  const home = address.replace(/\/$/, '')
  const fromRoot = isAbsolute(name) ? relative(root, name) : '..'
  const path = name.startsWith(`${home}/`) ? name.slice(home.length) : fromRoot.startsWith('..') ? name : fromRoot
  return trimEnd(path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, ''), /\//)
}
