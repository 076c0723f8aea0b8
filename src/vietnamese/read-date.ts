import { isMoment } from './date.ts'

/** A date as a text or a page tells it. */
export interface ReadDate {
  /** ISO 8601 with offset; midnight where the page tells no time. */
  moment: string
  hasTime: boolean
  /** Whether the page itself named the offset from UTC. */
  hasZone: boolean
  /** Whether day and month could be the other way round. */
  unsure?: boolean
  /** The part of the text that tells it; absent where it was read from a machine's form. */
  written?: string
}

const vietnam = '+07:00'

// White space is collapsed before these are tried, so that each is one space at most.
const time = String.raw`(?<hour>\d{1,2}) ?(?::|h|giờ|g) ?(?<minute>\d{2}(?!\d)|\d(?= ?phút))(?::(?<second>\d{2}))? ?(?:phút)? ?(?<half>[AP]\.?M\b\.?|SA(?!\p{L})|CH(?!\p{L})|sáng|trưa|chiều|tối|đêm)?`
const hour = String.raw`(?<hour>\d{1,2}) ?(?:h|giờ)(?! ?\d) ?(?<half>[AP]M|SA(?!\p{L})|CH(?!\p{L})|sáng|trưa|chiều|tối|đêm)?`
const numbers = String.raw`(?<day>\d{1,2}) ?(?<separator>[/.-]) ?(?<month>\d{1,2}) ?\k<separator> ?(?<year>\d{4})(?!\d)`
const words = String.raw`(?<day>\d{1,2}) tháng (?<month>\d{1,2})(?:,? năm|,)? (?<year>\d{4})(?!\d)`
const english = String.raw`(?:(?<day>\d{1,2})(?:st|nd|rd|th)? (?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6},? (?<year>\d{4}))(?!\d)`
const american = String.raw`(?:(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6} (?<day>\d{1,2}),? (?<year>\d{4}))(?!\d)`
const short = String.raw`(?<day>\d{1,2})(?<separator>[/.-])(?<month>\d{1,2})\k<separator>(?<year>\d{2})(?![\d/.-])`
const between = String.raw`[ ,|()–-]{0,6}(?:lúc|ngày|thứ [^ ,]{1,6}|chủ nhật|(?:GMT|UTC) ?\+ ?0?7(?::?00)?)?[ ,|()–-]{0,6}(?:ngày)?[ ,|()–-]{0,6}`

const dates = [numbers, words, english, american, short]

/** With the time first, last, or not at all; the first form that a text holds counts. */
const forms = [
  ...dates.map((date) => `(?<![\\d/.-])${date}${between}${time}`),
  ...dates.map((date) => `(?<!\\d)${time}${between}${date}`),
  ...dates.map((date) => `(?<![\\d/.:-])${hour}${between}${date}`),
  ...dates.map((date) => `(?<![\\d/.-])${date}`),
].map((form) => new RegExp(form, 'iu'))

/** A longer text is no line that tells a date. */
const longest = 2_000

/**
 * Reads a date as Vietnamese newspapers print it, or as machines write it.
 *
 * @param text as in `Thứ Sáu, 07/09/2018, 08:09 (GMT+7)` or `2018-09-07T08:09:00Z`
 * @returns undefined where the text holds no day that the calendar has
 */
export function readDate(text: string): ReadDate | undefined {
  const typed = text.normalize('NFC').slice(0, longest).replace(/\s+/g, ' ').trim()
  const { line, words: spoken = '', digits: inDigits = '' } = withDigits(typed)
  const read = readIso(line) ?? readAmerican(line) ?? readPrinted(line) ?? readRfc(line)
  return read?.written && spoken ? { ...read, written: read.written.replace(inDigits, spoken) } : read
}

function readIso(text: string): ReadDate | undefined {
  const parts =
    /(?<![\d/.-])(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{1,2}(?!\d))?)?/i.exec(
      text,
    )
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, zone] = parts
  const read = assemble({ year, month, day, hour, minute, second }, zone && offset(zone))
  return read && { ...read, written: parts[0] }
}

/** `9/7/2018 8:09:00 AM`, which old ASP.NET sites print: the month stands first where it can. */
function readAmerican(text: string): ReadDate | undefined {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) ([AP]M)$/i.exec(text)
  if (!parts) return undefined
  const [, first, second, year, hour, minute, seconds, half] = parts
  const monthFirst = Number(first) <= 12
  const [month, day] = monthFirst ? [first, second] : [second, first]
  const read = assemble({ year, month, day, hour: of24(hour, half), minute, second: seconds })
  return read && { ...read, written: text, unsure: monthFirst && Number(second) <= 12 && first !== second }
}

function readPrinted(text: string): ReadDate | undefined {
  for (const form of forms) {
    const groups = form.exec(text)?.groups
    if (!groups) continue
    const { day, hour, minute, second, half, name } = groups
    const month = name ? String(months.indexOf(name.toLowerCase()) + 1) : groups.month
    const year = groups.year?.length === 2 ? fullYear(groups.year) : groups.year
    const read = assemble({ year, month, day, hour: of24(hour, half), minute, second })
    if (!read) continue
    // A clock of twelve hours comes with a month that stands first as often as not.
    const unsure = /^[ap]/i.test(half ?? '') && !name && Number(day) <= 12 && Number(month) <= 12 && day !== month
    return { ...read, written: form.exec(text)?.[0] ?? '', ...(unsure && { unsure }) }
  }
  return undefined
}

