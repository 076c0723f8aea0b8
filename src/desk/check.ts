import { basename, dirname, join } from 'node:path'
import { checkAll } from '../articles/check-together.ts'
import { idOf, listArticles } from '../articles/files.ts'
import { frontmatterOf } from '../articles/frontmatter.ts'
import { manyPaths, otherPaths } from '../articles/other-paths.ts'
import { listPages, type PageSource, pageIdOf, readPageSource } from '../articles/pages.ts'
import { type LockEntry, lockFile, type Published, readLock, removedPaths } from '../articles/permalink-lock.ts'
import { picturesIn } from '../articles/photo-file.ts'
import { type ArticleSource, readArticle } from '../articles/read.ts'
import { checkBeside } from '../articles/read-all.ts'
import type { Frontmatter } from '../articles/schema.ts'
import type { SiteAddress } from '../hosts/address.ts'
import type { Problem } from '../problem.ts'
import { paths } from '../routes.ts'
import { isOut } from '../vietnamese/date.ts'
import { deadAnchor, deadLink, type InnerLink, innerLinks, type Places, type Target } from './advice/links.ts'
import { passagesOf } from './advice/passages.ts'
import type { Finding } from './advice/rule.ts'
import { rules } from './advice/rules.ts'
import { chosenFiles } from './chosen.ts'

/** What a check found. */
export interface CheckResult {
  /** The articles that were checked, as `listArticles` names them. */
  files: string[]
  /** Mistakes, which stop a build, and advice, which does not. */
  problems: Problem[]
}

export interface CheckOptions {
  /** The project's root. */
  root: string
  address: Pick<SiteAddress, 'origin' | 'base'>
  /** The moment that counts as now, in milliseconds since 1970. */
  moment: number
  /** Paths or permalinks of the articles to check; all of them where there are none. */
  only?: readonly string[]
}

/** What is kept of an article once its text is let go: ten thousand texts would not fit. */
type Outline = Frontmatter & Published & Linking

/** A text whose links are judged when all are known. */
type Linking = Target & { file: string; links: (InnerLink & Spot)[] }

/** Where a link begins and ends, for the time when the text is gone. */
type Spot = Pick<Problem, 'line' | 'column' | 'end'>

/** Articles that are open at a time: enough that pictures are decoded while texts are read, few enough for memory. */
const atOnce = 8

/**
 * Checks articles without a build: every mistake that a build would stop at, and advice on the text.
 *
 * @throws where `only` names an article that is not there
 */
export async function checkArticles({ root, address, moment, only = [] }: CheckOptions): Promise<CheckResult> {
  const lock = readLock(root)
  const all = listArticles(root)
  const files = only.length === 0 ? all : chosenFiles(all, only, root, address)
  const wanted = new Set(files)
  const problems: Problem[] = []
  const outlines: Outline[] = []
  await eachOf(all, async (file) => {
    if (!wanted.has(file)) {
      const outline = readOutline(root, file, moment)
      if (outline) outlines.push(outline)
      return
    }
    const { article, problems: found, source } = await readArticle(root, file, lock)
    problems.push(...found)
    if (!source) return
    const id = idOf(file)
    problems.push(...(await adviceOn(root, source)))
    if (!article) return
    const links = linksOf(source, paths.article(id), address)
    outlines.push({ ...article, ids: source.text.ids, out: isOut(article, moment), links })
  })
  outlines.sort((a, b) => (a.file < b.file ? -1 : 1))
  const areAll = !problems.some(({ advice }) => !advice)
  const out = outlines.filter((outline) => outline.out)
  const among = checkAll(outlines, out, knownOf(lock, out, wanted), areAll, root)
  problems.push(...among.filter(({ file }) => wanted.has(file) || file === lockFile))
  if (only.length === 0) problems.push(...(await checkBeside(root, outlines)))
  const pages = only.length === 0 ? await ownerPages(root, address) : []
  problems.push(...(await adviceOnLinks(root, lock, all, outlines, pages)))
  return { files, problems }
}

function linksOf(source: PageSource, path: string, address: CheckOptions['address']): (InnerLink & Spot)[] {
  return innerLinks(source, path, address).map((link) => ({ ...link, ...spotOf(source.contents, link) }))
}

