import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'astro/zod'
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node } from 'yaml'
import { nearest } from '../markdown/nearest.ts'
import type { Mistake, Problem } from '../problem.ts'
import { isMoment } from '../vietnamese/date.ts'
import { readBytes } from '../vietnamese/encoding.ts'
import { readDate } from '../vietnamese/read-date.ts'
import { slugify } from '../vietnamese/slug.ts'
import { unprintable } from '../vietnamese/unprintable.ts'
import { knownFields } from './fields.ts'
import { flowList, frontmatterSchema, longestHeadline, splitNames } from './schema.ts'
import { readYaml } from './yaml-lines.ts'

/** An article's file, parted at the frontmatter's fences. */
interface Parts {
  yaml: string
  /** The text, with spaces for the frontmatter, so that its positions are the file's. */
  body: string
}

/** What reading fields gives: their values where they are right, and what is wrong. */
export interface FieldsResult<Schema extends z.ZodType> {
  fields?: z.infer<Schema>
  problems: Problem[]
  /** Where a field stands, for problems that are found later; its nearest parent where it is not there. */
  placeOf: (...path: (string | number)[]) => Place | undefined
  /** Offsets in the file between which a field's value is written, quotes and all; undefined where it is no scalar. */
  rangeOf: (...path: (string | number)[]) => [from: number, to: number] | undefined
}

/** What reading a file with frontmatter gives. */
export interface FrontmatterResult<Schema extends z.ZodType = typeof frontmatterSchema>
  extends Omit<FieldsResult<Schema>, 'fields'> {
  frontmatter?: z.infer<Schema>
  /** The text below, padded so that its positions are the file's. */
  body: string
}

/** A place in a file, 1-based. */
export interface Place {
  line: number
  column: number
}

/** The text of a file below its frontmatter. */
export const withoutFrontmatter = (contents: string): string => (split(contents)?.body ?? contents).trimStart()

/**
 * Reads and validates the frontmatter of an article's file.
 *
 * @param root the project's root
 * @param file path from there
 * @throws as the file system does
 */
export const frontmatterOf = (root: string, file: string): FrontmatterResult =>
  readFrontmatter(readBytes(readFileSync(join(root, file))).text, file)

/**
 * Reads and validates an article's frontmatter.
 *
 * @param contents the whole file
 * @param file its path from the project's root, for the problems
 */
export const readFrontmatter = (contents: string, file: string): FrontmatterResult =>
  readFrontmatterAs(frontmatterSchema, contents, file)

/**
 * Reads and validates the frontmatter of a file of any kind.
 *
 * @param schema of its fields
 * @param contents the whole file
 * @param file its path from the project's root, for the problems
 */
export function readFrontmatterAs<Schema extends z.ZodType>(
  schema: Schema,
  contents: string,
  file: string,
): FrontmatterResult<Schema> {
  const parts = split(contents)
  if (!parts) {
    const wrong = contents.startsWith('---') ? 'the frontmatter has no closing ---' : 'there is no frontmatter'
    const write = '---\ntitle: "..."\n---\n(at the very top, between two lines of three hyphens)'
    const problems = [{ file, line: 1, column: 1, wrong, write }]
    return { body: contents, problems, placeOf: () => ({ line: 1, column: 1 }), rangeOf: () => undefined }
  }
  const above = contents.slice(0, contents.indexOf('\n') + 1)
  const { fields, ...result } = readFields(schema, parts.yaml, file, above)
  return { ...result, ...(fields !== undefined && { frontmatter: fields }), body: parts.body }
}

/**
 * Reads and validates fields written in YAML.
 *
 * @param schema of the fields
 * @param file path from the project's root, for the problems
 * @param above what stands in the file above the YAML: whole lines
 */
