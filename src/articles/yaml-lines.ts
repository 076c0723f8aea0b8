import { type Document, isAlias, isScalar, parseDocument, visit } from 'yaml'
import type { Problem } from '../problem.ts'
import { allFields } from './fields.ts'

/** What is wrong with a line of the frontmatter; its place counts from the YAML's first line, 1-based. */
export type YamlFinding = Pick<Problem, 'wrong' | 'write' | 'field'> & { line: number; column: number }

/** A frontmatter's YAML with its wrong lines written as they should be, so that what stands below is read, too. */
export interface MendedYaml {
  yaml: string
  document: Document
  findings: YamlFinding[]
  /** Whether the document can be read as values. */
  isSound: boolean
}

/** No frontmatter that editors write comes near it; YAML of this size may still take seconds. */
const longestYaml = 100_000

/** So many wrong lines are told in one run. */
const mostFindings = 40

/**
 * Reads YAML as editors type it. Its own messages speak of tokens and mappings; here each wrong line is told with the
 * line that is right, and the rest is read as if that stood there.
 */
export function readYaml(yaml: string): MendedYaml {
  if (yaml.length > longestYaml) {
    const wrong = `the frontmatter has ${yaml.length} characters`
    const write = 'the text below the second ---; above it stand the headline, the lead and the other fields alone'
    return { yaml, document: parseDocument(''), findings: [{ line: 1, column: 1, wrong, write }], isSound: false }
  }
  const lines = yaml.split('\n')
  const findings = withoutSpace(lines)
  for (;;) {
    const text = lines.join('\n')
    const document = parse(text)
    const trouble = document && findTrouble(document, text)
    if (document && !trouble) return { yaml: text, document, findings, isSound: true }
    if (!document || !trouble || findings.length >= mostFindings) {
      if (!document)
        findings.push({
          line: 1,
          column: 1,
          wrong: 'brackets stand in brackets without end',
          write: 'one field a line, as in  title: "..."',
        })
      return { yaml: text, document: parseDocument(''), findings, isSound: false }
    }
    findings.push(mend(lines, trouble, findings))
  }
}

function parse(text: string): Document | undefined {
  try {
    return parseDocument(text, { prettyErrors: false, logLevel: 'silent' })
  } catch {
    // A million brackets are too much for a parser that calls itself.
    return undefined
  }
}

interface Trouble {
  /** 0-based. */
  line: number
  code: string
}

/** The first thing that YAML reads otherwise than it is meant, or not at all. */
function findTrouble(document: Document, text: string): Trouble | undefined {
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length - 1
  const found: Trouble[] = [...document.errors, ...document.warnings].map(({ code, pos }) => ({
    code,
    line: lineOf(pos[0]),
  }))
  visit(document, {
    Node: (_, node) => {
      const at = node.range?.[0]
      if (at === undefined) return
      if (isAlias(node)) found.push({ code: 'ALIAS', line: lineOf(at) })
      else if (node.anchor) found.push({ code: 'ANCHOR', line: lineOf(Math.max(0, at - 1)) })
      else if (isScalar(node) && isCut(text, node)) found.push({ code: 'COMMENT', line: lineOf(at) })
    },
  })
  return found.sort((a, b) => a.line - b.line)[0]
}

