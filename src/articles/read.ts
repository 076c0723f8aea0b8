import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashOfBytes } from '../cache/file-hashes.ts'
import { type Original, readOriginal } from '../images/original.ts'
import { type CompiledText, compileText, type PlacedPicture } from '../markdown/compile.ts'
import type { Problem } from '../problem.ts'
import { paths } from '../routes.ts'
import { localTime } from '../vietnamese/date.ts'
import { type ReadBytes, readBytes, toUnicode } from '../vietnamese/encoding.ts'
import { slugify } from '../vietnamese/slug.ts'
import { countSyllables } from '../vietnamese/syllables.ts'
import { trimEnd } from '../vietnamese/trim.ts'
import { nameOfCharacter, unprintable } from '../vietnamese/unprintable.ts'
import { wordsOf } from '../vietnamese/words.ts'
import { checkFiles } from './check-files.ts'
import { articlesFolder, idOf } from './files.ts'
import { type FrontmatterResult, readFrontmatter } from './frontmatter.ts'
import { checkLock, type LockEntry, type Published, publishedIds } from './permalink-lock.ts'
import type { Frontmatter } from './schema.ts'

/** A picture in an article's text, with what must be known of its file. */
export type ArticlePicture = Omit<PlacedPicture, 'src' | 'place'> & Original

/** What an article's own page and its feeds need beyond what lists do. */
export interface ArticleText {
  /** HTML, parted where a picture stands. */
  blocks: (string | ArticlePicture)[]
  /** Index of the block that begins with the first component; undefined where there is none. */
  firstComponent?: number | undefined
  /** The distinct words of lead, text and captions, sorted: what search finds. */
  words: string[]
}

/** An article as it was read from its folder: valid, counted, its text compiled. */
export interface ReadArticle extends Frontmatter {
  /** `<year>/<slug>`, the folder below `content/articles/`. */
  id: string
  /** Path from the project's root. */
  file: string
  /** Of the text, without headline and captions. */
  syllables: number
  /** Whether the text opens with the lead, so that the page need not print it before the text. */
  opensWithLead: boolean
  /** What lists show of it: its photo, or the first picture in its text. */
  picture?: ArticlePicture | undefined
  /** Files beside it that its page plays, with the SHA-256 of their bytes in hexadecimal. */
  media: { name: string; hash: string }[]
  /** Ids of the paragraphs that links can point at, in order. */
  paragraphIds: string[]
}

/** An article, or what keeps it from being one. */
export interface ReadResult {
  article?: ReadArticle
  text?: ArticleText
  problems: Problem[]
  /** What it was read from; undefined where the file was not opened. */
  source?: ArticleSource
}

/** An article as it is written. */
export interface ArticleSource {
  file: string
  contents: string
  matter: FrontmatterResult
  text: CompiledText
}

/**
 * Reads one article and finds everything that is wrong with it.
 *
 * @param root the project's root
 * @param file as `listArticles` gives it
 * @param lock what was published before
 * @param sound pictures that need no second look, as `checkPhotoFile` takes them
 */
export async function readArticle(
  root: string,
  file: string,
  lock: ReadonlyMap<string, LockEntry> = new Map(),
  sound: Set<string> = new Set(),
): Promise<ReadResult> {
  try {
    const link = checkLinks(root, file)
    return link ? { problems: [link] } : await read(root, file, lock, sound)
  } catch (error) {
    // Whatever it is, the other articles are checked all the same.
    return { problems: [{ file, line: 1, wrong: `this cannot be read: ${sentenceOf(error)}`, write: unreadable }] }
  }
}

const unreadable = 'the text in a new file, pasted part by part to find what it is'

/** The first line of an error, without the place in our code. */
function sentenceOf(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deep'
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'EACCES' || code === 'EPERM' ? 'the system does not allow it' : (String(message).split('\n')[0] ?? '')
}