export function readFields<Schema extends z.ZodType>(
  schema: Schema,
  written: string,
  file: string,
  above = '',
): FieldsResult<Schema> {
  const { yaml, document, findings, isSound } = readYaml(written)
  const linesAbove = above.split('\n').length - 1
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let at = yaml.indexOf('\n'); at >= 0; at = yaml.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
  const place = (offset: number): Place => ({
    line: lines.linePos(offset).line + linesAbove,
    column: lines.linePos(offset).col,
  })
  const placeOf: FrontmatterResult['placeOf'] = (...path) => {
    const offset = offsetOf(document.contents, path)
    return offset === undefined ? undefined : place(offset)
  }
  const rangeOf: FrontmatterResult['rangeOf'] = (...path) => {
    const node = document.getIn(path, true)
    // What was mended stands elsewhere in the file.
    if (findings.length > 0 || !isScalar(node) || !node.range) return undefined
    return [above.length + node.range[0], above.length + node.range[1]]
  }
  const problems: Problem[] = findings.map(({ line, ...finding }) => ({ file, line: line + linesAbove, ...finding }))
  if (!isSound) return { problems, placeOf, rangeOf }
  const data: unknown = document.toJS() ?? {}
  const result = schema.safeParse(data)
  problems.push(...describeAll(schema, result.error?.issues ?? [], data, file, placeOf))
  problems.push(...unquotedDates(document, file, placeOf))
  const distinct = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
  return { ...(result.success && { fields: result.data }), problems: distinct, placeOf, rangeOf }
}

function split(contents: string): Parts | undefined {
  const fences = /^---[ \t]*\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(contents)
  if (!fences) return undefined
  const blank = fences[0].replace(/[^\n]/g, ' ')
  return { yaml: fences[1] ?? '', body: blank + contents.slice(fences[0].length) }
}

type Path = (string | number)[]

function describeAll(
  schema: z.ZodType,
  issues: readonly z.core.$ZodIssue[],
  data: unknown,
  file: string,
  placeOf: FrontmatterResult['placeOf'],
): Problem[] {
  const guesses = new Set<string>()
  const problems: Problem[] = []
  const at = (path: Path) =>
    path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], data)
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue
    const path = issue.path.map(String)
    for (const key of issue.keys) {
      const known = knownFields(path, schema)
      const guess = meantBy(key) ?? nearest(key, known)
      const value = at([...path, key])
      const isFree = guess !== undefined && known.includes(guess) && at([...path, guess]) === undefined
      if (isFree) guesses.add([...path, guess].join('.'))
      problems.push({
        file,
        ...placeOf(...path, key),
        field: [...path, key].join('.'),
        wrong: 'there is no such field',
        write: isFree
          ? `${guess}: ${inYaml(guess === 'date' ? (readDate(String(value))?.moment ?? value) : value)}  (the nearest field)`
          : `one of ${known.join(', ')}, or take the line out`,
      })
    }
  }
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') continue
    const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
    const value = at(path)
    // A name of a field that is only misspelt was told above.
    if (value === undefined && guesses.has(path.join('.'))) continue
    const isMissing = value === undefined || value === null
    const wrong = isMissing ? 'is missing' : value === '' ? 'is empty' : `"${show(value)}" cannot stand here`
    problems.push({
      file,
      ...placeOf(...path),
      field: path.join('.') || 'frontmatter',
      ...tell({ wrong, write: issue.message }, path, value),
    })
  }
  return problems
}

/** What editors call a field that the site calls otherwise. */
const meanings: Readonly<Record<string, string>> = {
  headline: 'title',
  tieude: 'title',
  tit: 'title',
  lead: 'description',
  sapo: 'description',
  mota: 'description',
  summary: 'description',
  ngay: 'date',
  pubdate: 'date',
  tacgia: 'author',
  authors: 'author',
  byline: 'author',
  chuyenmuc: 'section',
  category: 'section',
  tukhoa: 'tags',
  keywords: 'tags',
  tag: 'tags',
  anh: 'photo',
  image: 'photo',
  nguon: 'source',
  chuthich: 'caption',
  diadiem: 'place',
  location: 'place',
  draf: 'draft',
}

const meantBy = (key: string): string | undefined => {
  const plain = slugify(key).replaceAll('-', '')
  return Object.hasOwn(meanings, plain) ? meanings[plain] : undefined
}

/** A value as it is written on one line. */
const inYaml = (value: unknown) => JSON.stringify(value) ?? '""'

