/** A caption and, where one is named, who made the picture. */
export interface CaptionAndCredit {
  caption: string
  credit?: string
}

const creditAtTheEnd = /^(?<caption>.*?)\s*\(?(?:Ảnh|Nguồn ảnh|Tranh|Đồ họa)\s*:\s*(?<credit>[^()]+?)\)?\s*$/su

/**
 * Parts a press caption from the credit that it ends with.
 *
 * @param text as in `Việc kiểm tra hồ sơ. Ảnh: Dương Hà`
 * @returns the caption as it stands before the credit; the whole text where there is no credit
 */
export function splitCredit(text: string): CaptionAndCredit {
  const parts = creditAtTheEnd.exec(text.trim())?.groups
  if (parts?.caption === undefined || parts.credit === undefined) return { caption: text.trim() }
  return { caption: parts.caption, credit: parts.credit }
}
