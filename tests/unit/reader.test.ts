import { expect, test } from 'vitest'
import { find } from '../../src/reader/find.ts'
import { sentences } from '../../src/vietnamese/sentences.ts'
import { parts, spoken } from '../../src/vietnamese/spoken.ts'

const told = (text: string) => sentences(text).map(([sentence]) => sentence)

test('sentences end at a dot before a space, not within T.Ư or after TP.', () => {
  expect(told('Nghị quyết T.Ư 4. Một câu “nói”. Ở TP. Huế... Hết? Rồi')).toEqual([
    'Nghị quyết T.Ư 4.',
    'Một câu “nói”.',
    'Ở TP. Huế...',
    'Hết?',
    'Rồi',
  ])
  expect(told('  ')).toEqual([])
})

test('long sentences are cut at punctuation or a space, and lose nothing', () => {
  const sentence = `${'một hai ba bốn, '.repeat(40)}${'năm sáu bảy '.repeat(30)}hết`
  const cut = parts(sentence)
  expect(cut.join('')).toBe(sentence)
  expect(Math.max(...cut.map((part) => part.length))).toBeLessThanOrEqual(200)
  expect(cut[0]).toMatch(/,$/)
  expect(cut.every((part) => !/\S$/.test(part) || /(?:[,]|bảy|hết|năm|sáu)$/.test(part))).toBe(true)
})

test('says abbreviations as words', () => {
  expect(spoken('Nghị quyết T.Ư, 4 của UBND TP. Huế')).toBe('Nghị quyết Trung ương 4 của Ủy ban nhân dân thành phố Huế')
})

test('finds a marked passage again by its words', () => {
  const whole = 'Đầu bài. Câu này có hai lần. Giữa bài. Câu này có hai lần. Cuối bài.'
  const second = whole.lastIndexOf('Câu này')
  expect(find(whole, ['Câu này có hai lần.', 'Giữa bài. '])).toEqual([second, second + 19])
  expect(find(`Thêm một câu. ${whole}`, ['Giữa bài.', 'lần. '])).toEqual([43, 52])
  const quote = 'Đảng bộ thị trấn Tam Sơn hiện có 285 đảng viên, sinh hoạt ở 10 chi bộ.'
  const corrected = `Mở. ${quote.replace('285', '290')} Đóng.`
  const place = find(corrected, [quote, 'Mở. '])
  expect(place && corrected.slice(...place)).toBe(quote.replace('285', '290'))
  expect(find('Bài khác hẳn.', [quote, ''])).toBeUndefined()
})
