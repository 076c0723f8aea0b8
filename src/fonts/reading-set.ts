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