async function read(
  root: string,
  file: string,
  lock: ReadonlyMap<string, LockEntry>,
  sound: Set<string>,
): Promise<ReadResult> {
  // Small files are read five times as cheaply without the way through Node's threads.
  const { text: contents, wrong: encoding } = readBytes(readFileSync(join(root, file)))
  const matter = readFrontmatter(contents, file)
  const { frontmatter } = matter
  const published = publishedIds(lock, idOf(file), frontmatter?.aliases ?? [])
  const compiled = await compileText(matter.body, file, frontmatter, published)
  const problems = [
    ...checkPlace(file, matter),
    ...checkEncoding(encoding, file),
    ...(encoding ? [] : checkNormalForm(contents, file)),
    ...(encoding ? [] : checkCharacters(contents, file)),
    ...matter.problems,
    ...compiled.problems,
    ...checkEmpty(file, compiled, contents),
    ...(await checkFiles(root, file, compiled, matter, sound)),
    ...checkPhotoPosition(file, compiled, matter),
  ]
  const source = { file, contents, matter, text: compiled }
  if (!frontmatter || problems.length > 0) return { problems, source }
  const text = await articleText(root, file, frontmatter, compiled)
  const pictures = text.blocks.filter((block) => typeof block !== 'string')
  const picture = pictures.find(({ lead }) => lead) ?? pictures[0]
  const [opening = ''] = compiled.paragraphs
  const article: ReadArticle = {
    ...frontmatter,
    id: idOf(file),
    file,
    syllables: countSyllables(compiled.paragraphs.join('\n')),
    opensWithLead: comparable(opening).startsWith(comparable(frontmatter.description)),
    ...(picture && { picture }),
    media: mediaOf(root, file, text),
    paragraphIds: compiled.paragraphIds,
  }
  return { article, text, problems, source }
}

function mediaOf(root: string, file: string, { blocks }: ArticleText): ReadArticle['media'] {
  const names = blocks.flatMap((block) => {
    if (typeof block === 'string' || !block.video) return []
    const { src, captions } = block.video
    return captions ? [src, captions] : [src]
  })
  return [...new Set(names)].map((name) => ({
    name,
    hash: hashOfBytes(readFileSync(join(root, dirname(file), name))),
  }))
}

async function articleText(
  root: string,
  file: string,
  { description }: Frontmatter,
  { blocks, firstComponent, paragraphs, captions }: CompiledText,
): Promise<ArticleText> {
  const resolved = blocks.map(async (block) => {
    if (typeof block === 'string') return block
    const { src, place: _, ...placed } = block
    return { ...placed, ...(await readOriginal(root, `${dirname(file)}/${src}`)) }
  })
  return {
    blocks: await Promise.all(resolved),
    ...(firstComponent !== undefined && { firstComponent }),
    words: [...new Set(wordsOf([description, ...paragraphs, ...captions].join('\n')))].sort(),
  }
}

/** What a link leads to is not in the repository, and may be any file of the machine that builds. */
function checkLinks(root: string, file: string): Problem | undefined {
  const folder = realpathSync.native(join(root, articlesFolder))
  if (realPath(join(root, file)) === join(folder, file.slice(articlesFolder.length + 1))) return undefined
  const write = `the article itself, in ${articlesFolder}/<year>/<slug>/index.mdx`
  return { file, line: 1, wrong: 'this is a link to something elsewhere', write }
}

/** Undefined for a link to nothing. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}

/** A text as leads are compared: they are copied with other spaces and without the last dot, and stay the same lead. */
export function comparable(text: string): string {
  return trimEnd(text.normalize('NFC').replace(/\s+/g, ' '), /[\s.…]/).trim()
}

function checkPlace(file: string, { frontmatter, placeOf }: FrontmatterResult): Problem[] {
  const [year, slug, name, ...deeper] = file.slice(articlesFolder.length + 1).split('/')
  if (!year || !slug || !/^\d{4}$/.test(year) || !/^index\.mdx?$/.test(name ?? '') || deeper.length > 0) {
    return [{ file, wrong: 'an article does not lie here', write: `${articlesFolder}/<year>/<slug>/index.mdx` }]
  }
  const problems: Problem[] = []
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) {
    const better = slugify(slug) || 'ten-bai'
    const wrong = `"${slug}" cannot be an address: a-z, 0-9 and single hyphens only`
    problems.push({ file, field: 'slug', wrong, write: `the folder's name as ${better}` })
  }
  const dateYear = frontmatter && localTime(frontmatter.date).year
  if (dateYear && dateYear !== Number(year)) {
    const wrong = `the folder says ${year}, but date is in ${dateYear} in Viet Nam`
    problems.push({
      file,
      ...placeOf('date'),
      field: 'date',
      wrong,
      write: `the folder as ${articlesFolder}/${dateYear}/${slug}/, or the right date`,
    })
  }
  return problems
}

