/*
 * What is written short and said in full, so that a voice reads it as a Vietnamese reader would. No look-behind: Safari
 * knows none before 16.4, and the whole tool would be lost there.
 */

/** Words as they are written, and as they are said. Where one begins with another, the longer stands first. */
const abbreviations: Readonly<Record<string, string>> = {
  'T\\.Ư,?': 'Trung ương',
  'TP\\. ?HCM|TPHCM': 'Thành phố Hồ Chí Minh',
  'TP\\.': 'thành phố',
  UBND: 'Ủy ban nhân dân',
  HĐND: 'Hội đồng nhân dân',
  TAND: 'Tòa án nhân dân',
  VKSND: 'Viện kiểm sát nhân dân',
  MTTQ: 'Mặt trận Tổ quốc',
  ĐBQH: 'đại biểu Quốc hội',
  LĐLĐ: 'Liên đoàn Lao động',
  'GD ?& ?ĐT': 'Giáo dục và Đào tạo',
  'NN ?& ?PTNT': 'Nông nghiệp và Phát triển nông thôn',
  'KT-XH': 'kinh tế xã hội',
  THCS: 'trung học cơ sở',
  THPT: 'trung học phổ thông',
  BHXH: 'bảo hiểm xã hội',
  BHYT: 'bảo hiểm y tế',
  CSGT: 'cảnh sát giao thông',
  HTX: 'hợp tác xã',
  TTXVN: 'Thông tấn xã Việt Nam',
  'PGS\\. ?TS\\.?': 'Phó giáo sư Tiến sĩ',
  'PGS\\.?': 'Phó giáo sư',
  'GS\\.?': 'Giáo sư',
  'ThS\\.?': 'Thạc sĩ',
  'TS\\.?': 'Tiến sĩ',
}

/** Units after a number. Where one begins with another, the longer stands first. */
const units: Readonly<Record<string, string>> = {
  '%': 'phần trăm',
  '°C': 'độ C',
  'km/h': 'ki lô mét giờ',
  'km²|km2': 'ki lô mét vuông',
  km: 'ki lô mét',
  'm²|m2': 'mét vuông',
  'm³|m3': 'mét khối',
  cm: 'xăng ti mét',
  mm: 'mi li mét',
  m: 'mét',
  kg: 'ki lô gam',
  ha: 'héc ta',
  kWh: 'ki lô oát giờ',
  h: 'giờ',
  USD: 'đô la Mỹ',
}

/** What numbers in Roman letters stand after. */
const numbered = 'khóa|khoá|thế kỷ|chương|phần|tập|quý|kỳ|hạng|lần thứ|đại hội'

const notInWord = '(^|[^\\p{L}\\p{N}])'
const wordEnds = '(?![\\p{L}\\p{N}])'

type Rule = [written: RegExp, said: string | ((...found: string[]) => string)]

const rules: readonly Rule[] = [
  // Dates: with a year anywhere, unless it is longer, as a telephone's number is; without one after the word for a day.
  [/(^|[^\d.]|\D\.)(?:ngày )?0?(\d{1,2})[/.-]0?(\d{1,2})[/.-](\d{4})(?!\d)/gi, '$1ngày $2 tháng $3 năm $4'],
  [/(ngày|sáng|trưa|chiều|tối|đêm) 0?(\d{1,2})[/-]0?(\d{1,2})(?![\d/])/gi, '$1 $2 tháng $3'],
  [/(tháng) 0?(\d{1,2})[/-](\d{4})(?!\d)/gi, '$1 $2 năm $3'],
  // Times.
  [/0?(\d{1,2})[h:](?=\d\d(?!\d))0?(\d{1,2})/g, '$1 giờ $2 phút'],
  // A dot in a number is no decimal point.
  [/\d{1,3}(?:\.\d{3})+(?!\d)/g, (number) => number.replace(/\./g, '')],
  ...Object.entries(units).map(
    ([written, said]): Rule => [new RegExp(`(\\d) ?(?:${written})${wordEnds}`, 'gu'), `$1 ${said}`],
  ),
  // Of an amount: so much for each.
  [/(đồng|người|lượt|tấn|tạ|kg|ki lô gam|lít|Mỹ)\/(?=\p{L})/gu, '$1 một '],
  ...Object.entries(abbreviations).map(
    ([written, said]): Rule => [new RegExp(`${notInWord}(?:${written})${wordEnds}`, 'gu'), `$1${said}`],
  ),
  [/\bQL(?=\d)/g, 'quốc lộ '],
  [
    new RegExp(`((?:${numbered}) )([IVXLC]+)${wordEnds}`, 'giu'),
    (all, before, roman) => (/^[IVXLC]+$/.test(roman) ? before + romanNumber(roman) : all),
  ],
]

/** Written in Roman letters: `XIV` is 14. */
function romanNumber(roman: string): number {
  const values: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 }
  const digits = Array.from(roman, (letter) => values[letter] ?? 0)
  return digits.reduce((sum, digit, i) => sum + (digit < (digits[i + 1] ?? 0) ? -digit : digit), 0)
}

/** A text as it is said. */
export const spoken = (text: string): string =>
  rules.reduce((said, [written, full]) => said.replace(written, full as string), text)

/** The lines of a poem, which are said one by one. */
export const lines = (text: string): RegExpMatchArray[] => [...text.matchAll(/\S[^\n]*/g)]

/** A sentence in parts that Chrome's voices finish: cut at a semicolon, colon or comma, at a space where there is none. */
export const parts = (sentence: string): string[] =>
  sentence.match(/.{1,200}$|.{0,199}[;:,](?=\s)|.{1,200}(?=\s)/gs) ?? []
