import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cardHash, cardSize, drawCard, fittingSize, measureHeadline } from '../../src/metadata/share-card.ts'
import { coloursOf } from '../../src/styles/colours.ts'

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

test('is a picture of its size, small enough for every chat, the same bytes every time', async () => {
  for (const [withPhoto, most, type] of [
    [true, 300_000, 'jpeg'],
    [false, 20_000, 'png'],
  ] as const) {
    const first = await drawCard(content(81, withPhoto))
    const { format, width, height } = await sharp(first).metadata()
    expect({ format, width, height }).toEqual({ format: type, ...cardSize })
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

test('a character that the faces lack is drawn in its plain form, or leaves no hole', async () => {
  const draw = (headline: string, author = 'A') =>
    drawCard({ headline, authors: [author], date: '2018-09-07T08:09:00+07:00' })
  expect(await draw('Giảm CO₂ → №5, Čapek', 'Łukasz')).toEqual(await draw('Giảm CO2 – No5, Capek', 'Lukasz'))
  expect(await draw('Covid\u201119 và 3¾%, ⅓')).toEqual(await draw('Covid-19 và 3 3/4%, 1/3'))
  expect(await draw('Người 日本 Nhật 🎌')).toEqual(await draw('Người Nhật'))
  const hole = await draw('日')
  for (const letter of 'ÀÖØßæñüÞÿ') expect((await draw(letter)).equals(hole), letter).toBe(false)
})

test('a byline of many long names leaves the headline its room', async () => {
  const names = ['Nguyễn Thị Hoàng Phương', 'Trần Đặng Minh Khuê', 'Lê Nguyễn Bảo Trân', 'Phạm Hoàng Gia Bảo']
  const card = { ...content(160, true), authors: names }
  const alone = await measureHeadline(content(160, true), 30)
  const together = await measureHeadline(card, await fittingSize(card))
  expect(together.room.height).toBeLessThan(alone.room.height - 30)
  expect(together.headline.height).toBeLessThanOrEqual(together.room.height)
  const more = { ...card, authors: [...names, 'Vũ An', 'Lê Bình'] }
  expect((await measureHeadline(more, 30)).room.height).toBeGreaterThanOrEqual(together.room.height)
})

const cardOf = (headline: string) => ({ headline, authors: ['A'], date: '2018-09-07T08:09:00+07:00', photo })

test.each([
  ['Thông tư 05/2021/TT-BTTTT quy định chế độ làm việc', '05/2021/TT-BTTTT'],
  ['Hỗ trợ mỗi hộ nghèo sẽ được 1.200 triệu đồng năm nay', '1.200 triệu'],
  ['Sáu năm thực hiện nghiêm túc Nghị quyết T.Ư 4 khóa XII', 'T.Ư 4'],
  ['Bóng đá và/hoặc cầu lông: chọn nam/nữ hay nam-nữ hỗn hợp', 'nam-nữ'],
])('no line of "%s" parts "%s"', async (headline, whole) => {
  for (const size of [60, 54, 48, 42, 38, 34, 30]) {
    const { headline: drawn } = await measureHeadline(cardOf(headline), size)
    expect(
      drawn.lines.some((text) => text.replaceAll('\u00a0', ' ').includes(whole)),
      drawn.lines.join('|'),
    ).toBe(true)
  }
})

test('one very long word is broken, and makes nothing smaller', async () => {
  const card = cardOf(`Nghe thử ${'a'.repeat(30)} nhé`)
  expect(await fittingSize(card)).toBe(60)
  const { headline, room } = await measureHeadline(card, 60)
  expect(headline.width).toBeLessThanOrEqual(room.width)
  expect(headline.lines).toContain('Nghe thử')
})

test('what nobody sees does not count', async () => {
  const plain = await drawCard(cardOf('Một hai ba'))
  expect((await drawCard(cardOf('Một\u00a0hai\u200b\u0007 ba'))).equals(plain)).toBe(true)
})

test('its ground is the page’s own', async () => {
  const { data, info } = await sharp(await drawCard({ ...cardOf('Một'), photo: undefined }))
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { ground } = coloursOf('light')
  const corner = [...data.subarray(0, info.channels)].map((value) => value.toString(16).padStart(2, '0')).join('')
  expect(Number.parseInt(corner.slice(0, 2), 16)).toBeCloseTo(Number.parseInt(ground.slice(1, 3), 16), -1)
})

test.each([
  ['the wordmark', 64],
  ['the byline', 526],
])('%s is as dark as ink, though its strokes are thin and its shades few', async (_, top) => {
  const card = await drawCard({ ...cardOf('Một'), photo: undefined })
  const line = sharp(card).extract({ left: 64, top, width: 600, height: 40 })
  const { channels } = await line.greyscale().stats()
  expect(channels[0]?.min).toBeLessThan(40)
})
