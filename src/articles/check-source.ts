import type { CompiledText } from '../markdown/compile.ts'
import type { Problem } from '../problem.ts'
import { localTime } from '../vietnamese/date.ts'
import { howToConvert, type ReadBytes } from '../vietnamese/encoding.ts'
import { slugify } from '../vietnamese/slug.ts'
import { nameOfCharacter, unprintable } from '../vietnamese/unprintable.ts'
import { articlesFolder } from './files.ts'
import type { FrontmatterResult } from './frontmatter.ts'
import type { ArticleSource } from './read.ts'

/**
 * Finds what is wrong with an article as it is written, beside its fields, its Markdown and the files that it names:
 * where it lies, its bytes and characters, a text without words, a photo after the last paragraph.
 *
 * @param encoding what its bytes are, where they are no UTF-8
 */
export function checkSource({ file, contents, matter, text }: ArticleSource, encoding: ReadBytes['wrong']): Problem[] {
  return [
    ...checkPlace(file, matter),
    ...checkWriting(file, contents, encoding),
    ...checkEmpty(file, text, contents),
    ...checkPhotoPosition(file, text, matter),
  ]
}

/** Finds what is wrong with the bytes and characters of any file that an editor writes. */
export function checkWriting(file: string, contents: string, encoding: ReadBytes['wrong']): Problem[] {
  if (encoding) return checkEncoding(encoding, file)
  return [...checkNormalForm(contents, file), ...checkCharacters(contents, file)]
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

function checkEncoding({ encoding, ...place }: NonNullable<ReadBytes['wrong']>, file: string): Problem[] {
  const what =
    encoding === 'damaged UTF-8' ? 'bytes that are no letter stand here' : `this is not UTF-8: it is ${encoding}`
  return [{ file, ...place, rule: 'not-utf8', wrong: what, write: howToConvert[encoding] }]
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

/** Finds a text that holds no word. */
export function checkEmpty(
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
      wrong: 'there is no text',
      write: 'its paragraphs below the second ---, an empty line between them',
    },
  ]
}

function checkPhotoPosition(file: string, text: CompiledText, { frontmatter, placeOf }: FrontmatterResult): Problem[] {
  const position = frontmatter?.photo?.position ?? 0
  const paragraphs = text.topParagraphs
  if (position <= paragraphs || (text.problems.length > 0 && paragraphs === 0)) return []
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
