import type { z } from 'astro/zod'
import { type Document, isScalar, isSeq } from 'yaml'
import { nearest } from '../markdown/nearest.ts'
import type { Mistake, Problem } from '../problem.ts'
import { isMoment } from '../vietnamese/date.ts'
import { readDate } from '../vietnamese/read-date.ts'
import { slugify } from '../vietnamese/slug.ts'
import { unprintable } from '../vietnamese/unprintable.ts'
import { knownFields } from './fields.ts'
import type { PlaceOf } from './frontmatter.ts'
import { flowList, longestHeadline, splitNames } from './schema.ts'

type Path = (string | number)[]

/**
 * Says what is wrong with fields, and what to write: the nearest field for a name that there is not, what a value was
 * meant to be.
 *
 * @param issues what the schema found
 * @param document the values as they stand there
 */
export function describeIssues(
  schema: z.ZodType,
  issues: readonly z.core.$ZodIssue[],
  document: Document,
  file: string,
  placeOf: PlaceOf,
): Problem[] {
  if (issues.length === 0) return []
  const data: unknown = document.toJS() ?? {}
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
      ...tell({ wrong, write: issue.message }, path, value, sourceOf(document, path)),
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

/** A value's own characters: `007`, which YAML reads as 7. */
function sourceOf(document: Document, path: Path): string | undefined {
  const node = document.getIn(path, true)
  return isScalar(node) ? node.source : undefined
}

/** Says more where the value itself tells what was meant. */
function tell(told: Mistake, path: Path, value: unknown, source?: string): Mistake {
  const field = path.at(-1)
  const name = typeof field === 'number' ? path.at(-2) : field
  if ((typeof value === 'number' || typeof value === 'boolean') && told.write.startsWith(`${String(name)}: `)) {
    const text = source ?? String(value)
    const isText = !/: (?:true|\d)/.test(told.write) && !/date|updated|published/.test(String(field))
    if (isText)
      return {
        wrong: `${text} is not in quotes, so that it is no text`,
        write: name === field ? `${name}: "${text}"` : `"${text}"`,
      }
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
export function unquotedDates(document: Document, file: string, placeOf: PlaceOf): Problem[] {
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

/** A value as it may stand in a message: short, on one line. */
function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const oneLine = text.replace(/\s+/g, ' ')
  return oneLine.length > 60 ? `${oneLine.slice(0, 59)}…` : oneLine
}
