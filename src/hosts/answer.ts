import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { type Header, headersOf, withSlash } from './headers.ts'
import { copyEndings, errorPages, isServed } from './media-types.ts'
import type { BuiltSite } from './server.ts'

/** What the server is asked. */
export interface Question {
  method: string
  /** As it stands in the request's first line. */
  url: string
  acceptEncoding?: string | undefined
  ifNoneMatch?: string | undefined
  range?: string | undefined
}

/** What it says. */
export interface Answer {
  status: number
  headers: Header[]
  /** The file whose bytes follow; absent where there are none. */
  file?: string
  /** Which of them, the first and the last, from 0; absent for all. */
  range?: Range
}

interface Range {
  start: number
  end: number
}

const encodings = { br: 'br', gz: 'gzip' } as const

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
  const requested = question.url.split(/[?#]/, 1)[0]
  const redirect = site.redirects.find(({ from }) => from === requested)
  if (redirect?.to) return moved(redirect.to, site)
  if (redirect || path === undefined) return errorPage(question, dist, site, redirect ? 410 : 404)
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path
  if (isServed(file) && (await sizeOf(dist, file))) return send(question, dist, site, file, 200)
  if (!path.endsWith('/') && (await sizeOf(dist, `${path}/index.html`))) return moved(`${requested}/`, site)
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
  const copies = copyEndings.filter((ending) => accepts(question.acceptEncoding, encodings[ending]))
  const sizes = await Promise.all([...copies.map((ending) => `${file}.${ending}`), file].map((f) => sizeOf(dist, f)))
  const chosen = sizes.findIndex((found) => found !== undefined)
  const found = sizes[chosen]
  if (!found) return { status: 404, headers: headersOf('404.html', site) }
  const ending = copies[chosen]
  const etag = `W/"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"`
  const headers: Header[] = [
    ...headersOf(file, site),
    ['Vary', 'Accept-Encoding'],
    ['ETag', etag],
    ...(ending ? [['Content-Encoding', encodings[ending]] as const] : []),
  ]
  if (question.ifNoneMatch?.split(/\s*,\s*/).includes(etag)) return { status: 304, headers }
  const isWhole = status !== 200 || ending || question.method === 'HEAD'
  const range = isWhole ? undefined : rangeOf(question.range, found.size)
  if (range === 'none') return { status: 416, headers: [...headers, ['Content-Range', `bytes */${found.size}`]] }
  if (range) {
    const { start, end } = range
    const part: Header[] = [
      ['Content-Range', `bytes ${start}-${end}/${found.size}`],
      ['Content-Length', String(end - start + 1)],
    ]
    return { status: 206, headers: [...headers, ...part], file: join(dist, file), range }
  }
  const whole: Answer = { status, headers: [...headers, ['Content-Length', String(found.size)]] }
  return question.method === 'HEAD' ? whole : { ...whole, file: join(dist, ending ? `${file}.${ending}` : file) }
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
