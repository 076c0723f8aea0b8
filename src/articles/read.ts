import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { z } from 'astro/zod'
import { hashOfFile } from '../cache/file-hashes.ts'
import { type Original, readOriginal } from '../images/original.ts'
import { type CompiledText, compileText, type PlacedPicture } from '../markdown/compile.ts'
import type { Problem } from '../problem.ts'
import { readBytes } from '../vietnamese/encoding.ts'
import { countSyllables } from '../vietnamese/syllables.ts'
import { trimEnd } from '../vietnamese/trim.ts'
import { wordsOf } from '../vietnamese/words.ts'
import { checkFiles } from './check-files.ts'
import { checkSource } from './check-source.ts'
import { articlesFolder, idOf } from './files.ts'
import { type FrontmatterResult, readFrontmatter } from './frontmatter.ts'
import { recordingSeconds } from './media-file.ts'
import { type LockEntry, publishedIds } from './permalink-lock.ts'
import type { articleSchema, Frontmatter } from './schema.ts'

/** A picture in an article's text, with what must be known of its file. */
export type ArticlePicture = Omit<PlacedPicture, 'src' | 'place'> & Original

/** What an article's own page and its feeds need beyond what lists do. */
export interface ArticleText extends Pick<CompiledText, 'begins'> {
  /** HTML, parted where a picture stands. */
  blocks: (string | ArticlePicture)[]
  /** The distinct words of lead, text and captions: what search finds. */
  words: string[]
}

/** An article as it was read from its folder: valid, counted, its text compiled. */
export interface ReadArticle extends Omit<z.infer<typeof articleSchema>, 'text' | 'picture'> {
  /** `<year>/<slug>`, the folder below `content/articles/`. */
  id: string
  /** Path from the project's root. */
  file: string
  /** What lists show of it: its photo, or the first picture in its text. */
  picture?: ArticlePicture | undefined
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
    const link = refuseSymlink(root, file, articlesFolder)
    return link ? { problems: [link] } : await read(root, file, lock, sound)
  } catch (error) {
    // Whatever it is, the other articles are checked all the same.
    return { problems: [{ file, line: 1, wrong: `this cannot be read: ${sentenceOf(error)}`, write: unreadable }] }
  }
}

const unreadable = 'the text in a new file, pasted part by part to find what it is'

/** The first line of an error, without the place in our code. */
export function sentenceOf(error: unknown): string {
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
  const source = { file, contents, matter, text: compiled }
  const problems = [
    ...checkSource(source, encoding),
    ...matter.problems,
    ...compiled.problems,
    ...(await checkFiles(root, file, compiled, matter, sound)),
  ]
  if (!frontmatter || problems.length > 0) return { problems, source }
  const text = await withResolvedPictures(root, file, frontmatter, compiled)
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
    ...(frontmatter.audio && { recording: await recordingOf(join(root, dirname(file), frontmatter.audio)) }),
    media: mediaOf(root, file, text, frontmatter),
    paragraphIds: compiled.paragraphIds,
  }
  return { article, text, problems, source }
}

async function recordingOf(path: string): Promise<ReadArticle['recording']> {
  return { size: statSync(path).size, seconds: await recordingSeconds(path) }
}

function mediaOf(root: string, file: string, { blocks }: ArticleText, { audio }: Frontmatter): ReadArticle['media'] {
  const names = blocks.flatMap((block) => {
    if (typeof block === 'string' || !block.video) return []
    const { src, captions } = block.video
    return captions ? [src, captions] : [src]
  })
  return [...new Set([...(audio ? [audio] : []), ...names])].map((name) => ({
    name,
    hash: hashOfFile(join(root, dirname(file), name)),
  }))
}

async function withResolvedPictures(
  root: string,
  file: string,
  { description }: Frontmatter,
  { blocks, begins, paragraphs, captions }: CompiledText,
): Promise<ArticleText> {
  return {
    blocks: await withPictures(root, file, blocks),
    begins,
    words: [...new Set(wordsOf([description, ...paragraphs, ...captions].join('\n')))],
  }
}

/**
 * A text's blocks with what must be known of their pictures.
 *
 * @param file that the pictures lie beside, from the project's root
 */
export function withPictures(
  root: string,
  file: string,
  blocks: CompiledText['blocks'],
): Promise<ArticleText['blocks']> {
  const resolved = blocks.map(async (block) => {
    if (typeof block === 'string') return block
    const { src, place: _, ...placed } = block
    return { ...placed, ...(await readOriginal(root, `${dirname(file)}/${src}`)) }
  })
  return Promise.all(resolved)
}

/** What a link leads to is not in the repository, and may be any file of the machine that builds. */
export function refuseSymlink(root: string, file: string, folder: string): Problem | undefined {
  const real = realpathSync.native(join(root, folder))
  if (realPath(join(root, file)) === join(real, file.slice(folder.length + 1))) return undefined
  const write = `the file itself, in ${folder}/`
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
