/**
 * Characters that no text holds: the controls, the line and paragraph separators of Unicode, halves of pairs, and what
 * Unicode keeps for itself. XML forbids most of them; one breaks every feed and sitemap that it reaches.
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
export const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]/

const whatTheyAre: Readonly<Record<string, string>> = {
  '\u000b': 'a vertical tab, as Word writes a line break',
  '\u000c': 'a page break',
  '\u2028': 'a line separator',
  '\u2029': 'a paragraph separator',
  '\u0085': 'a line break of other systems',
  '\u001f': 'an optional hyphen of Word',
  '\u001e': 'a hyphen of Word that does not break',
  '\u00ad': 'a soft hyphen',
}

/** As in `U+200B`. */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** As in `U+000B (a vertical tab, as Word writes a line break)`. */
export function nameOfCharacter(character: string): string {
  const code = codePoint(character)
  const what = whatTheyAre[character]
  return what ? `${code} (${what})` : code
}