/** Whether YAML takes the end of a value for a comment. Two spaces and `# ` begin one that is meant. */
function isCut(
  text: string,
  node: { type?: string | undefined; value?: unknown; range?: readonly number[] | null | undefined },
): boolean {
  const [from = 0, end = 0] = node.range ?? []
  const rest = text.slice(end, text.indexOf('\n', end) < 0 ? undefined : text.indexOf('\n', end))
  if (node.value === null && from === end) return /^[ \t]*#[^\s#]/.test(rest)
  if (node.type !== 'PLAIN' || typeof node.value !== 'string') return false
  const spaces = rest.length - rest.trimStart().length
  return rest[spaces] === '#' && spaces > 0 && !(spaces > 1 && /^#\s/.test(rest.slice(spaces)))
}

const keyLine =
  /^(?<indent>[ \t]*(?:- +)?)(?<key>[\p{L}_][\p{L}\p{N}_-]*)[ \t]*(?<colon>[:：])(?<space>[ \t\u00a0]*)(?<value>$|[^ \t\u00a0].*$)/u

/** Names of fields without a space after their colon make one long text of all that follows. */
function withoutSpace(lines: string[]): YamlFinding[] {
  return lines.flatMap((line, i) => {
    const parts = keyLine.exec(line)?.groups
    if (!parts) return []
    const { indent = '', key = '', colon, space = '', value = '' } = parts
    if (!allFields.has(key) || value === '' || (colon === ':' && /^[ \t]/.test(space))) return []
    if (/^\s+$/.test(indent) && !isBelowStructure(lines, i)) return []
    const right = `${indent}${key}: ${value.trimStart()}`
    lines[i] = right
    const wrong = colon === ':' ? 'there is no space after the colon' : 'this is not the plain colon (:) with a space'
    return [{ line: i + 1, column: indent.length + key.length + 1, field: key, wrong, write: right.trim() }]
  })
}

/** Whether an indented line is a field of `photo`, `source` or `corrections`, and not more of a text. */
function isBelowStructure(lines: readonly string[], at: number): boolean {
  for (let i = at - 1; i >= 0; i--) if (/^\S/.test(lines[i] ?? '')) return /^[a-z]+:\s*$/i.test(lines[i] ?? '')
  return false
}

/** Writes one line as it should be, and says why. */
function mend(lines: string[], { line: at, code }: Trouble, before: readonly YamlFinding[]): YamlFinding {
  const below = lines[at + 1] ?? ''
  const isBelow =
    /^BLOCK_AS|^MULTILINE/.test(code) &&
    /^[ \t]+[\p{L}_]+:(?: |$)/u.test(below) &&
    !/:(?: |$)/.test(keyLine.exec(lines[at] ?? '')?.groups?.value ?? '')
  const i = isBelow ? at + 1 : code === 'DUPLICATE_KEY' ? at : culprit(lines, at)
  const line = lines[i] ?? ''
  const place = { line: i + 1, column: line.length - line.trimStart().length + 1 }
  const { indent = '', key = '', value = '' } = keyLine.exec(line)?.groups ?? {}
  const again = before.some((finding) => finding.line === i + 1)
  const tell = (right: string, wrong: string, field?: string): YamlFinding => {
    lines[i] = right
    const write = right.length < 400 ? right : `${key}: "..."  (the whole value in quotes)`
    return { ...place, ...(field && { field }), wrong, write: isBelow || wrong.includes('tab') ? write : write.trim() }
  }
  if (code === 'DUPLICATE_KEY') {
    takeOut(lines, i)
    return {
      ...place,
      field: key,
      wrong: `${key} stands there twice`,
      write: 'one of the two lines, the other taken out',
    }
  }
  if (/^ *\t/.test(line) || isBelow) {
    const group = isBelowStructure(lines, i)
    const right = key && isDoubtful(value) ? `${key}: ${quote(value, key)}` : line.trim()
    const wrong = isBelow ? 'this line stands too far to the right' : 'the line begins with a tab, not with spaces'
    return tell(`${group ? '  ' : ''}${right}`, wrong)
  }
  const item = /^(\s*- +)(\S.*)$/.exec(line)
  if (key && value !== '' && !again) return tell(`${indent}${key}: ${quote(value, key)}`, why(value, code), key)
  if (item && !again) return tell(`${item[1]}${quote(item[2] ?? '', '')}`, why(item[2] ?? '', code))
  takeOut(lines, i)
  const wrong = again ? 'the quotation marks or brackets of this line cannot be told apart' : 'this line is no field'
  return { ...place, wrong, write: 'one field a line, as in  title: "..."  with every line of a group two spaces in' }
}

/** A line and what belongs below it. */
function takeOut(lines: string[], at: number): void {
  const depth = (line: string) => line.length - line.trimStart().length
  const own = depth(lines[at] ?? '')
  lines[at] = '#'
  for (let i = at + 1; i < lines.length && (lines[i] ?? '').trim() !== '' && depth(lines[i] ?? '') > own; i++)
    lines[i] = '#'
}

/** YAML finds out below where a quotation mark or a bracket was left open, or a value went on. */
function culprit(lines: readonly string[], at: number): number {
  for (let i = Math.min(at, lines.length - 1); i >= 0; i--) {
    const value = keyLine.exec(lines[i] ?? '')?.groups?.value ?? /^\s*- +([^ ].*)$/.exec(lines[i] ?? '')?.[1]
    if (/^ *\t/.test(lines[i] ?? '') || (value !== undefined && isDoubtful(value))) return i
  }
  return Math.min(at, lines.length - 1)
}

const whole = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?:\s#.*)?$/

function isDoubtful(value: string): boolean {
  if (/^["']/.test(value)) return !whole.test(value)
  if (/^[[{]/.test(value)) return !/[\]}]\s*$/.test(value) || /[^\s,"'\]}]\s*["']|[&*!]/.test(value)
  if (/^[|>]/.test(value)) return !/^[|>][-+\d]*\s*$/.test(value)
  return /^[@`%&*!?-]|:(?:\s|$)|\s#/.test(value)
}

function why(value: string, code: string): string {
  if (code === 'COMMENT') return 'what follows # is a comment, and is cut off'
  const mark = /^["'[{@`%&*!|>?-]/.exec(value)?.[0] ?? (/:(?:\s|$)/.test(value) ? ':' : /\s#/.test(value) ? '#' : '')
  if (mark === ':') return 'a value that holds a colon must stand in quotes'
  return mark ? `a value with ${mark} must stand in quotes as a whole` : 'this line cannot be read as it stands'
}

/** A value as YAML reads it whole: in JSON's quotes, without the ones that were there. */
function quote(written: string, field: string): string {
  const value = written.trim()
  const list = /^(?:author|tags|aliases)$/.test(field) && /^\[(.*?)\]?$/.exec(value)?.[1]
  if (list) {
    const names = list.split(',').map((name) => name.trim().replace(/^["'“”]|["'“”]$/g, ''))
    return `[${names
      .filter(Boolean)
      .map((name) => JSON.stringify(name))
      .join(', ')}]`
  }
  const [mark] = value
  const inner = (mark === '"' || mark === "'") && value.length > 1 && value.endsWith(mark) ? value.slice(1, -1) : value
  const alone =
    inner === value && (mark === '"' || mark === "'") && !value.slice(1).includes(mark) ? value.slice(1) : inner
  return JSON.stringify(alone.replaceAll('\\"', '"'))
}
