import type { Root } from 'mdast'
import type { VFileMessage } from 'vfile-message'
import type { Mistake, Problem } from '../problem.ts'
import { isComponentName } from './component-rules.ts'
import { insteadOf, isHtml } from './html-instead.ts'
import { tooDeep } from './limits.ts'

/** So many places that MDX stumbles over are told in one run; of a long text fewer, for each is a parse. */
const mostStumbles = 30

/**
 * Parses a text. MDX stops at the first thing that it takes for code and is none; here it is told, blanked, and the rest
 * is parsed, so that one run tells all.
 *
 * @param parse throws a VFileMessage, with places in the text
 */
export function parseTolerantly(
  body: string,
  file: string,
  parse: (text: string) => Root,
): { source?: Root; problems: Problem[] } {
  const problems: Problem[] = []
  const most = Math.max(2, Math.min(mostStumbles, Math.floor(1_000_000 / body.length)))
  let text = body
  for (let i = 0; i < most; i++) {
    try {
      return { source: parse(text), problems }
    } catch (error) {
      if (error instanceof RangeError) return { problems: [...problems, tooDeep(file)] }
      const stumble = explain(error as VFileMessage, text)
      const { line, column } = placeOf(text, stumble.from)
      // The end of an element whose beginning was told.
      const isKnown = stumble.closes && problems.some(({ wrong }) => wrong.includes(`<${stumble.closes}>`))
      if (!isKnown) problems.push({ file, line, column, wrong: stumble.wrong, write: stumble.write })
      if (stumble.to <= stumble.from) break
      text =
        text.slice(0, stumble.from) +
        text.slice(stumble.from, stumble.to).replace(/[^\n]/g, ' ') +
        text.slice(stumble.to)
    }
  }
  return { problems }
}

interface Stumble extends Mistake {
  from: number
  /** Offset after what is blanked. */
  to: number
  /** The element that a stray closing tag closes. */
  closes?: string
}

function explain(error: VFileMessage, text: string): Stumble {
  const reason = String(error.reason ?? error.message).split('\n')[0] ?? ''
  // Of a tag that is never closed, only the sentence says where it stands.
  const [, tagLine, tagColumn] = /\((\d+):(\d+)-\d+:\d+\)/.exec(reason) ?? []
  const isOpen = tagLine !== undefined && !/closing tag `<\/|closing slash/.test(reason)
  const line = Number(isOpen ? tagLine : (error.line ?? tagLine ?? 1))
  const column = Number(isOpen ? tagColumn : (error.column ?? tagColumn ?? 1))
  const at = Math.min(offsetOf(text, line, column), text.length)
  const open = text.charAt(at) === '<' ? at : text.lastIndexOf('<', at)
  const brace = text.charAt(at) === '{' ? at : text.lastIndexOf('{', at)
  if (/expression|brace|acorn/i.test(reason) && brace >= 0) return braceAt(text, brace)
  if (open < 0)
    return {
      from: at,
      to: at + 1,
      wrong: 'this cannot be read as Markdown',
      write: 'the words without marks and brackets',
    }
  return tagAt(text, open)
}

function braceAt(text: string, from: number): Stumble {
  const end = text.indexOf('}', from)
  const line = text.indexOf('\n', from)
  const isClosed = end >= 0 && (line < 0 || end < line)
  const what = isClosed ? text.slice(from, end + 1) : '{'
  const write = `\\${what.length < 60 ? what : '{'}  (a brace that readers see has a backslash before it)`
  return {
    from,
    to: from + (isClosed ? what.length : 1),
    wrong: `${what.length < 60 ? what : '{'} is taken for code`,
    write,
  }
}

function tagAt(text: string, from: number): Stumble {
  const ends = [text.indexOf('>', from), text.indexOf('\n', from), text.length].filter((end) => end >= 0)
  const to = Math.min(...ends) + (text.charAt(Math.min(...ends)) === '>' ? 1 : 0)
  const tag = text.slice(from, to)
  if (tag.startsWith('<!--')) {
    const end = text.indexOf('-->', from)
    const comment = text.slice(from + 4, end < 0 ? to : end).trim()
    const write = `{/* ${comment.replaceAll('*/', '* /')} */}`
    return {
      from,
      to: end < 0 ? to : end + 3,
      wrong: 'a comment of HTML stands here',
      write: write.length < 200 ? write : '{/* … */}',
    }
  }
  const address = /^<([^\s<>]+)>$/.exec(tag)?.[1]
  if (address && /^https?:|@/.test(address)) {
    const link = address.includes('://') || address.startsWith('mailto:') ? address : `mailto:${address}`
    const words = address.replace(/^mailto:/, '')
    return { from, to, wrong: `${tag} is no tag`, write: `[${words}](${link})` }
  }
  const [, slash = '', name = ''] = /^<(\/?)\s*([\p{L}][\p{L}\p{N}]*)/u.exec(tag) ?? []
  if (isComponentName(name) && !slash) {
    const right = withAttributes(name, tag)
    if (right !== tag && tag.endsWith('>'))
      return { from, to, wrong: `the attributes of <${name}> cannot be read`, write: right }
    const write = `</${name}>  (the tag that closes the component, on a line of its own, with an empty line above)`
    return { from, to, wrong: `<${name}> is never closed`, write }
  }
  if (isHtml(name)) {
    const close = text.indexOf(`</${name}`, to)
    const inner = close > 0 && close - to < 500 ? text.slice(to, close) : ''
    return { from, to, ...insteadOf(name, inner, tag), ...(slash && { closes: name }) }
  }
  if (isComponentName(name)) {
    return {
      from,
      to,
      wrong: `</${name}> closes what was not opened on a line of its own`,
      write: `<${name}> above it, or the line taken out`,
    }
  }
  const sign = tag.length > 40 || !name ? '<' : tag
  const write = `\\${sign}  (a less-than sign that readers see has a backslash before it)`
  return { from, to: sign === '<' ? from + 1 : to, wrong: `${sign} is taken for a tag`, write }
}

/** A component's tag with its attributes as they must stand, whether a colon, no quotes or Word's quotes are there. */
function withAttributes(name: string, tag: string): string {
  const inner = tag.slice(1 + name.length).replace(/\/?>$/, '')
  const written = [
    ...inner.matchAll(
      /(?<![a-zA-Z])([a-zA-Z]{1,20}) ?[:=] ?(?:"([^"]{0,300})"|[“”]([^“”]{0,300})[“”]|'([^']{0,300})'|([^\s"“”'][^"“”]{0,300}?(?=$| [a-zA-Z]{1,20} ?[:=])))/g,
    ),
  ]
  if (written.length === 0) return tag
  const attributes = written.map(
    ([, key, ...values]) => `${key}="${(values.find(Boolean) ?? '').trim().replaceAll('"', '”')}"`,
  )
  return `<${name} ${attributes.join(' ')}${/\/>$/.test(tag) ? ' /' : ''}>`
}

function offsetOf(text: string, line: number, column: number): number {
  let at = 0
  for (let i = 1; i < line; i++) at = text.indexOf('\n', at) + 1 || text.length
  return at + column - 1
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
