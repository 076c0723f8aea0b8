import { key, line } from './html/dom.ts'

/**
 * Reads a byline.
 *
 * @param text as in `Bài, ảnh: Bình Duyên - Vũ An` or `Theo TTXVN`
 * @returns people, and the agency where it names one
 */
export function readByline(text: string, site?: string): { authors: string[]; agency?: string } {
  const bare = line(text)
    .replace(/\S+@\S+/g, '')
    .replace(/^(?:(?:tin|bài|ảnh|tác giả|thực hiện|người viết|by)(?:\s*(?:,|và|&|-|\/)\s*|\s*(?=:)))+:?\s*/i, '')
    .replace(/^(?:tác giả|thực hiện|bởi|by)\s*:?\s+/i, '')
    .replace(/\s*\((?:thực hiện|tổng hợp|lược ghi|ghi|dịch|t\/h|th|biên dịch)\)\s*$/i, '')
    .replace(/\s*[(/–-]?\s*(?:ảnh|đồ họa|video)\s*:.*$/i, '')
  const agency = /^\(?theo\s+(.+?)\)?$/i.exec(bare)?.[1]
  if (agency) return { authors: [], agency }
  const named = splitNames(bare)
  const authors = named.filter((name) => isPerson(name, site))
  const other = named.find((name) => !isPerson(name, site) && /TTXVN|Báo|\.vn$/.test(name))
  return { authors, ...(other && { agency: other }) }
}

/** The names of a byline, one by one. */
export function splitNames(text: string): string[] {
  return text
    .split(/\s+[–—-]\s*|\s*[–—]\s*|\s*[,;/&|]\s*|\s+và\s+/)
    .map((name) => name.replace(/^[\s(*.]+|[\s)*.:]+$/g, ''))
    .filter(Boolean)
}

/** Whether a text looks like a person's name, and not like the paper's. */
export function isPerson(name: string, site?: string): boolean {
  if (site && (key(name) === key(site) || key(name) === key(site.replace(/^báo\s+/i, '')))) return false
  if (/\.(?:vn|com|net|org)\b|https?:|@|\d/i.test(name)) return false
  if (
    /^(?:báo|tạp chí|đài|tòa soạn|ban biên tập|bbt|admin|administrator|theo|nhóm|cổng|trang|ban|phòng|nguồn|ảnh)(?:\s|$)/iu.test(
      name,
    )
  )
    return false
  if (
    /^(?:TTXVN|VTV|VOV|TTO|PLO|VnExpress|VietnamPlus|Vietnamnet|Tuổi Trẻ Online|Dân Trí|Thanh Niên|Znews|Zing|PV|CTV|SGGP|AFP|Reuters|AP|BTV)\b/i.test(
      name,
    )
  )
    return false
  const words = name.split(' ')
  return name.length >= 2 && words.length <= 6 && words.every((word) => /^\p{Lu}/u.test(word))
}
