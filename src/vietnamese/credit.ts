/** A caption and, where one is named, who made the picture. */
export interface CaptionAndCredit {
  caption: string
  credit?: string
}

const creditLabel = /\(?(?:Nguồn ảnh|Ảnh|Tranh|Đồ họa)\s?:/gu

/**
 * Parts a press caption from the credit that it ends with.
 *
 * @param text as in `Việc kiểm tra hồ sơ. Ảnh: Dương Hà`
 * @returns the caption as it stands before the credit; the whole text where there is no credit
 */
export function splitCredit(text: string): CaptionAndCredit {
  const caption = text.trim()
  for (const label of caption.matchAll(creditLabel)) {
    const after = caption.slice(label.index + label[0].length).trim()
    const credit = after.endsWith(')') ? after.slice(0, -1).trim() : after
    if (credit !== '' && !/[()]/.test(credit)) return { caption: caption.slice(0, label.index).trimEnd(), credit }
  }
  return { caption }
}
