import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type CardShape, cardShapes, drawCard, fittingSize, measureHeadline } from '../../src/metadata/share-card.ts'

const words =
  'Nêu cao vai trò gương mẫu của cán bộ, đảng viên trong thực hiện nghị quyết T.Ư 4 khóa XII về tăng cường xây dựng, chỉnh đốn Đảng; ngăn chặn, đẩy lùi sự suy thoái về tư tưởng'
const photo = 'content/articles/2018/neu-cao-vai-tro-guong-mau-cua-can-bo-dang-vien/ho-so.png'
const content = (length: number, withPhoto: boolean) => ({
  headline: words.slice(0, length).trim(),
  authors: ['Bình Duyên'],
  date: '2018-09-07T08:09:00+07:00',
  photo: withPhoto ? photo : undefined,
})

const draw = async (...card: Parameters<typeof drawCard>) => readFile(await drawCard(...card))

describe.each(Object.keys(cardShapes) as CardShape[])('%s', (shape) => {
  test.each([10, 40, 81, 120, 160])('a headline of %i characters fits its place', async (length) => {
    for (const withPhoto of [true, false]) {
      const card = content(length, withPhoto)
      const { headline, room } = await measureHeadline(card, shape, await fittingSize(card, shape))
      expect(headline.height).toBeLessThanOrEqual(room.height)
      expect(headline.width).toBeLessThanOrEqual(room.width)
      expect(headline.height, 'the headline is drawn').toBeGreaterThan(30)
    }
  })

  test('is a JPEG of its size under 300 KB, the same bytes every time', async () => {
    const first = await draw(content(81, true), shape)
    const { format, width, height } = await sharp(first).metadata()
    expect({ format, width, height }).toEqual({ format: 'jpeg', ...cardShapes[shape] })
    expect(first.length, `${shape} is ${first.length} B; at most 300,000`).toBeLessThan(300_000)
    expect((await draw(content(81, true), shape)).equals(first)).toBe(true)
  })

  test('has another name when anything on it changes', async () => {
    const hashes = await Promise.all(
      [content(81, true), content(70, true), content(81, false), { ...content(81, true), authors: ['Vũ An'] }].map(
        async (card) => drawCard(card, shape),
      ),
    )
    expect(new Set(hashes).size).toBe(4)
  })
})

test('every mark of Vietnamese is drawn: letters that differ only in a mark give different pictures', async () => {
  const letters = ['a', 'á', 'à', 'ả', 'ã', 'ạ', 'ă', 'ắ', 'â', 'ấ', 'đ', 'ơ', 'ớ', 'ư', 'ự', 'Ư']
  const drawn = letters.map(async (letter) => {
    const card = { headline: letter.repeat(12), authors: ['A'], date: '2018-09-07T08:09:00+07:00' }
    return (await draw(card, 'card')).toString('base64')
  })
  expect(new Set(await Promise.all(drawn)).size).toBe(letters.length)
})
