import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'astro/zod'
import { hashOfBytes } from '../cache/file-hashes.ts'
import { type CompiledText, compileText } from '../markdown/compile.ts'
import type { Problem } from '../problem.ts'
import { readBytes } from '../vietnamese/encoding.ts'
import { slugify } from '../vietnamese/slug.ts'
import { checkFiles } from './check-files.ts'
import { checkEmpty, checkWriting } from './check-source.ts'
import { contentFiles } from './files.ts'
import { readFrontmatterAs } from './frontmatter.ts'
import { type ArticleSource, type ArticleText, refuseSymlink, sentenceOf, withPictures } from './read.ts'
import { pageSchema } from './schema.ts'

/** Where the owner's pages lie: `content/pages/<slug>.mdx`, with their pictures beside them. */
export const pagesFolder = 'content/pages'

/** A page of the owner's: about the newspaper, how to reach it, what it keeps of its readers. */
export interface OwnerPage extends z.infer<typeof pageSchema> {
  /** The last part of its address. */
  id: string
  /** Path from the project's root. */
  file: string
  /** Stands for its text and pictures. */
  hash: string
}

export type PageText = Pick<ArticleText, 'blocks' | 'begins'>
export type PageSource = Omit<ArticleSource, 'matter'>

/** The files of the owner's pages, as sorted paths from the project's root. */
export const listPages = (root: string): string[] => contentFiles(root, pagesFolder, /\.mdx?$/i)

/** `content/pages/gioi-thieu.mdx` → `gioi-thieu` */
export const pageIdOf = (file: string): string => file.slice(pagesFolder.length + 1).replace(/\.mdx?$/, '')

/** Reads the owner's pages, and finds everything that is wrong with them. */
export async function readPages(root: string): Promise<{ pages: OwnerPage[]; problems: Problem[] }> {
  const read = await Promise.all(listPages(root).map((file) => readPage(root, file)))
  return { pages: read.flatMap(({ page }) => page ?? []), problems: read.flatMap(({ problems }) => problems) }
}

/**
 * The text of one of them, compiled.
 *
 * @throws where it changed since it was read
 */
export async function readPageText(root: string, file: string): Promise<PageText> {
  const { text } = await readPage(root, file)
  if (!text) throw new Error(`${file} changed while the site was built: build it again`)
  return text
}

/** One of them as it is written; undefined where it has a mistake. */
export async function readPageSource(root: string, file: string): Promise<PageSource | undefined> {
  return (await readPage(root, file)).source
}

interface ReadPage {
  page?: OwnerPage
  text?: PageText
  source?: PageSource
  problems: Problem[]
}

async function readPage(root: string, file: string): Promise<ReadPage> {
  try {
    const link = refuseSymlink(root, file, pagesFolder)
    if (link) return { problems: [link] }
    const { text: contents, wrong: encoding } = readBytes(readFileSync(join(root, file)))
    const matter = readFrontmatterAs(pageSchema, contents, file)
    const compiled = await compileText(matter.body, file)
    const problems = [
      ...checkPlace(file),
      ...checkWriting(file, contents, encoding),
      ...matter.problems,
      ...compiled.problems,
      ...checkEmpty(file, compiled, contents),
      ...(await checkFiles(root, file, compiled)),
      ...checkVideos(file, compiled),
    ]
    if (!matter.frontmatter || problems.length > 0) return { problems }
    const blocks = await withPictures(root, file, compiled.blocks)
    const text = { blocks, begins: compiled.begins }
    const hash = hashOfBytes(JSON.stringify([matter.frontmatter, blocks]))
    const page = { ...matter.frontmatter, id: pageIdOf(file), file, hash }
    return { page, text, source: { file, contents, text: compiled }, problems }
  } catch (error) {
    return { problems: [{ file, line: 1, wrong: `this cannot be read: ${sentenceOf(error)}`, write: 'the text anew' }] }
  }
}

function checkPlace(file: string): Problem[] {
  const id = pageIdOf(file)
  const slug = slugify(id)
  const isYear = /^\d{4}$/.test(slug)
  if (id && id === slug && !isYear) return []
  const wrong = `"${id}" cannot be the address of a page: a-z, 0-9 and single hyphens, in one folder, and no year`
  return [{ file, wrong, write: `the file as ${pagesFolder}/${isYear ? `nam-${slug}` : slug || 'gioi-thieu'}.mdx` }]
}

/** Only articles publish files that play. */
function checkVideos(file: string, { blocks }: CompiledText): Problem[] {
  return blocks.flatMap((block) => {
    if (typeof block === 'string' || !block.video) return []
    const write = 'the https://… address of a page that shows the video, or an article with it'
    return [{ file, ...block.place, field: 'video', wrong: 'a page cannot bring a video along', write }]
  })
}