/** Text in another normal form looks the same, but no search and no font finds it the same. */
function checkNormalForm(contents: string, file: string): Problem[] {
  if (contents === contents.normalize('NFC')) return []
  return contents.split('\n').flatMap((line, i) => {
    if (line === line.normalize('NFC')) return []
    const word = line.split(/\s+/).find((part) => part !== part.normalize('NFC')) ?? line
    const wrong = `"${word}" is not in Unicode's composed form (NFC)`
    const column = line.indexOf(word) + 1
    const write = `"${word.normalize('NFC')}", typed anew or converted to NFC`
    return [{ file, line: i + 1, column, rule: 'not-nfc', wrong, write }]
  })
}

function checkEncoding(wrong: ReadBytes['wrong'], file: string): Problem[] {
  if (!wrong) return []
  const { encoding, ...place } = wrong
  const what =
    encoding === 'damaged UTF-8' ? 'bytes that are no letter stand here' : `this is not UTF-8: it is ${encoding}`
  return [{ file, ...place, rule: 'not-utf8', wrong: what, write: toUnicode[encoding] }]
}

/** What XML forbids would break every feed and sitemap that the text reaches. */
function checkCharacters(contents: string, file: string): Problem[] {
  if (contents.search(unprintable) < 0) return []
  return contents.split('\n').flatMap((line, i) => {
    const at = line.search(unprintable)
    if (at < 0) return []
    const wrong = `the character ${nameOfCharacter(line.charAt(at))} stands here, which nobody sees`
    const write = JSON.stringify(around(line, at).replace(new RegExp(unprintable, 'g'), ' '))
    return [
      {
        file,
        line: i + 1,
        column: at + 1,
        rule: 'unprintable-character',
        wrong,
        write: `${write}  (a space, or a new line, in its place)`,
      },
    ]
  })
}

/** The words on both sides of a place in a line. */
function around(line: string, at: number): string {
  const end = line.indexOf(' ', at + 12)
  return line.slice(Math.max(0, line.lastIndexOf(' ', at - 2)), end < 0 || end > at + 80 ? at + 80 : end).trim()
}

function checkEmpty(
  file: string,
  { source, problems, paragraphs, captions, blocks }: CompiledText,
  contents: string,
): Problem[] {
  const hasWords = [...paragraphs, ...captions].some((text) => /[\p{L}\p{N}]/u.test(text))
  if (!source || problems.length > 0 || hasWords || blocks.some((block) => typeof block !== 'string' && block.video))
    return []
  const line = contents.trimEnd().split('\n').length
  return [
    {
      file,
      line,
      column: 1,
      wrong: 'the article has no text',
      write: 'its paragraphs below the second ---, an empty line between them',
    },
  ]
}

function checkPhotoPosition(file: string, text: CompiledText, { frontmatter, placeOf }: FrontmatterResult): Problem[] {
  const position = frontmatter?.photo?.position ?? 0
  const paragraphs = text.topParagraphs
  if (position <= paragraphs || text.problems.length > 0) return []
  const wrong = `${position} is after the last paragraph; the text has ${paragraphs}`
  return [
    {
      file,
      ...placeOf('photo', 'position'),
      field: 'photo.position',
      wrong,
      write: `position: ${paragraphs}  (or less)`,
    },
  ]
}

type Together = Pick<ReadArticle, 'id' | 'file' | 'aliases'> &
  Partial<Pick<ReadArticle, 'date' | 'author' | 'tags' | 'section'>>