/** `Fri, 07 Sep 2018 08:09:00 +0700`, and what a browser's Date prints. */
function readRfc(text: string): ReadDate | undefined {
  if (!/\bGMT|[+-]\d{4}\b/.test(text) || !/[a-z]{3} \d{1,2},? \d{4}|\d{1,2} [a-z]{3} \d{4}/i.test(text))
    return undefined
  const parsed = Date.parse(text)
  return Number.isNaN(parsed) ? undefined : { moment: inVietnam(parsed), hasTime: true, hasZone: true }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Of two digits: no paper of before 1970 is typed in so. */
const fullYear = (two: string) => (Number(two) < 70 ? `20${two}` : `19${two}`)

const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
const alike: Readonly<Record<string, string>> = {
  mốt: 'một',
  tư: 'bốn',
  lăm: 'năm',
  nhăm: 'năm',
  bẩy: 'bảy',
  giêng: 'một',
  linh: 'không',
  lẻ: 'không',
}

/** The number that words tell, up to 99. */
function numberOf(words: string): number | undefined {
  const [first = '', ...rest] = words
    .replace(/^m[ùồ]ng /, '')
    .replace('một chạp', 'mười hai')
    .replace(/^chạp$/, 'mười hai')
    .split(' ')
  const value = (word: string | undefined) => {
    const i = digits.indexOf(alike[word ?? ''] ?? word ?? '')
    return i < 0 ? undefined : i
  }
  if (first === 'mười')
    return rest.length === 0
      ? 10
      : rest.length === 1 && value(rest[0]) !== undefined
        ? 10 + (value(rest[0]) ?? 0)
        : undefined
  const tens = value(first)
  if (tens === undefined || rest.length === 0) return tens
  const units = rest.filter((word) => word !== 'mươi')
  if (units.length > 1) return undefined
  return units.length === 0 ? tens * 10 : value(units[0]) === undefined ? undefined : tens * 10 + (value(units[0]) ?? 0)
}

/** `ngày bảy tháng chín năm hai nghìn không trăm mười tám` with digits for its words. */
function withDigits(text: string): { line: string; words?: string; digits?: string } {
  const named =
    /(?<!\d)(\d{1,2}) tháng (giêng|mười một|mười hai|mười|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp),? (?:năm )?(\d{4})(?!\d)/iu.exec(
      text,
    )
  if (named) {
    const [whole, day, month = '', year] = named
    const digits = `${day} tháng ${numberOf(month.toLowerCase())} năm ${year}`
    return { line: text.replace(whole, digits), words: whole, digits }
  }
  const parts =
    /(?<!\p{L})ngày ([\p{L} ]{2,20}?) tháng ([\p{L}]{2,6}(?: [\p{L}]{2,4})?) năm ([\p{L} ]{5,45}|\d{4})/iu.exec(text)
  if (!parts) return { line: text }
  const [, day = '', month = '', year = ''] = parts.map((part) => part.toLowerCase())
  const thousands = /^(hai|một) (?:nghìn|ngàn) (?:(\p{L}+) trăm ?)?(.*)$/u.exec(year)
  const rest = (thousands?.[3] ?? '').trim().split(' ')
  let tail: number | undefined
  let used = rest.length
  for (; used > 0 && tail === undefined; used--)
    tail = numberOf(
      rest
        .slice(0, used)
        .join(' ')
        .replace(/^(?:linh|lẻ) /, ''),
    )
  const hundreds = digits.indexOf(thousands?.[2] ?? 'không')
  const y = /^\d/.test(year)
    ? Number(year)
    : thousands && tail !== undefined
      ? (thousands[1] === 'hai' ? 2000 : 1000) + hundreds * 100 + tail
      : undefined
  const [d, m] = [numberOf(day), numberOf(month)]
  if (d === undefined || m === undefined || y === undefined) return { line: text }
  const left = /^\d/.test(year) ? '' : rest.slice(used + 1).join(' ')
  const written = text.slice(parts.index, parts.index + parts[0].length - (left ? left.length + 1 : 0))
  const inDigits = `${d} tháng ${m} năm ${y}`
  return { line: text.replace(written, inDigits), words: written, digits: inDigits }
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string | undefined>

function assemble(parts: Parts, zone?: string): ReadDate | undefined {
  const two = (part: string | undefined) => (part ?? '0').padStart(2, '0')
  const { year, month, day, hour, minute, second } = parts
  const written = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${zone ?? vietnam}`
  if (!isMoment(written)) return undefined
  const moment = zone && zone !== vietnam ? inVietnam(Date.parse(written)) : written
  return { moment, hasTime: hour !== undefined, hasZone: zone !== undefined }
}

function of24(hour: string | undefined, half: string | undefined): string | undefined {
  const h = Number(hour)
  const part = half?.toLowerCase()
  if (!part || part === 'sáng' || h > 12) return hour
  if (part === 'trưa') return String(h < 3 ? h + 12 : h)
  if (part === 'đêm') return String(h === 12 ? 0 : h > 8 ? h + 12 : h)
  return String((h % 12) + (/^(?:p|ch|chiều|tối)/.test(part) ? 12 : 0))
}

function offset(zone: string): string {
  if (/^z$/i.test(zone)) return 'Z'
  const [, sign, hours = '', minutes = '00'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? []
  return `${sign}${hours.padStart(2, '0')}:${minutes}`
}

function inVietnam(milliseconds: number): string {
  return new Date(milliseconds + 7 * 3_600_000).toISOString().replace(/\.\d+Z$/, vietnam)
}