/** The owner's pages that have no mistake, for the links in them. */
async function ownerPages(root: string, address: CheckOptions['address']): Promise<Linking[]> {
  const sources = await Promise.all(listPages(root).map((file) => readPageSource(root, file)))
  return sources.flatMap((source) => {
    if (!source) return []
    const { file } = source
    const id = pageIdOf(file)
    const links = linksOf(source, paths.page(id), address)
    return [{ file, id, date: '', draft: false, out: true, links }]
  })
}

/** An article that only others link to: its frontmatter is enough. */
function readOutline(root: string, file: string, moment: number): Outline | undefined {
  try {
    const { frontmatter } = frontmatterOf(root, file)
    return (
      frontmatter && {
        ...frontmatter,
        id: idOf(file),
        file,
        paragraphIds: [],
        links: [],
        out: isOut(frontmatter, moment),
      }
    )
  } catch {
    return undefined
  }
}

/** So often one rule speaks of one article; whoever reads more of the same reads nothing. */
const mostOfARule = 50

/** What the rules say of one article. */
async function adviceOn(root: string, source: ArticleSource): Promise<Problem[]> {
  const pictures = basename(source.file).startsWith('index.') ? await picturesIn(dirname(join(root, source.file))) : []
  const written = { ...source, passages: passagesOf(source), pictures }
  return rules.flatMap(({ name, find }) =>
    find(written)
      .slice(0, mostOfARule)
      .map((finding) => advice(source.file, name, finding, spotOf(source.contents, finding))),
  )
}

function advice(file: string, rule: string, { wrong, write }: Finding, spot: Spot): Problem {
  return { file, ...spot, rule, advice: true, wrong, write }
}

/** Offsets as lines and columns. */
function spotOf(contents: string, { from, to }: Pick<Finding, 'from' | 'to'>): Spot {
  const place = (offset: number) => {
    const before = contents.lastIndexOf('\n', offset - 1)
    return { line: contents.slice(0, offset).split('\n').length, column: offset - (offset === 0 ? -1 : before) }
  }
  return { ...place(from), end: place(to) }
}

/** What of the lock can be judged: the paragraphs of an article that was not read are not known. */
function knownOf(
  lock: ReadonlyMap<string, LockEntry>,
  out: readonly Outline[],
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, LockEntry> {
  // A permalink is lost only where all were looked at.
  if (out.every(({ file }) => wanted.has(file))) return lock
  return new Map([...lock].filter(([id]) => out.some((outline) => outline.id === id && wanted.has(outline.file))))
}

/** Links are judged when all articles are known. */
async function adviceOnLinks(
  root: string,
  lock: ReadonlyMap<string, LockEntry>,
  all: readonly string[],
  outlines: readonly Outline[],
  pages: readonly Linking[],
): Promise<Problem[]> {
  const articles = new Map<string, Target>()
  for (const outline of outlines) for (const alias of outline.aliases) articles.set(alias, outline)
  // One that has a mistake is there all the same; its links are checked when it is right.
  for (const file of all) articles.set(paths.article(idOf(file)), { id: idOf(file), date: '', draft: false, out: true })
  for (const outline of outlines) articles.set(paths.article(outline.id), outline)
  const others = otherPaths(
    root,
    outlines.filter(({ out }) => out),
  )
  const places: Places = { articles, others, many: manyPaths(), removed: new Set(removedPaths(lock)) }
  await readMissingIds(root, outlines, articles)
  return [...outlines, ...pages].flatMap((outline) =>
    outline.links.flatMap((link) => {
      const { line, column, end } = link
      const tell = (rule: string) => (finding: Finding) =>
        advice(outline.file, rule, finding, { line, column, end } as Spot)
      return [
        ...deadLink(link, outline, places).map(tell('dead-link')),
        ...deadAnchor(link, places).map(tell('dead-anchor')),
      ]
    }),
  )
}

/** Where only some articles are checked, the places in others are read where a link points at one. */
async function readMissingIds(
  root: string,
  outlines: readonly Outline[],
  articles: ReadonlyMap<string, Target>,
): Promise<void> {
  const byId = new Map(outlines.map((outline) => [outline.id, outline]))
  const lock = readLock(root)
  for (const { path, anchor } of outlines.flatMap(({ links }) => links)) {
    const outline = byId.get(articles.get(path)?.id ?? '')
    if (anchor && outline && !outline.ids) outline.ids = (await readArticle(root, outline.file, lock)).source?.text.ids
  }
}

/** Works through a list, a few at a time. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
