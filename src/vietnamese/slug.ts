/**
 * Takes Vietnamese marks off: what search, quotes and slugs compare.
 *
 * @returns the text in NFC with plain letters; đ becomes d, which Unicode does not decompose
 */
export function foldMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .normalize('NFC')
}

/**
 * The part of an address that a name or a headline becomes.
 *
 * @returns `[a-z0-9-]*`, empty where the text has no letter and no digit
 */
export function slugify(text: string): string {
  return foldMarks(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** What makes two spellings one name: letters and marks, wherever in a word a mark stands (hòa, hoà). */
export const spellingKey = (name: string) =>
  name
    .normalize('NFD')
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/[\u0300-\u036f]/g, '') + (word.match(/[\u0300-\u036f]/g) ?? []).sort().join(''))
    .join(' ')
