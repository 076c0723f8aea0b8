import { trimBoth } from '../vietnamese/trim.ts'
import { key, line } from './html/dom.ts'

/** What a byline tells of who made an article. */
export interface Byline {
  authors: string[]
  /** Where it comes from: an agency, another paper. */
  agency?: string
  /** Where it was written, as in `Minh An (Mèo Vạc)`. */
  place?: string
  tags?: string[]
  /** Whether every word of it is told by the fields above or by a label; else the line says more. */
  isWhole: boolean
  /** Whether a label or a form of the press says that it is a byline. */
  isLabelled: boolean
}

/** A longer line is a sentence; what reads it is quadratic nowhere, but it would read in vain. */
const longest = 160

type Role = 'author' | 'other' | 'source' | 'tags'

const roles: Readonly<Record<string, Role>> = Object.fromEntries<Role>([
  ...entries(
    'author',
    'tin|bài|bài viết|tác giả|thực hiện|người thực hiện|nhóm thực hiện|người viết|viết|nội dung|ghi|lược ghi|ghi chép|tường thuật|dịch|biên dịch|lược dịch|người dịch|tổng hợp|thơ|lời|by|text|phóng viên|pv|nhóm phóng viên|nhóm pv|phóng sự|ký',
  ),
  ...entries(
    'other',
    'ảnh|hình|hình ảnh|photo|photos|video|clip|đồ họa|đồ hoạ|infographic|thiết kế|trình bày|minh họa|minh hoạ|tranh|quay phim|dựng phim|dựng|kỹ thuật|kĩ thuật|biên tập|âm nhạc|nhạc|giọng đọc',
  ),
  ...entries('source', 'nguồn|theo|source|nguồn tin|trích'),
  ...entries('tags', 'từ khóa|từ khoá|tags|tag|chủ đề|thẻ'),
])

function entries<const T extends string>(role: T, names: string): [string, T][] {
  return names.split('|').map((name) => [name, role])
}

/** What somebody did with a text, in brackets behind the name. */
const deeds =
  /^(?:thực hiện|tổng hợp|lược ghi|ghi|dịch|lược dịch|biên dịch|t\/h|th|tổng hợp và biên dịch|tổng hợp, biên dịch|sưu tầm|ct|chuyển ngữ|tường thuật|ảnh|tin|bài|tin và ảnh|bài và ảnh)$/iu

/**
 * Reads a byline as Vietnamese papers set it: `Bài, ảnh: Bình Duyên - Vũ An`, `Minh An (theo TTXVN)`, `Nguồn: Báo A`.
 *
 * @param site the paper's own name, which is no author
 */
export function readByline(text: string, site?: string): Byline {
  const words = line(text).split(' ')
  const mail = words.filter((word) => /^\(?[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}\)?$/.test(word))
  const bare = trimBoth(words.filter((word) => !mail.includes(word)).join(' '), /[*_|\s]/)
  const none: Byline = { authors: [], isWhole: false, isLabelled: false }
  if (bare === '' || bare.length > longest) return none
  const inner =
    bare.startsWith('(') && bare.endsWith(')') && bare.indexOf(')') === bare.length - 1
      ? bare.slice(1, -1).trim()
      : bare
  const parts = labelled(inner)
  if (parts.some(({ role }) => role === undefined)) return none
  const byline: Byline = {
    authors: [],
    isWhole: mail.length === 0,
    isLabelled: parts.some(({ label }) => label !== ''),
  }
  for (const { label, role, value } of parts) {
    if (role === 'tags') Object.assign(byline, tagsOf(value))
    else if (role === 'source' && value !== '') byline.agency ??= trimBoth(value, /[.\s]/)
    else if (role === 'other') byline.isWhole = false
    else addNames(byline, label, value, site)
  }
  const isSomething = byline.authors.length > 0 || byline.agency !== undefined || byline.tags !== undefined
  return isSomething
    ? byline
    : { ...none, ...(byline.isLabelled && parts.every(({ role }) => role === 'tags') && { tags: [] }) }
}

interface Part {
  /** As it is written; empty for names without one. */
  label: string
  role: Role | undefined
  value: string
}

