import type { Problem } from '../problem.ts'
import { allListKinds, listKinds, listNames, listPath, pagePath, paths } from '../routes.ts'
import { spellingKey } from '../vietnamese/slug.ts'
import { frontmatterOf } from './frontmatter.ts'
import { type Listed, listPaths, otherPaths, publicPaths, sitePaths } from './other-paths.ts'
import { checkLock, type LockEntry, type Published } from './permalink-lock.ts'
import type { ReadArticle } from './read.ts'

type Together = Pick<ReadArticle, 'id' | 'file' | 'aliases' | 'date' | 'author' | 'tags' | 'section'>

/**
 * Finds what is wrong among articles that are each valid: for a build and for `npm run check` alike.
 *
 * @param articles all of them
 * @param out those that readers see
 * @param areAll whether every article could be read; one that could not would be told as lost
 * @param root the project's root
 */
export function checkAll(
  articles: readonly Together[],
  out: readonly Published[],
  lock: ReadonlyMap<string, LockEntry>,
  areAll: boolean,
  root: string,
): Problem[] {
  const together = checkTogether(articles, root)
  return areAll && together.length === 0 ? checkLock(lock, out) : together
}

/**
 * Finds what is wrong between articles: two with one permalink, an old address that another article or a page of the
 * site has, two names whose pages would have one address.
 *
 * @param articles each valid by itself
 * @param root the project's root, where their files are looked at again to tell places
 */
export function checkTogether(articles: readonly Together[], root: string): Problem[] {
  const owners = new Map<string, string>()
  const problems: Problem[] = []
  const pages = new Set([...otherPaths(root, articles)].map(pagePath))
  for (const { id, file } of articles) {
    const path = paths.article(id)
    const other = owners.get(path)
    if (pages.has(path)) {
      const wrong = `${path} is also a page of src/pages/ or public/`
      problems.push({ file, wrong, write: 'another folder for the article, or another name for the page' })
    }
    if (other) {
      const wrong = `${path} is also the permalink of ${other}`
      problems.push({ file, wrong, write: 'another folder for one of the two, or remove one' })
    } else owners.set(path, file)
  }
  for (const { id, file, aliases } of articles) {
    const wrong = aliases.map((alias) => {
      const path = pagePath(alias)
      const other = owners.get(path)
      if (path === paths.article(id)) return 'is its own permalink'
      if (other) return other === file ? 'stands there twice' : `belongs to ${other}`
      // Older pages of a list.
      const list = path.replace(/trang\/\d+\/$/, '')
      if (pages.has(list) || /^\/\d{4}\/$/.test(list)) return 'is a page of the site'
      owners.set(path, file)
      return undefined
    })
    const right = aliases.filter((_, i) => !wrong[i])
    const write = right.length > 0 ? `aliases: [${right.join(', ')}]` : 'the line aliases taken out'
    for (const [i, why] of wrong.entries()) {
      if (!why) continue
      const place = placeIn(root, file, 'aliases', i)
      problems.push({ file, ...place, field: 'aliases', wrong: `${aliases[i]} ${why}`, write })
    }
  }
  return [...problems, ...checkNames(articles, root)]
}

/** An owner's page must not stand where the site has one of its own, or two of them at one address. */
export function checkPagePaths(
  pages: readonly { id: string; file: string }[],
  articles: readonly Listed[],
  root: string,
): Problem[] {
  const taken = sitePaths(root, articles)
  return pages.flatMap(({ id, file }) => {
    const path = paths.page(id)
    // Lists stand below these, as /tac-gia/binh-duyen/; the bare name would seem to be one of them.
    const isTaken = taken.has(path) || taken.has(`/${id}.html`) || Object.hasOwn(listKinds, id)
    taken.add(path)
    return isTaken ? [{ file, wrong: `${path} is a page of the site`, write: 'another name for the file' }] : []
  })
}

/** A file of `public/` must not stand where the site has a list. */
export function checkPublicPaths(articles: readonly Listed[], root: string): Problem[] {
  const lists = listPaths(articles)
  const wrong = 'a build makes this page or file itself'
  return [...publicPaths(root)].flatMap(([path, file]) =>
    lists.has(path) ? [{ file, wrong, write: 'another name, or the file taken away' }] : [],
  )
}

/** Two names with one address: the page of one would show the other's articles. Case and the place of a mark are no other name. */
function checkNames(articles: readonly Together[], root: string): Problem[] {
  return allListKinds.flatMap((kind) => {
    const field = listKinds[kind]
    const first = new Map<string, { name: string; file: string }>()
    const told = new Set<string>()
    return articles.flatMap((article) =>
      listNames(kind, article).flatMap((name, i): Problem[] => {
        const path = listPath(kind, name)
        const other = first.get(path)
        if (!other) first.set(path, { name, file: article.file })
        if (!other || spellingKey(other.name) === spellingKey(name) || told.has(`${path} ${name}`)) return []
        told.add(`${path} ${name}`)
        const place = placeIn(root, article.file, field, i) ?? placeIn(root, article.file, field)
        const wrong = `"${name}" and "${other.name}" (${other.file}) would have one address, ${path}`
        const write = 'one name for both where they are the same; else one of the two with a word more'
        return [{ file: article.file, ...place, field, wrong, write }]
      }),
    )
  })
}

function placeIn(root: string, file: string, ...path: (string | number)[]) {
  try {
    return frontmatterOf(root, file).placeOf(...path)
  } catch {
    return undefined
  }
}
