import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cardHash, cardSize, drawCard, fittingSize, measureHeadline } from '../../src/metadata/share-card.ts'

const words =
  'Nêu cao vai trò gương mẫu của cán bộ, đảng viên trong thực hiện nghị quyết T.Ư 4 khóa XII về tăng cường xây dựng, chỉnh đốn Đảng; ngăn chặn, đẩy lùi sự suy thoái về tư tưởng'
const photo = { file: 'src/desk/examples/hinh-1.jpg', hash: 'a' }
const content = (length: number, withPhoto: boolean) => ({
  headline: words.slice(0, length).trim(),
  authors: ['Bình Duyên'],
  date: '2018-09-07T08:09:00+07:00',
  photo: withPhoto ? photo : undefined,
})

test.each([10, 40, 81, 120, 160])('a headline of %i characters fits its place', async (length) => {
  for (const withPhoto of [true, false]) {
    const card = content(length, withPhoto)
    const { headline, room } = await measureHeadline(card, await fittingSize(card))
    expect(headline.height).toBeLessThanOrEqual(room.height)
    expect(headline.width).toBeLessThanOrEqual(room.width)
    expect(headline.height, 'the headline is drawn').toBeGreaterThan(30)
  }
})

test('is a JPEG of its size, small enough for every chat, the same bytes every time', async () => {
  for (const [withPhoto, most] of [
    [true, 300_000],
    [false, 30_000],
  ] as const) {
    const first = await drawCard(content(81, withPhoto))
    const { format, width, height } = await sharp(first).metadata()
    expect({ format, width, height }).toEqual({ format: 'jpeg', ...cardSize })
    expect(first.length, `the card is ${first.length} B; at most ${most}`).toBeLessThan(most)
    expect((await drawCard(content(81, withPhoto))).equals(first)).toBe(true)
  }
})

test('has another name when anything on it changes', async () => {
  const cards = [
    content(81, true),
    content(70, true),
    content(81, false),
    { ...content(81, true), authors: ['Vũ An'] },
    { ...content(81, true), photo: { ...photo, hash: 'other' } },
  ]
  expect(new Set(await Promise.all(cards.map(cardHash))).size).toBe(cards.length)
})

test('every mark of Vietnamese is drawn: letters that differ only in a mark give different pictures', async () => {
  const letters = ['a', 'á', 'à', 'ả', 'ã', 'ạ', 'ă', 'ắ', 'â', 'ấ', 'đ', 'ơ', 'ớ', 'ư', 'ự', 'Ư']
  const drawn = letters.map(async (letter) => {
    const card = { headline: letter.repeat(12), authors: ['A'], date: '2018-09-07T08:09:00+07:00' }
    return (await drawCard(card)).toString('base64')
  })
  expect(new Set(await Promise.all(drawn)).size).toBe(letters.length)
})
