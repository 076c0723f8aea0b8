import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../problem.ts'
import { paths } from '../routes.ts'

/** Where every permalink that was ever published is written down, with the ids of its paragraphs. */
export const lockFile = 'content/permalinks.txt'

/** One published article. */
export interface LockEntry {
  /** `<year>/<slug>` */
  id: string
  /** 1-based line of the lock file. */
  line: number
  /** In order; empty for a removed article. */
  paragraphIds: readonly string[]
  /** Taken down on purpose: its address says so. */
  removed: boolean
}

/** What an article has to keep. */
export interface Published {
  id: string
  file: string
  aliases: readonly string[]
  paragraphIds: readonly string[]
}

const comment = `# Every permalink that was published, with the ids of its paragraphs. Builds add to it; commit it.
# A line that ends in "removed" instead of ids is an article that was taken down on purpose.
`

/** The lock file's text; empty where nothing was published yet. */
export function lockText(root: string): string {
  const path = join(root, lockFile)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/**
 * Reads the lock file.
 *
 * @param root the project's root
 * @returns entries by article
 */
export const readLock = (root: string): Map<string, LockEntry> => parseLock(lockText(root))

/**
 * A merge may leave an article on two lines, and git's marks of a conflict between them: both sides were published.
 *
 * @param text one article a line: its id, then its paragraph ids or `removed`; `#` begins a comment
 */
export function parseLock(text: string): Map<string, LockEntry> {
  const entries = new Map<string, LockEntry>()
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const [id, ...rest] = line
      .replace(/#.*|^(?:[<>|]{7}(?: .*)?|={7})$/, '')
      .trim()
      .split(/\s+/)
    if (!id) continue
    const before = entries.get(id)
    const removed = rest[0] === 'removed' || before?.removed === true
    const paragraphIds = removed ? [] : [...new Set([...(before?.paragraphIds ?? []), ...rest])]
    entries.set(id, { id, line: i + 1, paragraphIds, removed })
  }
  return entries
}

/** The lock's text once the given articles are published, sorted, so that branches merge without conflict. */
export function formatLock(lock: ReadonlyMap<string, LockEntry>, articles: readonly Published[]): string {
  const lines = new Map(
    [...lock].map(([id, { removed, paragraphIds }]) => [id, removed ? 'removed' : paragraphIds.join(' ')]),
  )
  for (const { id, paragraphIds } of articles) lines.set(id, paragraphIds.join(' '))
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1))
  return `${comment}${sorted.map(([id, rest]) => `${id} ${rest}`.trim()).join('\n')}\n`
}

/** The paragraph ids that an article has to keep: its own, or those of the address that it had before. */
export function publishedIds(
  lock: ReadonlyMap<string, LockEntry>,
  id: string,
  aliases: readonly string[],
): readonly string[] {
  const before = aliases.map((alias) => lock.get(alias.replace(/^\/|\/$/g, ''))).find(Boolean)
  return (lock.get(id) ?? before)?.paragraphIds ?? []
}

/** The paths of the articles that were taken down. */
export function removedPaths(lock: ReadonlyMap<string, LockEntry>): string[] {
  return [...lock.values()].filter(({ removed }) => removed).map(({ id }) => paths.article(id))
}

/**
 * Finds what a build would lose: a permalink that nothing answers to, a paragraph id that links may point at.
 *
 * @param articles all that are out
 */
export function checkLock(lock: ReadonlyMap<string, LockEntry>, articles: readonly Published[]): Problem[] {
  const byId = new Map(articles.map((article) => [article.id, article]))
  const heirs = new Map(articles.flatMap(({ aliases, file }) => aliases.map((alias) => [alias, file] as const)))
  return [...lock.values()].flatMap((entry): Problem[] => {
    const place = { file: lockFile, line: entry.line }
    const article = byId.get(entry.id)
    const path = paths.article(entry.id)
    if (entry.removed) {
      const heir = heirs.get(path)
      if (heir) {
        const wrong = `${entry.id} is marked as removed, but ${heir} has its address`
        return [{ ...place, wrong, write: `the line taken out, or ${path} taken out of the aliases there` }]
      }
      if (!article) return []
      const wrong = `${entry.id} is marked as removed, but it is there`
      return [{ ...place, wrong, write: `${entry.id} ${article.paragraphIds.join(' ')}` }]
    }
    if (article) return lostParagraphs(entry, article)
    if (heirs.has(path)) return []
    const likely = findHeir(entry, articles)
    const alias = `aliases: [${path}]  in ${likely?.file ?? 'the article that took its place'}`
    return [
      {
        ...place,
        wrong: `${path} was published, and nothing answers to it`,
        write: `${alias}\n${entry.id} removed  on this line, to take it down for good\nor take the line out, where nobody was ever given the address`,
      },
    ]
  })
}

function lostParagraphs(entry: LockEntry, article: Published): Problem[] {
  const lost = entry.paragraphIds.filter((id) => !article.paragraphIds.includes(id))
  if (lost.length === 0) return []
  const [names, them] = [lost.map((id) => `#${id}`).join(', '), lost.length === 1 ? 'it' : 'them']
  const wrong = `${names} ${lost.length === 1 ? 'was a paragraph' : 'were paragraphs'} that links may point at`
  const write = `line ${entry.line} of ${lockFile} without ${them}, if the words were taken out on purpose, or put them back`
  return [{ file: article.file, wrong, write }]
}

/** The article that has most of the paragraphs of one that is gone: probably the same, in another folder. */
function findHeir(entry: LockEntry, articles: readonly Published[]): Published | undefined {
  const ids = new Set(entry.paragraphIds)
  let heir: Published | undefined
  let most = 0
  for (const article of articles) {
    const shared = article.paragraphIds.filter((id) => ids.has(id)).length
    if (shared > most) [heir, most] = [article, shared]
  }
  return heir
}
