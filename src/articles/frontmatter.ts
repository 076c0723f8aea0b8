import type { z } from 'astro/zod'
import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { nearest } from '../markdown/nearest.ts'
import type { Problem } from '../problem.ts'
import { isMoment } from '../vietnamese/date.ts'
import { type Frontmatter, frontmatterSchema } from './schema.ts'

/** An article's file, parted at the frontmatter's fences. */
interface Parts {
  yaml: string
  /** The text, with spaces for the frontmatter, so that its positions are the file's. */
  body: string
}

/** What reading the frontmatter gives: the fields where they are right, and what is wrong. */
export interface FrontmatterResult {
  frontmatter?: Frontmatter
  /** The text below, padded so that its positions are the file's. */
  body: string
  problems: Problem[]
  /** Where a field stands, for problems that are found later; its nearest parent where it is not there. */
  placeOf: (...path: (string | number)[]) => Place | undefined
  /** Offsets in the file between which a field's value is written, quotes and all; undefined where it is no scalar. */
  rangeOf: (...path: (string | number)[]) => [from: number, to: number] | undefined
}

/** A place in a file, 1-based. */
export interface Place {
  line: number
  column: number
}

/**
 * Reads and validates an article's frontmatter.
 *
 * @param contents the whole file
 * @param file its path from the project's root, for the problems
 */
export function readFrontmatter(contents: string, file: string): FrontmatterResult {
  const parts = split(contents)
  if (!parts) {
    const wrong = contents.startsWith('---') ? 'the frontmatter has no closing ---' : 'there is no frontmatter'
    const write = '---\ntitle: "..."\n---\n(at the very top, between two lines of three hyphens)'
    const problems = [{ file, line: 1, column: 1, wrong, write }]
    return { body: contents, problems, placeOf: () => ({ line: 1, column: 1 }), rangeOf: () => undefined }
  }
  const lines = new LineCounter()
  const document = parseDocument(parts.yaml, { lineCounter: lines, prettyErrors: false })
  // The opening fence is line 1, so YAML's line 1 is the file's line 2.
  const place = (offset: number): Place => ({ line: lines.linePos(offset).line + 1, column: lines.linePos(offset).col })
  const placeOf: FrontmatterResult['placeOf'] = (...path) => {
    const offset = offsetOf(document.contents, path)
    return offset === undefined ? undefined : place(offset)
  }
  const above = contents.indexOf('\n') + 1
  const rangeOf: FrontmatterResult['rangeOf'] = (...path) => {
    const node = document.getIn(path, true)
    if (!isScalar(node) || !node.range) return undefined
    return [above + node.range[0], above + node.range[1]]
  }
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      ...place(error.pos[0]),
      wrong: `this is not YAML: ${firstLine(error.message)}`,
      write: 'one field a line, as in  title: "..."  with text that holds a colon or a quotation mark in quotes',
    }))
    return { body: parts.body, problems, placeOf, rangeOf }
  }
  const data: unknown = document.toJS() ?? {}
  const result = frontmatterSchema.safeParse(data)
  const problems = (result.error?.issues ?? []).flatMap((issue) => describe(issue, data, file, placeOf))
  problems.push(...unquotedDates(document.contents, file, placeOf))
  return { ...(result.data && { frontmatter: result.data }), body: parts.body, problems, placeOf, rangeOf }
}

function split(contents: string): Parts | undefined {
  const fences = /^---[ \t]*\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(contents)
  if (!fences) return undefined
  const blank = fences[0].replace(/[^\n]/g, ' ')
  return { yaml: fences[1] ?? '', body: blank + contents.slice(fences[0].length) }
}

function describe(
  issue: z.core.$ZodIssue,
  data: unknown,
  file: string,
  placeOf: FrontmatterResult['placeOf'],
): Problem[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const guess = nearest(key, knownFields(path))
      return {
        file,
        ...placeOf(...path, key),
        field: [...path, key].join('.'),
        wrong: 'there is no such field',
        write: guess ? `${guess}:  (the nearest field)` : `one of ${knownFields(path).join(', ')}`,
      }
    })
  }
  const value = path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | undefined)?.[key], data)
  return [
    {
      file,
      ...placeOf(...path),
      field: path.join('.') || 'frontmatter',
      wrong: value === undefined || value === null ? 'is missing' : `"${show(value)}" cannot stand here`,
      write: issue.message,
    },
  ]
}

/** YAML 1.1 readers take an unquoted date for a moment in UTC: seven hours off, or the offset lost. */
function unquotedDates(contents: Node | null, file: string, placeOf: FrontmatterResult['placeOf']): Problem[] {
  if (!isMap(contents)) return []
  return ['date', 'updated'].flatMap((field) => {
    const value = contents.get(field, true)
    if (!isScalar(value) || value.type !== 'PLAIN' || typeof value.value !== 'string') return []
    // Where the value itself is wrong, the schema has said so, quotes and all.
    if (!isMoment(value.value)) return []
    const wrong = `${value.value} is not in quotes, and other readers of YAML would shift it to UTC`
    return [{ file, ...placeOf(field), field, wrong, write: `${field}: "${value.value}"` }]
  })
}

/** The fields of the frontmatter, or of one of its objects. */
function knownFields(path: (string | number)[]): string[] {
  let schema: z.core.$ZodType = frontmatterSchema
  for (const key of path) {
    schema = unwrap(schema)
    if ('shape' in schema && typeof key === 'string')
      schema = (schema.shape as Record<string, z.core.$ZodType>)[key] ?? schema
    else if ('element' in schema) schema = schema.element as z.core.$ZodType
  }
  schema = unwrap(schema)
  return 'shape' in schema ? Object.keys(schema.shape as object) : []
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return 'unwrap' in schema && typeof schema.unwrap === 'function' ? unwrap(schema.unwrap() as z.core.$ZodType) : schema
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

const firstLine = (text: string) => text.split('\n')[0] ?? text

/** A value as it may stand in a message: short, on one line. */
function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const oneLine = text.replace(/\s+/g, ' ')
  return oneLine.length > 60 ? `${oneLine.slice(0, 59)}…` : oneLine
}
