import { describe, expect, test } from 'vitest'
import { fragment } from '../../src/reader/fragment.ts'

const page =
  'Đảng bộ thị trấn Tam Sơn. Đang bo thi tran khác. Trung-thu tháng tám năm nay ở quê nhà rất vui và đông người về.'

describe('a quote link', () => {
  test('is the words where they stand once', () => {
    expect(fragment(page, '', 'thị trấn Tam')).toBe(`:~:text=${encodeURIComponent('thị trấn Tam')}`)
  })

  test('encodes hyphens, which would part the directive', () => {
    expect(fragment(page, '', 'Trung-thu tháng')).toBe(`:~:text=Trung%2Dthu%20th%C3%A1ng`)
  })

  test('takes words before it where folded text occurs twice', () => {
    expect(fragment(page, 'Đảng bộ thị trấn Tam Sơn. ', 'Đang bo thi tran')).toBe(
      `:~:text=${encodeURIComponent('Sơn.')}-,${encodeURIComponent('Đang bo thi tran')}`,
    )
  })

  test('is a range of five syllables at each end where it is long', () => {
    const long = 'tháng tám năm nay ở quê nhà rất vui và đông người về'
    expect(fragment(page, '', long)).toBe(
      `:~:text=${encodeURIComponent('tháng tám năm nay ở')},${encodeURIComponent('và đông người về.').replace('.', '').replace('v%C3%A0', 'vui%20v%C3%A0')}`,
    )
  })
})