/** Parts `Bài: A - Ảnh: B` at its labels. A colon behind other words makes a sentence of the line: its role is undefined. */
function labelled(text: string): Part[] {
  const theo = /^theo:?\s+(?=\S)/i.exec(text)
  if (theo)
    return [
      isSourceName(text.slice(theo[0].length))
        ? { label: 'theo', role: 'source', value: text.slice(theo[0].length) }
        : { label: '', role: undefined, value: text },
    ]
  const pieces = text.split(':')
  const parts: Part[] = []
  let label = ''
  let role: Part['role'] = 'author'
  for (const [i, piece] of pieces.entries()) {
    const isLast = i === pieces.length - 1
    // The label of the next value stands at the end of this one.
    const {
      before,
      label: next,
      role: nextRole,
    } = isLast ? { before: piece, label: '', role: undefined } : labelAtEnd(piece)
    if (!isLast && nextRole === undefined && !/^\/\//.test(pieces[i + 1] ?? ''))
      return [{ label: '', role: undefined, value: text }]
    const value = trimBoth(before, /[\s|;,/–—-]/)
    if (!isLast && nextRole === undefined) {
      parts.push({ label, role, value: `${value}:${pieces.slice(i + 1).join(':')}`.trim() })
      return parts
    }
    if (value !== '' || label !== '') parts.push({ label, role, value })
    if (!isLast) {
      label = next
      role = nextRole
    }
  }
  return parts
}

const joints = /[,&/|+–-]| và /i

function labelAtEnd(piece: string): { before: string; label: string; role: Part['role'] } {
  const words = piece.trim().split(' ')
  // The longest run of labels and what joins them: "Bài và ảnh", "Tin, ảnh".
  for (let from = Math.max(0, words.length - 8); from < words.length; from++) {
    const label = trimBoth(words.slice(from).join(' '), /[\s|;,(/–—-]/)
    const kinds = label
      .toLowerCase()
      .split(joints)
      .map((name) => roles[name.trim()])
    if (kinds.length > 0 && kinds.every((kind) => kind !== undefined)) {
      const role = kinds.includes('author') ? 'author' : kinds[0]
      return { before: words.slice(0, from).join(' '), label, role }
    }
  }
  return { before: piece, label: '', role: undefined }
}

function tagsOf(value: string): Pick<Byline, 'tags' | 'isWhole'> {
  const tags = value
    .split(/[,;|#]/)
    .map((tag) => tag.trim())
    .filter(Boolean)
  // Without a sign between them nobody knows where one ends.
  const isList = tags.length > 1 || (tags[0] ?? '').split(' ').length <= 3
  return { tags: isList ? tags : [], isWhole: isList }
}

function addNames(byline: Byline, label: string, value: string, site: string | undefined): void {
  const { outside, brackets } = withoutBrackets(value)
  for (const inside of brackets.flatMap((text) => (/theo\s/i.test(text) ? text.split(/, ?/) : [text]))) {
    const source = /^theo (.+)$/i.exec(inside)?.[1]
    if (source) byline.agency ??= source
    else if (deeds.test(inside) || noName.test(inside)) byline.isLabelled = true
    else if (isAgency(inside)) byline.agency ??= inside
    else if (isPlaceLike(inside)) byline.place ??= inside.replace(/^từ /i, '')
    else byline.isWhole = false
  }
  if (label === '' && isAgency(outside) && !outside.includes(',')) {
    byline.agency ??= outside
    byline.isLabelled = true
    return
  }
  const [head = '', tail] = outside.split(/ theo /i)
  if (tail) byline.agency ??= tail
  const bare = head
    .replace(/^(?:phóng viên|cộng tác viên|pv|ctv|btv) (?=\p{Lu})/iu, '')
    .replace(/ (?:tổng hợp|lược ghi|ghi|biên dịch|lược dịch|dịch|thực hiện)$/iu, '')
  for (const name of splitNames(bare)) {
    if (isPerson(name, site)) byline.authors.push(name)
    else if (isAgency(name)) byline.agency ??= name
    else byline.isWhole = false
  }
  byline.authors = [...new Set(byline.authors)]
}

function withoutBrackets(text: string): { outside: string; brackets: string[] } {
  const brackets: string[] = []
  let outside = ''
  for (const [i, piece] of text.split('(').entries()) {
    const end = i === 0 ? -1 : piece.indexOf(')')
    if (i > 0) brackets.push((end < 0 ? piece : piece.slice(0, end)).trim())
    outside += i === 0 ? piece : end < 0 ? '' : ` ${piece.slice(end + 1)}`
  }
  return { outside: outside.replace(/ {2,}/g, ' ').trim(), brackets: brackets.filter(Boolean) }
}

/** The names of a byline, one by one. */
export function splitNames(text: string): string[] {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ?[–—,;/&|] ?| - ?| và /g, '\n')
    .split('\n')
    .map((name) =>
      trimBoth(name, /[\s(*)]/)
        .replace(/^\.|[.:]$/g, '')
        .trim(),
    )
    .filter(Boolean)
}

const agencies =
  /^(?:TTXVN|TTX|VTV\d?|VOV\d?|TTO|PLO|NLĐO|VnExpress|VietnamPlus|Vietnam\+|VietNamNet|Vietnamnet|Tuổi Trẻ|Dân Trí|Dân Việt|Thanh Niên|Tiền Phong|Lao Động|Nhân Dân|Znews|Zing|SGGP|QĐND|CAND|HNM|NDO|VGP|AFP|Reuters|AP|BBC|CNN|Xinhua|Tân Hoa Xã|Kyodo|Yonhap|Bloomberg|Sputnik|TASS|DPA|EFE|NYT|Guardian|Internet)(?=$|[\s/,.&+(-])/i
const organisation =
  /^(?:báo|tạp chí|đài|tòa soạn|toà soạn|ban|bbt|admin|administrator|nhóm|cổng|trang|phòng|sở|bộ|hội|viện|trường|đại học|học viện|trung tâm|công ty|tập đoàn|ủy ban|uỷ ban|ubnd|liên đoàn|đoàn|đội|câu lạc bộ|clb|chi cục|cục|tổng cục|thông tấn xã|huyện|xã|tỉnh|thành phố|tp|quận|phường|thị trấn|thị xã|bản tin|website|fanpage)(?=[\s.]|$)/iu
const noName =
  /^(?:pv|ctv|btv|p\.v|phóng viên|cộng tác viên|theo|nguồn|ảnh|tin|bài|video|hết|xem thêm|tổng hợp|còn nữa)(?=\s|$)/iu

const isAgency = (text: string): boolean =>
  agencies.test(text) ||
  /^(?:báo|tạp chí|đài|cổng|trang|thông tấn xã|bản tin)\s\p{L}/iu.test(text) ||
  /^[\w.-]+\.(?:vn|com|net|org)$/i.test(text)

/** Provinces and lands: they are written like people, and stand in score lines and datelines. */
const places = new Set(
  'Việt Nam|Thái Lan|Lào|Campuchia|Trung Quốc|Hàn Quốc|Nhật Bản|Triều Tiên|Ấn Độ|Indonesia|Malaysia|Singapore|Philippines|Myanmar|Mỹ|Hoa Kỳ|Anh|Pháp|Đức|Nga|Ukraine|Ý|Tây Ban Nha|Bồ Đào Nha|Hà Lan|Australia|Úc|Brazil|Argentina|Israel|Iran|Qatar|UAE|Hà Nội|Huế|Đà Nẵng|Hải Phòng|Cần Thơ|Sài Gòn|Hồ Chí Minh|An Giang|Bà Rịa|Vũng Tàu|Bắc Giang|Bắc Kạn|Bạc Liêu|Bắc Ninh|Bến Tre|Bình Định|Bình Dương|Bình Phước|Bình Thuận|Cà Mau|Cao Bằng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Tĩnh|Hải Dương|Hậu Giang|Hòa Bình|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Long An|Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái'
    .split('|')
    .map(key),
)

/** Whether a text is a province or a land, as datelines have it. */
export const isPlace = (text: string): boolean => places.has(key(text))

const isCapital = (word: string) => /^\p{Lu}/u.test(word)

/** Whether words in brackets behind a name are where it was written. */
const isPlaceLike = (text: string): boolean =>
  places.has(key(text)) ||
  (/^(?:từ\s)?\p{Lu}/u.test(text) &&
    text.split(' ').length <= 4 &&
    !organisation.test(text) &&
    text
      .replace(/^từ\s/i, '')
      .split(/[ ,-]+/)
      .every(isCapital))

/** Whether what stands behind `Theo` is a source, and not the beginning of a sentence. */
function isSourceName(text: string): boolean {
  if (text.length > 80 || /[!?;:]|[.…]$/.test(text.replace(/^https?:/, ''))) return false
  // A name has capitals; a sentence that begins with one has few.
  if (/^\p{Lu}/u.test(text) && !/,/.test(text)) {
    const all = text.split(/[ /&]+/).filter(Boolean)
    if (all.length <= 6 && all.filter(isCapital).length * 2 >= all.length) return true
  }
  const small =
    /^(?:và|của|the|of|báo|tạp|chí|đài|trang|cổng|thông|tin|tấn|xã|điện|tử|bản|mạng|tiếng|nói|truyền|hình|phát|thanh|online|plus|tổng|hợp)$/i
  const words = text
    .replace(/[()/,&+|-]/g, ' ')
    .split(' ')
    .filter(Boolean)
  return (
    words.length <= 10 &&
    words.every((word) => isCapital(word) || small.test(word) || /^[\d.]+$|\.(?:vn|com|net|org)/.test(word))
  )
}

const title =
  /^(?:(?:PGS|GS|TS|ThS|Th\.S|BS|CKI|CKII|KTS|LS|NSND|NSƯT|ĐBQH)\.?\s*|(?:giáo sư|phó giáo sư|tiến sĩ|thạc sĩ|bác sĩ|luật sư|kiến trúc sư|nhà báo|nhà văn|nhà thơ|nhạc sĩ|họa sĩ|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy|trung úy)\s)+/iu

/** Whether a text looks like a person's name, and not like the paper's, an agency's or a place's. */
export function isPerson(name: string, site?: string): boolean {
  if (site && (key(name) === key(site) || key(name) === key(site.replace(/^báo\s+/i, '')))) return false
  if (name.length > 60 || /\.(?:vn|com|net|org)\b|https?:|@|[\d!?…“”"]/i.test(name)) return false
  if (organisation.test(name) || noName.test(name) || isAgency(name) || places.has(key(name))) return false
  const words = name.replace(title, '').trim().split(' ')
  return name.length >= 2 && words.length <= 6 && words.every(isCapital)
}
