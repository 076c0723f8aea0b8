import { describe, expect, test } from 'vitest'
import { meant } from '../../src/reader/near-words.ts'
import { knownWords, searchIndex } from '../../src/search/index-parts.ts'
import { bestPassage, hasPhrase } from '../../src/search/passage.ts'
import { plainParagraphs } from '../../src/search/plain-text.ts'
import { readQuery } from '../../src/search/query.ts'
import { likeness, listsNamed, rank } from '../../src/search/rank.ts'
import { packNumbers, partOf, unpackNumbers, wordsOf } from '../../src/search/words.ts'

const article = (title: string, text = '', lists: string[] = [], names: string[] = []) => ({
  title,
  words: [...new Set(wordsOf(text))],
  names,
  lists,
})
// The newest first.
const articles = [
  article('Mùa lễ hội', 'Người dân dâng hương', ['chu-de/Lễ hội', 'tac-gia/Bình Duyên']),
  article('Đảng bộ xã họp', 'họp một ngày', ['tac-gia/Đặng An', 'chuyen-muc/Xây dựng Đảng'], ['Tam Đảo']),
]
const parts = searchIndex(articles, 4)
const partsFor = (query: string[]) => query.map((word) => parts[partOf(word, 4)] ?? {})

describe('the index', () => {
  test.each([
    [[], ''],
    [[0, 1, 3], '012'],
    [[34, 35, 70, 249], 'y1z0zzzzz4'],
  ])('packs %j as the steps between them', (numbers, packed) => {
    expect(packNumbers(numbers)).toBe(packed)
    expect(unpackNumbers(packed)).toEqual(numbers)
  })

  test('finds by headline, text and names; what is written as it was asked for stands first', () => {
    const found = (query: string) => rank(wordsOf(query), partsFor(wordsOf(query))).map(({ number }) => number)
    expect(found('đảng')).toEqual([0, 1])
    expect(found('dâng')).toEqual([1, 0])
    expect(found('tam đảo')).toEqual([0])
    expect(found('họp hương')).toEqual([])
  })

  test('says which lists are called so, as it was written if there are such', () => {
    const named = (query: string) => listsNamed(wordsOf(query), partsFor(wordsOf(query)))
    expect(named('duyên')).toEqual(['tac-gia/Bình Duyên'])
    expect(named('binh duyen')).toEqual(['tac-gia/Bình Duyên'])
    expect(named('đảng')).toEqual(['chuyen-muc/Xây dựng Đảng'])
    expect(named('dang').sort()).toEqual(['chuyen-muc/Xây dựng Đảng', 'tac-gia/Đặng An'])
    expect(named('lễ họp')).toEqual([])
  })

  test('knows its words, each once whatever its marks, the most used first', () => {
    const known = knownWords(searchIndex([article('hòa hòa', 'chợ'), article('hoả', 'hòa chợ'), article('chợ')], 3))
    expect(known).toEqual(['chợ', 'hòa'])
  })

  test('a new article changes the parts of its own words alone', () => {
    const count = 16
    const before = searchIndex(articles, count)
    const after = searchIndex([article('Chợ quê'), ...articles], count)
    const changed = after.flatMap((part, i) => (JSON.stringify(part) === JSON.stringify(before[i]) ? [] : [i]))
    expect(changed.sort()).toEqual([...new Set(['chợ', 'quê'].map((word) => partOf(word, count)))].sort())
  })
})

test('both places of a tone are right', () => {
  expect(likeness('hoà', 'hòa')).toBe(likeness('hòa', 'hòa'))
  expect(likeness('hoả', 'hòa')).toBeLessThan(likeness('hoà', 'hòa'))
  expect(likeness('dang', 'đảng')).toBe(likeness('đảng', 'đảng'))
  expect(likeness('đang', 'dang')).toBeLessThan(likeness('đang', 'đang'))
})

