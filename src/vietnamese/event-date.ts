/** A date that a text begins with. */
export interface EventDate {
  /** How many characters of the text it takes. */
  length: number
  /** For `<time datetime>`, as precise as it was written; undefined where the calendar has no such day or hour. */
  datetime: string | undefined
}

const weekday = String.raw`(?:(?:thứ\s+\p{L}+|chủ\s+nhật),?\s+)?`
const clock = String.raw`(?<hour>\d{1,2})(?:[:hg]|\s*giờ\s*)(?<minute>\d{2})`
const digits = String.raw`${weekday}(?:ngày\s+)?(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})`
const words = String.raw`${weekday}(?:ngày\s+)?(?<day>\d{1,2})\s+tháng\s+(?<month>\d{1,2}),?(?:\s+năm)?\s+(?<year>\d{4})`

/** The longest first, so that a day is not read as its month. */
const patterns = [
  ...[digits, words].flatMap((day) => [
    String.raw`${clock}(?:\s*[|,]\s*|\s+)${day}`,
    String.raw`${day}(?:\s*[|,]\s*|\s+)${clock}`,
    day,
  ]),
  String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})`,
  String.raw`(?:tháng\s+)?(?<month>\d{1,2})[/.-](?<year>\d{4})`,
  String.raw`tháng\s+(?<month>\d{1,2}),?(?:\s+năm)?\s+(?<year>\d{4})`,
  String.raw`(?:năm\s+)?(?<year>\d{4})`,
  clock,
  // What follows must not be more of a number or a word: "2018/2019" is no year, "1975m" neither.
].map((form) => new RegExp(String.raw`^(?:${form})(?![\p{L}\p{N}]|[/.-]\d)`, 'iu'))

/**
 * Reads the date at the beginning of an event, in the forms of the Vietnamese press: `07/09/2018`,
 * `7 tháng 9 năm 2018`, `tháng 9/2018`, `năm 1975`, `08:09`, `08:09 | 07/09/2018`. Nothing is guessed: a day without a
 * year, an age or a season is no date.
 *
 * @returns undefined where the text begins with no such date
 * @see https://html.spec.whatwg.org/multipage/text-level-semantics.html#datetime-value
 */
export function dateAtStart(text: string): EventDate | undefined {
  for (const form of patterns) {
    const match = form.exec(text)
    if (match) return { length: match[0].length, datetime: datetimeOf(match.groups ?? {}) }
  }
  return undefined
}

function datetimeOf(parts: Record<string, string | undefined>): string | undefined {
  const [year, month, day, hour, minute] = ['year', 'month', 'day', 'hour', 'minute'].map((part) => parts[part])
  const two = (number: string) => number.padStart(2, '0')
  if (hour && minute && (Number(hour) > 23 || Number(minute) > 59)) return undefined
  const time = hour && minute && `${two(hour)}:${minute}`
  if (!year) return time
  if (!month) return year
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  if (Number(month) < 1 || Number(month) > 12 || (day && (Number(day) < 1 || Number(day) > last))) return undefined
  const date = [year, two(month), ...(day ? [two(day)] : [])].join('-')
  return time ? `${date}T${time}` : date
}