/**
 * Finds what is wrong among articles that are each valid: for a build and for `npm run check` alike.
 *
 * @param articles all of them
 * @param out those that readers see
 * @param areAll whether every article could be read; others would seem lost
 * @param root the project's root
 */
export function checkAll(
  articles: readonly Pick<ReadArticle, 'id' | 'file' | 'aliases'>[],
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
export function checkTogether(articles: readonly Together[], root: string = process.cwd()): Problem[] {
  const owners = new Map<string, string>()
  const problems: Problem[] = []
  for (const { id, file } of articles) {
    const path = paths.article(id)
    const other = owners.get(path)
    if (other) {
      const wrong = `${path} is also the permalink of ${other}`
      problems.push({ file, wrong, write: 'another folder for one of the two, or remove one' })
    } else owners.set(path, file)
  }
  const pages = sitePages(articles)
  for (const { file, aliases } of articles) {
    const wrong = aliases.map((alias) => {
      const other = owners.get(alias)
      if (other) return other === file ? 'stands there twice' : `belongs to ${other}`
      if (pages.has(alias) || /^\/\d{4}\/$/.test(alias)) return 'is a page of the site'
      owners.set(alias, file)
      return undefined
    })
    const right = aliases.filter((_, i) => !wrong[i])
    const write = right.length > 0 ? `aliases: [${right.join(', ')}]` : 'the line aliases taken out'
    for (const [i, why] of wrong.entries()) {
      const place = placeIn(root, file, 'aliases', i)
      if (why) problems.push({ file, ...place, field: 'aliases', wrong: `${aliases[i]} ${why}`, write })
    }
  }
  return [...problems, ...checkNames(articles, root)]
}

/** Two names with one address: the page of one would show the other's articles. Case and the place of a mark are no other name. */
function checkNames(articles: readonly Together[], root: string): Problem[] {
  const kinds = [
    { field: 'author', pathOf: paths.author, namesOf: ({ author = [] }: Together) => author },
    { field: 'tags', pathOf: paths.tag, namesOf: ({ tags = [] }: Together) => tags },
    { field: 'section', pathOf: paths.section, namesOf: ({ section }: Together) => (section ? [section] : []) },
  ]
  return kinds.flatMap(({ field, pathOf, namesOf }) => {
    const first = new Map<string, { name: string; file: string }>()
    const told = new Set<string>()
    return articles.flatMap((article) =>
      namesOf(article).flatMap((name, i): Problem[] => {
        const path = pathOf(name)
        const other = first.get(path)
        if (!other) first.set(path, { name, file: article.file })
        if (!other || nameKey(other.name) === nameKey(name) || told.has(`${path} ${name}`)) return []
        told.add(`${path} ${name}`)
        const place = placeIn(root, article.file, field, i) ?? placeIn(root, article.file, field)
        const wrong = `"${name}" and "${other.name}" (${other.file}) would have one address, ${path}`
        const write = 'one name for both where they are the same; else one of the two with a word more'
        return [{ file: article.file, ...place, field, wrong, write }]
      }),
    )
  })
}

/** What makes two spellings one name: letters and marks, wherever in a word a mark stands (hòa, hoà). */
const nameKey = (name: string) =>
  name
    .normalize('NFD')
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/[\u0300-\u036f]/g, '') + (word.match(/[\u0300-\u036f]/g) ?? []).sort().join(''))
    .join(' ')

function placeIn(root: string, file: string, ...path: (string | number)[]) {
  try {
    return readFrontmatter(readBytes(readFileSync(join(root, file))).text, file).placeOf(...path)
  } catch {
    return undefined
  }
}

/** The pages that a site with these articles has beside theirs. */
function sitePages(articles: readonly Together[]): Set<string> {
  const { home, offline, search } = paths
  const lists = articles.flatMap(({ date, author = [], tags = [], section }) => [
    ...(date ? [paths.year(localTime(date).year)] : []),
    ...author.map(paths.author),
    ...tags.map(paths.tag),
    ...(section ? [paths.section(section)] : []),
  ])
  return new Set([home, offline, search, '/da-go/', ...lists])
}
