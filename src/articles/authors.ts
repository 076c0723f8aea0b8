import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'astro/zod'
import { readOriginal } from '../images/original.ts'
import type { Problem } from '../problem.ts'
import { readBytes } from '../vietnamese/encoding.ts'
import { slugify } from '../vietnamese/slug.ts'
import { checkWriting } from './check-source.ts'
import { contentFiles } from './files.ts'
import { readFields } from './frontmatter.ts'
import { checkPhotoFile, findPicture } from './photo-file.ts'
import { refuseSymlink, sentenceOf } from './read.ts'
import { type authorEntrySchema, authorSchema } from './schema.ts'

/** Where lies what is known of authors and agencies: `content/authors/<name>.yaml`, a portrait beside it. */
export const authorsFolder = 'content/authors'

/** What is known of an author, as the collection has it. */
export interface KnownAuthor extends z.infer<typeof authorEntrySchema> {
  /** The last part of the address of the author's page. */
  id: string
  /** Path from the project's root. */
  file: string
}

/** Reads what is known of authors, and finds everything that is wrong with it. */
export async function readAuthors(root: string): Promise<{ authors: KnownAuthor[]; problems: Problem[] }> {
  const files = contentFiles(root, authorsFolder, /\.ya?ml$/i)
  const read = await Promise.all(files.map((file) => readAuthor(root, file)))
  return { authors: read.flatMap(({ author }) => author ?? []), problems: read.flatMap(({ problems }) => problems) }
}

async function readAuthor(root: string, file: string): Promise<{ author?: KnownAuthor; problems: Problem[] }> {
  try {
    const link = refuseSymlink(root, file, authorsFolder)
    return link ? { problems: [link] } : await read(root, file)
  } catch (error) {
    return { problems: [{ file, line: 1, wrong: `this cannot be read: ${sentenceOf(error)}`, write: 'the file anew' }] }
  }
}

async function read(root: string, file: string): Promise<{ author?: KnownAuthor; problems: Problem[] }> {
  const { text: contents, wrong: encoding } = readBytes(readFileSync(join(root, file)))
  const { fields, problems: wrongFields, placeOf } = readFields(authorSchema, contents, file)
  const problems = [...checkWriting(file, contents, encoding), ...wrongFields]
  if (!fields) return { problems }
  const { photo: written, ...known } = fields
  const id = slugify(known.name)
  if (file !== `${authorsFolder}/${id}.yaml`) {
    const wrong = `the file of "${known.name}" has another name`
    problems.push({ file, ...placeOf('name'), field: 'name', wrong, write: `the file as ${authorsFolder}/${id}.yaml` })
  }
  const photo = written && (await findPicture(join(root, authorsFolder), written))
  const damage = photo && (await checkPhotoFile(join(root, file), photo, new Set()))
  if (damage) problems.push({ file, ...placeOf('photo'), field: 'photo', ...damage })
  if (problems.length > 0) return { problems }
  const picture = photo && (await readOriginal(root, `${authorsFolder}/${photo}`))
  return { author: { ...known, ...(picture && { picture }), id, file }, problems }
}
