/** The offset of Viet Nam's clocks from UTC; there is no summer time. */
export const utcOffset = '+07:00'
const offsetHours = 7

const isoWithOffset = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})$/

/**
 * Whether a text is a moment in the profile that articles use: ISO 8601, to the minute or second, with its offset.
 *
 * @param text as in `2018-09-07T08:09:00+07:00`
 * @returns false for a day that no calendar has (30 February), too
 */
export function isMoment(text: string): boolean {
  const parts = isoWithOffset.exec(text)
  if (!parts) return false
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0))
  // Date.UTC rolls over what does not exist; what comes back differs from what went in.
  const back = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second))
  const same = back.toISOString().startsWith(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}`)
  return same && !Number.isNaN(Date.parse(text))
}

/** Whether a text is a whole day, as in `2018-09-07`, that the calendar has. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isMoment(`${text}T00:00:00Z`)
}

/** The parts of a moment on a clock in Viet Nam. */
export interface LocalTime {
  year: number
  /** 1–12 */
  month: number
  day: number
  hour: number
  minute: number
  /** 0 is Sunday. */
  weekday: number
}

/**
 * Reads a moment off a clock in Viet Nam.
 *
 * @param moment ISO 8601 with offset
 */
export function localTime(moment: string): LocalTime {
  const shifted = new Date(Date.parse(moment) + offsetHours * 3_600_000)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    weekday: shifted.getUTCDay(),
  }
}

/**
 * A moment as articles write it, to the minute.
 *
 * @param milliseconds since 1970
 * @returns as in `2018-09-07T08:09:00+07:00`
 */
export function isoInVietnam(milliseconds: number): string {
  const there = new Date(milliseconds + offsetHours * 3_600_000)
  return `${there.toISOString().slice(0, 16)}:00${utcOffset}`
}

const weekdays = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy']
const two = (n: number) => String(n).padStart(2, '0')

/**
 * A moment as Vietnamese newspapers print it. Assembled by hand: `Intl` prints another order,
 * and its words move with the ICU version, so the same input would not stay the same bytes.
 *
 * @param moment ISO 8601 with offset
 * @returns as in `Thứ Sáu, 07/09/2018, 08:09 (GMT+7)`
 */
export function pressDate(moment: string): string {
  const t = localTime(moment)
  return `${weekdays[t.weekday]}, ${shortDate(moment)}, ${two(t.hour)}:${two(t.minute)} (GMT+${offsetHours})`
}

/**
 * A moment as lists print it.
 *
 * @param moment ISO 8601 with offset
 * @returns as in `08:09, 07/09/2018`
 */
export function pressTime(moment: string): string {
  const { hour, minute } = localTime(moment)
  return `${two(hour)}:${two(minute)}, ${shortDate(moment)}`
}

/**
 * The day alone, for lists.
 *
 * @param moment ISO 8601 with offset
 * @returns as in `07/09/2018`
 */
export function shortDate(moment: string): string {
  const { day, month, year } = localTime(moment)
  return `${two(day)}/${two(month)}/${year}`
}

/**
 * The moment that counts as now: `SOURCE_DATE_EPOCH` where it is set, the clock otherwise, so that a build can be
 * repeated to the byte.
 *
 * @param env `SOURCE_DATE_EPOCH` is in seconds since 1970 (https://reproducible-builds.org/specs/source-date-epoch/)
 * @returns milliseconds since 1970
 * @throws where the variable is set to something else than whole seconds
 */
export function now(env: Readonly<Record<string, string | undefined>> = process.env): number {
  const epoch = env.SOURCE_DATE_EPOCH
  if (epoch === undefined || epoch === '') return Date.now()
  if (!/^\d+$/.test(epoch)) throw new Error(`SOURCE_DATE_EPOCH is "${epoch}": write whole seconds, as in 1536282540`)
  return Number(epoch) * 1000
}

/**
 * Whether an article is published: no draft, and its date has come.
 *
 * @param moment milliseconds since 1970, as `now` gives them
 */
export function isOut(article: { draft: boolean; date: string }, moment: number): boolean {
  return !article.draft && Date.parse(article.date) <= moment
}
