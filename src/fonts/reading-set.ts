/** Every letter of Vietnamese, both cases: the base vowels with their marks, each with five tones, and đ. */
function vietnameseLetters(): string {
  const tones = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
  const vowels = 'aăâeêioôơuưyAĂÂEÊIOÔƠUƯY'
  const letters = [...vowels].flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC')))
  return `${letters.join('')}đĐ`
}

function printableAscii(): string {
  return Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i)).join('')
}

/** The characters that the site's own faces carry: ASCII, Vietnamese, and what newspapers set. */
export const readingSet = `${printableAscii()}${vietnameseLetters()}\u00a0“”‘’…–—•·«»₫°×©§²³½±−€`

/** The letters of Western Europe came with the marks of Vietnamese. */
const westernLetters = Array.from({ length: 0x40 }, (_, i) => String.fromCharCode(0xc0 + i))

const drawn = new Set([...readingSet, ...westernLetters])

/** Letters and signs that Unicode takes for no form of another. */
const plainForms: Readonly<Record<string, string>> = {
  ...{ Ł: 'L', ł: 'l', Œ: 'OE', œ: 'oe', ı: 'i' },
  ...{ '→': '–', '≤': '<=', '≥': '>=', '≈': '~', '′': "'", '″': '"' },
}

/** Nothing where the faces have no form of a character. */
function plainForm(character: string): string {
  // ¾ after a digit would be read with it.
  const compatible = character
    .normalize('NFKC')
    .replace('\u2010', '-')
    .replace(/^(.*)\u2044/, ' $1/')
  const forms = [compatible, character.normalize('NFD').replace(/\p{M}/gu, ''), plainForms[character]]
  return forms.find((form) => form && [...form].every((c) => drawn.has(c))) ?? ''
}

/**
 * A text in the characters that the site's faces have: ₂ as 2, č as c. What has no such form is left out, where a
 * drawing would have a hole.
 */
export const inOwnCharacters = (text: string): string =>
  Array.from(text, (character) => (drawn.has(character) ? character : plainForm(character))).join('')