describe('a query', () => {
  test.each([
    ['"đảng viên" mới', ['đảng', 'viên', 'mới'], [['đảng', 'viên']]],
    ['“đảng viên” mới', ['đảng', 'viên', 'mới'], [['đảng', 'viên']]],
    ['mới «đảng viên', ['mới', 'đảng', 'viên'], [['đảng', 'viên']]],
    ['"đảng" "" viên viên', ['đảng', 'viên'], []],
  ])('%s', (text, words, phrases) => {
    expect(readQuery(text)).toEqual({ words, phrases })
  })

  test('a phrase is there where its words follow one another', () => {
    expect(hasPhrase('Mỗi Đảng viên phụ trách', ['đảng', 'viên'])).toBe(true)
    expect(hasPhrase('Viên chức là đảng', ['đảng', 'viên'])).toBe(false)
    expect(hasPhrase('Dâng viên ngọc', ['đảng', 'viên'])).toBe(false)
    expect(hasPhrase('Dâng viên ngọc', ['dang', 'vien'])).toBe(true)
  })

  test('as it may have been meant', () => {
    const known = ['đảng', 'viên', 'nghiệp']
    expect(meant(['ddang', 'viên'], known)).toEqual(['đảng', 'viên'])
    expect(meant(['nghiep', 'nghieepj'], known)).toEqual(['nghiep', 'nghiệp'])
    expect(meant(['xyz', 'dang'], known)).toEqual(['dang'])
  })
})

describe('a passage', () => {
  test.each([
    ['Câu đầu. Cả xã có 1.460 hộ dân. Câu cuối.', '460', 'Cả xã có 1.460 hộ dân.'],
    ['Câu đầu. Nghị quyết T.Ư 4 đi vào cuộc sống. Câu cuối.', 'quyết', 'Nghị quyết T.Ư 4 đi vào cuộc sống.'],
    ['Ông về TP. Hồ Chí Minh hôm qua. Câu cuối.', 'minh', 'Ông về TP. Hồ Chí Minh hôm qua.'],
    ['Theo PGS.TS. Trần An, mưa lớn. Câu cuối.', 'an', 'Theo PGS.TS. Trần An, mưa lớn.'],
    ['Ông nói: “Mưa lớn.” Rồi ông đi.', 'mưa', 'Ông nói: “Mưa lớn.”'],
  ])('ends where the sentence ends: %s', (text, word, sentence) => {
    const passage = bestPassage([text], [word])
    expect(passage?.text).toBe(sentence)
    expect(passage?.marks.map(([start, end]) => passage.text.slice(start, end).toLowerCase())).toEqual([word])
  })

  test('never repeats the headline', () => {
    expect(bestPassage(['Mùa lễ hội.', 'Lễ hội ở quê.'], ['lễ', 'hội'], 'Mùa lễ hội')?.text).toBe('Lễ hội ở quê.')
    expect(bestPassage(['Mùa lễ hội'], ['mùa'], 'Mùa lễ hội')).toBeUndefined()
  })
})

test('a Markdown edition is read as a reader sees it', () => {
  const markdown = `
# Tiêu đề

![Cây \\] đa](https://a.vn/a.jpg)

Câu dưới ảnh. Ảnh: Đào Thử

Một **đoạn** có *chữ* và [một liên kết](https://a.vn/a_(b)) dài
hai dòng, cùng \`mã\`, ~~bỏ~~ &amp; \\*sao\\* và a_b[^1].

## Mục _nhỏ_

> Lời trích
> hai dòng

- một
- [x] hai
1. ba

| Xã | Hộ |
|:---|---:|
| Tam Sơn | 1.460 |

![Hội làng](https://a.vn/b.jpg "Hội làng \\"xưa\\". Ảnh: Vũ An")

---

dòng một\\
dòng hai

CO<sub>2</sub> và <abbr title="Ủy ban">UB</abbr><br/>hết

<https://a.vn/c>

[^1]: Lời chú.
[x]: https://a.vn "Tên"
`
  expect(plainParagraphs(markdown)).toEqual([
    'Câu dưới ảnh. Ảnh: Đào Thử',
    'Một đoạn có chữ và một liên kết dài hai dòng, cùng mã, bỏ & *sao* và a_b.',
    'Mục nhỏ',
    'Lời trích hai dòng',
    'một',
    'hai',
    'ba',
    'Xã – Hộ',
    'Tam Sơn – 1.460',
    'Hội làng "xưa". Ảnh: Vũ An',
    'dòng một dòng hai',
    'CO2 và UB hết',
    'https://a.vn/c',
    'Lời chú.',
  ])
})
