import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'astro/zod'
import { isMap, isScalar, LineCounter, type Node } from 'yaml'
import type { Problem } from '../problem.ts'
import { readBytes } from '../vietnamese/encoding.ts'
import { describeIssues, unquotedDates } from './field-problems.ts'
import { frontmatterSchema } from './schema.ts'
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
  placeOf: PlaceOf
  /** What is written in a field, right or wrong. */
  writtenIn: (...path: (string | number)[]) => unknown
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

/** Where a field stands; its nearest parent where it is not there. */
export type PlaceOf = (...path: (string | number)[]) => Place | undefined

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
    const nowhere = { placeOf: () => ({ line: 1, column: 1 }), writtenIn: () => undefined, rangeOf: () => undefined }
    return { body: contents, problems, ...nowhere }
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
  const placeOf: PlaceOf = (...path) => {
    const offset = offsetOf(document.contents, path)
    return offset === undefined ? undefined : place(offset)
  }
  const writtenIn: FrontmatterResult['writtenIn'] = (...path) => document.getIn(path)
  const rangeOf: FrontmatterResult['rangeOf'] = (...path) => {
    const node = document.getIn(path, true)
    // What was mended stands elsewhere in the file.
    if (findings.length > 0 || !isScalar(node) || !node.range) return undefined
    return [above.length + node.range[0], above.length + node.range[1]]
  }
  const problems: Problem[] = findings.map(({ line, ...finding }) => ({ file, line: line + linesAbove, ...finding }))
  if (!isSound) return { problems, placeOf, writtenIn, rangeOf }
  const data: unknown = document.toJS() ?? {}
  const result = schema.safeParse(data)
  problems.push(...describeIssues(schema, result.error?.issues ?? [], document, file, placeOf))
  problems.push(...unquotedDates(document, file, placeOf))
  const distinct = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
  return { ...(result.success && { fields: result.data }), problems: distinct, placeOf, writtenIn, rangeOf }
}

function split(contents: string): Parts | undefined {
  const fences = /^---[ \t]*\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(contents)
  if (!fences) return undefined
  const blank = fences[0].replace(/[^\n]/g, ' ')
  return { yaml: fences[1] ?? '', body: blank + contents.slice(fences[0].length) }
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
