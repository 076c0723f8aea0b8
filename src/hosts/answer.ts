import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { onePacket } from './compress.ts'
import { type Header, headersOf, withSlash } from './headers.ts'
import { copyEndings, errorPages, isServed, kindOf } from './media-types.ts'
import { redirectOf } from './redirects.ts'
import type { BuiltSite } from './server.ts'

/** What the server is asked. */
export interface Question {
  method: string
  /** As it stands in the request's first line. */
  url: string
  acceptEncoding?: string | undefined
  ifNoneMatch?: string | undefined
  range?: string | undefined
  ifRange?: string | undefined
}

/** What it says. */
export interface Answer {
  status: number
  headers: Header[]
  /** The file whose bytes follow; absent where there are none. */
  file?: string
  /** Which of them, the first and the last, from 0; absent for all. */
  range?: Range
  /** How the file is to be compressed on its way; absent where it goes as it lies there. */
  compress?: Encoding
}

interface Range {
  start: number
  end: number
}

const encodings = { br: 'br', gz: 'gzip' } as const

/** As `Content-Encoding` names it. */
export type Encoding = (typeof encodings)[keyof typeof encodings]

/**
 * Answers as a static host does: same headers, compressed copies, redirects and 404. Nothing outside the folder is
 * opened, whatever is asked.
 *
 * @param dist the folder, absolute
 * @param site what `readBuiltSite` read there
 */
export async function answer(question: Question, dist: string, site: BuiltSite): Promise<Answer> {
  if (question.method !== 'GET' && question.method !== 'HEAD') {
    return { status: 405, headers: [...headersOf('404.html', site), ['Allow', 'GET, HEAD']] }
  }
  const path = pathOf(question.url, site.base)
  const [requested = '', query = ''] = question.url.split('#', 1)[0]?.split(/(?=\?)/, 2) ?? []
  const redirect = redirectOf(requested, query, site.redirects)
  // A query that is part of an old address is none of the new one's.
  if (redirect?.to) return moved(redirect.to + (redirect.from.includes('?') ? '' : query), site)
  if (redirect || path === undefined) return errorPage(question, dist, site, redirect ? 410 : 404)
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path
  if (isServed(file) && (await sizeOf(dist, file))) return send(question, dist, site, file, 200)
  if (!path.endsWith('/') && (await sizeOf(dist, `${path}/index.html`))) return moved(`${requested}/${query}`, site)
  return errorPage(question, dist, site, 404)
}

/** The file's path within the folder; undefined where no file of the site can be meant. */
function pathOf(url: string, base: string): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '')
  } catch {
    return undefined
  }
  const start = withSlash(base)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what no file of the site has
  if (!path.startsWith(start) || /[\u0000-\u001f\\]|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) return undefined
  return path.slice(start.length)
}

/** Size and time of a file that lies in the folder, links followed. */
async function sizeOf(dist: string, file: string): Promise<{ size: number; mtimeMs: number } | undefined> {
  try {
    const real = await realpath(join(dist, file))
    if (!real.startsWith((await realpath(dist)) + sep)) return undefined
    const found = await stat(real)
    return found.isFile() ? found : undefined
  } catch {
    return undefined
  }
}

function moved(to: string, site: BuiltSite): Answer {
  return { status: 301, headers: [['Location', to], ...headersOf('404.html', site), ['Content-Length', '0']] }
}

const errorPage = (question: Question, dist: string, site: BuiltSite, status: keyof typeof errorPages) =>
  send({ ...question, ifNoneMatch: undefined }, dist, site, errorPages[status], status)

async function send(question: Question, dist: string, site: BuiltSite, file: string, status: number): Promise<Answer> {
  const accepted = copyEndings.filter((ending) => accepts(question.acceptEncoding, encodings[ending]))
  const own = await sizeOf(dist, file)
  if (!own) return { status: 404, headers: headersOf('404.html', site) }
  const copies = await Promise.all(accepted.map((ending) => sizeOf(dist, `${file}.${ending}`)))
  const chosen = copies.findIndex((found) => found !== undefined)
  const copy = accepted[chosen]
  const isCompressed = copy === undefined && kindOf(file)?.isText === true && own.size > onePacket
  const encoding = copy ?? (isCompressed ? accepted[0] : undefined)
  const { size, mtimeMs } = copies[chosen] ?? own
  const etag = `"${[size, Math.floor(mtimeMs)].map((n) => n.toString(36)).join('-')}${encoding ? `-${encoding}` : ''}"`
  const headers: Header[] = [
    ...headersOf(file, site),
    ['Vary', 'Accept-Encoding'],
    ['ETag', etag],
    ...(encoding ? [['Content-Encoding', encodings[encoding]] as const] : []),
  ]
  const known = question.ifNoneMatch?.split(/\s*,\s*/).map((tag) => tag.replace(/^W\//, ''))
  if (known?.includes(etag)) return { status: 304, headers }
  // A part of what has changed since must not be put beside parts of what it was.
  const isChanged = question.ifRange !== undefined && question.ifRange !== etag
  const isWhole = status !== 200 || encoding || question.method === 'HEAD' || isChanged
  const range = isWhole ? undefined : rangeOf(question.range, size)
  if (range === 'none') return { status: 416, headers: [...headers, ['Content-Range', `bytes */${size}`]] }
  if (range) {
    const { start, end } = range
    const part: Header[] = [
      ['Content-Range', `bytes ${start}-${end}/${size}`],
      ['Content-Length', String(end - start + 1)],
    ]
    return { status: 206, headers: [...headers, ...part], file: join(dist, file), range }
  }
  // How long it becomes is known at its end.
  const whole: Answer = {
    status,
    headers: isCompressed && encoding ? headers : [...headers, ['Content-Length', String(size)]],
  }
  if (question.method === 'HEAD') return whole
  if (copy) return { ...whole, file: join(dist, `${file}.${copy}`) }
  return { ...whole, file: join(dist, file), ...(encoding && { compress: encodings[encoding] }) }
}

/**
 * The part of a file that is asked for: Safari plays no film from a server that knows no parts.
 *
 * @returns undefined where all of it is to be sent, as for several parts at once; `none` where the file ends before it
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
 */
function rangeOf(header: string | undefined, size: number): Range | 'none' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && first !== '' && Number(last) < start) return undefined
  return start > end ? 'none' : { start, end }
}

/** Whether a client takes an encoding: named, and not with `q=0`. */
function accepts(header: string | undefined, encoding: string): boolean {
  return (header ?? '').split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((word) => word.trim().toLowerCase())
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))
  })
}
