import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { paths } from '../articles/permalink.ts'
import type { ReadArticle } from '../articles/read.ts'
import type { Frontmatter } from '../articles/schema.ts'
import { localTime } from '../vietnamese/date.ts'

/** What of an article makes pages beside its own. */
export type Listed = Pick<Frontmatter, 'date' | 'author' | 'tags' | 'section'> & Pick<ReadArticle, 'id'>

const pagesFolder = fileURLToPath(new URL('../pages', import.meta.url))

/**
 * The paths of everything that a build writes beside articles: fixed pages, the lists of years, authors, tags and
 * sections, and the files of `public/`.
 *
 * @param articles all that are out
 */
export async function otherPaths(root: string, articles: Iterable<Listed>): Promise<Set<string>> {
  const found = new Set([...(await fixedPaths()), ...(await filesBelow(join(root, 'public')))])
  for (const { date, author, tags, section } of articles) {
    found.add(paths.year(localTime(date).year))
    for (const name of author) found.add(paths.author(name))
    for (const name of tags) found.add(paths.tag(name))
    if (section) found.add(paths.section(section))
  }
  return found
}

/** Each file of `src/pages/` without a parameter in its name is one path. */
async function fixedPaths(): Promise<string[]> {
  return (await filesBelow(pagesFolder))
    .filter((file) => !file.includes('['))
    .map((file) =>
      file
        .replace(/\.ts$/, '')
        .replace(/\/index\.astro$/, '/')
        .replace(/404\.astro$/, '404.html')
        .replace(/\.astro$/, '/'),
    )
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
}