/** Says more where the value itself tells what was meant. */
function tell(told: Mistake, path: Path, value: unknown): Mistake {
  const field = path.at(-1)
  if ((typeof value === 'number' || typeof value === 'boolean') && told.write.startsWith(`${field}: `)) {
    const text = String(value)
    const isText = !/: (?:true|\d)/.test(told.write) && !/date|updated|published/.test(String(field))
    if (isText) return { wrong: `${text} is not in quotes, so that it is no text`, write: `${field}: "${text}"` }
  }
  const date =
    /^(?:date|updated|published)$/.test(String(field)) &&
    typeof value !== 'object' &&
    !isMoment(String(value)) &&
    readDate(String(value))
  if (date) {
    const moment = field === 'published' && !date.hasTime ? date.moment.slice(0, 10) : date.moment
    const unsure = date.unsure ? '; see whether day and month are the right way round' : ''
    const time = date.hasTime || field === 'published' ? '' : ', and the time, where it is known'
    const why = `in quotes, with the offset from UTC${time}${unsure}`
    return {
      wrong: `"${show(value)}" cannot stand here: it is a date in another form`,
      write: `${field}: "${moment}"  (${why})`,
    }
  }
  if (typeof value === 'string' && (field === 'author' || field === 'tags') && value.trim() !== '') {
    const names = splitNames(field, value)
    if (names.length > 1) {
      const what = field === 'author' ? `one name of ${names.length} people` : `one tag of ${names.length}`
      return { wrong: `"${show(value)}" is ${what}`, write: `${field}: ${flowList(names)}` }
    }
  }
  if (
    typeof value === 'string' &&
    value.trim() !== '' &&
    slugify(value) === '' &&
    /of which its page/.test(told.write)
  ) {
    return { ...told, wrong: `"${show(value)}" has no letter that the address of its page could have` }
  }
  if (field === 'title' && typeof value === 'string' && [...value].length > longestHeadline) {
    return { ...told, wrong: `the headline has ${[...value].length} characters` }
  }
  if (typeof value === 'string' && field !== undefined && value !== '') {
    const clean = value.replace(unprintable, ' ').replace(/\s+/g, ' ').trim()
    if (clean !== value && clean !== '' && !namesOfFiles.has(String(field))) {
      const wrong = value.search(unprintable) < 0 ? told.wrong : `"${show(clean)}" holds characters that nobody sees`
      return { wrong, write: `${field}: ${inYaml(clean)}` }
    }
  }
  return told
}

/** Fields whose spaces may be meant: the file may be called so. */
const namesOfFiles: ReadonlySet<string> = new Set(['src', 'audio', 'picture'])

/** YAML 1.1 readers take an unquoted date for a moment in UTC: seven hours off, or the offset lost. */
function unquotedDates(document: Document, file: string, placeOf: FrontmatterResult['placeOf']): Problem[] {
  const corrections = document.get('corrections')
  const dates = isSeq(corrections) ? corrections.items.map((_, i) => ['corrections', i, 'date']) : []
  return [['date'], ['updated'], ...dates].flatMap((path) => {
    const value = document.getIn(path, true)
    if (!isScalar(value) || value.type !== 'PLAIN' || typeof value.value !== 'string') return []
    // Where the value itself is wrong, the schema has said so, quotes and all.
    if (!isMoment(value.value)) return []
    const wrong = `${value.value} is not in quotes, and other readers of YAML would shift it to UTC`
    return [{ file, ...placeOf(...path), field: path.join('.'), wrong, write: `${path.at(-1)}: "${value.value}"` }]
  })
}

function offsetOf(node: unknown, path: (string | number)[]): number | undefined {
  const [key, ...rest] = path
  if (node === null || typeof node !== 'object') return undefined
  if (key === undefined) return (node as Node).range?.[0]
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
    if (!pair) return node.range?.[0]
    return rest.length === 0
      ? (pair.key as Node).range?.[0]
      : (offsetOf(pair.value, rest) ?? (pair.key as Node).range?.[0])
  }
  if ('items' in node && Array.isArray(node.items)) return offsetOf(node.items[Number(key)], rest)
  return (node as Node).range?.[0]
}

/** A value as it may stand in a message: short, on one line. */
function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const oneLine = text.replace(/\s+/g, ' ')
  return oneLine.length > 60 ? `${oneLine.slice(0, 59)}…` : oneLine
}
