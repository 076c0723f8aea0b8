import { isMoment } from './date.ts'

/** A date as a page tells it. */
export interface ReadDate {
  /** ISO 8601 with offset; midnight where the page tells no time. */
  moment: string
  hasTime: boolean
  /** Whether the page itself named the offset from UTC. */
  hasZone: boolean
  /** Whether day and month could be the other way round. */
  unsure?: boolean
}

const vietnam = '+07:00'
const time = String.raw`(?<hour>\d{1,2})\s*(?::|h|giờ|g)\s*(?<minute>\d{2}(?!\d)|\d(?=\s*phút))(?::(?<second>\d{2}))?\s*(?:phút)?\s*(?<half>[AP]M|SA|CH)?`
const numbers = String.raw`(?<day>\d{1,2})\s*(?<separator>[/.-])\s*(?<month>\d{1,2})\s*\k<separator>\s*(?<year>\d{4})(?!\d)`
const words = String.raw`(?<day>\d{1,2})\s+tháng\s+(?<month>\d{1,2})(?:,?\s+năm|,)\s+(?<year>\d{4})(?!\d)`
const between = String.raw`[\s,|()–-]*(?:lúc|ngày|thứ\s[^\s,]+|chủ nhật|(?:GMT|UTC)\s*\+\s*0?7(?::?00)?)?[\s,|()–-]*(?:ngày)?[\s,|()–-]*`

/** With the time first, last, or not at all; the first form that a text holds counts. */
const forms = [
  ...[numbers, words].map((date) => `(?<![\\d/.-])${date}${between}${time}`),
  ...[numbers, words].map((date) => `(?<!\\d)${time}${between}${date}`),
  ...[numbers, words].map((date) => `(?<![\\d/.-])${date}`),
].map((form) => new RegExp(form, 'iu'))

/**
 * Reads a date as Vietnamese newspapers print it, or as machines write it.
 *
 * @param text as in `Thứ Sáu, 07/09/2018, 08:09 (GMT+7)` or `2018-09-07T08:09:00Z`
 * @returns undefined where the text holds no day that the calendar has
 */
export function readDate(text: string): ReadDate | undefined {
  const line = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  return readIso(line) ?? readAmerican(line) ?? readPrinted(line) ?? readRfc(line)
}

function readIso(text: string): ReadDate | undefined {
  const parts =
    /(?<![\d/.-])(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{1,2}(?!\d))?)?/i.exec(
      text,
    )
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, zone] = parts
  return assemble({ year, month, day, hour, minute, second }, zone && offset(zone))
}

/** `9/7/2018 8:09:00 AM`, which old ASP.NET sites print: the month stands first where it can. */
function readAmerican(text: string): ReadDate | undefined {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) ([AP]M)$/i.exec(text)
  if (!parts) return undefined
  const [, first, second, year, hour, minute, seconds, half] = parts
  const monthFirst = Number(first) <= 12
  const [month, day] = monthFirst ? [first, second] : [second, first]
  const read = assemble({ year, month, day, hour: of24(hour, half), minute, second: seconds })
  return read && { ...read, unsure: monthFirst && Number(second) <= 12 && first !== second }
}

function readPrinted(text: string): ReadDate | undefined {
  for (const form of forms) {
    const groups = form.exec(text)?.groups
    if (!groups) continue
    const { year, month, day, hour, minute, second, half } = groups
    const read = assemble({ year, month, day, hour: of24(hour, half), minute, second })
    if (read) return read
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
  if (hour === undefined || !half) return hour
  const afternoon = /^(?:PM|CH)$/i.test(half)
  return String(Number(hour) > 12 ? Number(hour) : (Number(hour) % 12) + (afternoon ? 12 : 0))
}

function offset(zone: string): string {
  if (/^z$/i.test(zone)) return 'Z'
  const [, sign, hours = '', minutes = '00'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? []
  return `${sign}${hours.padStart(2, '0')}:${minutes}`
}

function inVietnam(milliseconds: number): string {
  return new Date(milliseconds + 7 * 3_600_000).toISOString().replace(/\.\d+Z$/, vietnam)
}
