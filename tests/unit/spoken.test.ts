import { expect, test } from 'vitest'
import { sentences } from '../../src/vietnamese/sentences.ts'
import { spoken } from '../../src/vietnamese/spoken.ts'

test.each([
  ['ngày 07/09/2018', 'ngày 7 tháng 9 năm 2018'],
  ['Từ 7-9-2018 đến 01.12.2019', 'Từ ngày 7 tháng 9 năm 2018 đến ngày 1 tháng 12 năm 2019'],
  ['sáng 7/9, tỷ số 7/9', 'sáng 7 tháng 9, tỷ số 7/9'],
  ['gọi 0912.34.5678 hoặc 1900.55.5588', 'gọi 0912.34.5678 hoặc 1900.55.5588'],
  ['10:00, 00:05, tỷ lệ 1:050', '10 giờ 0 phút, 0 giờ 5 phút, tỷ lệ 1:050'],
  ['xem tr.2/9/1945', 'xem tr.ngày 2 tháng 9 năm 1945'],
  ['tháng 9/2018', 'tháng 9 năm 2018'],
  ['lúc 8h30 và 08:05', 'lúc 8 giờ 30 phút và 8 giờ 5 phút'],
  ['đến 16h', 'đến 16 giờ'],
  ['1.460 bộ sách, 1.234.567 người', '1460 bộ sách, 1234567 người'],
  ['3,5 tấn', '3,5 tấn'],
  ['38 triệu đồng/năm', '38 triệu đồng một năm'],
  ['29.670 đồng/lít', '29670 đồng một lít'],
  ['đạt trên 85%', 'đạt trên 85 phần trăm'],
  ['600 m² hay 12km²', '600 mét vuông hay 12 ki lô mét vuông'],
  ['5 km, 60 km/h', '5 ki lô mét, 60 ki lô mét giờ'],
  ['5 kmhz', '5 kmhz'],
  ['38 °C', '38 độ C'],
  ['UBND huyện, HĐND xã', 'Ủy ban nhân dân huyện, Hội đồng nhân dân xã'],
  ['XUBND', 'XUBND'],
  ['TP.HCM, TP. Huế, TP Huế', 'Thành phố Hồ Chí Minh, thành phố Huế, TP Huế'],
  ['Nghị quyết T.Ư 4, T.Ư, 4', 'Nghị quyết Trung ương 4, Trung ương 4'],
  ['khóa XII, thế kỷ XIX, chương IV', 'khóa 12, thế kỷ 19, chương 4'],
  ['Đại hội XIII', 'Đại hội 13'],
  ['khóa Xuân, thế kỷ VX', 'khóa Xuân, thế kỷ 5'],
  ['PGS.TS Nguyễn An', 'Phó giáo sư Tiến sĩ Nguyễn An'],
  ['QL1A, mã SQL5', 'quốc lộ 1A, mã SQL5'],
  ['Sở GD&ĐT', 'Sở Giáo dục và Đào tạo'],
])('%s is said: %s', (written, said) => {
  expect(spoken(written)).toBe(said)
})

test('a dot after a title ends no sentence', () => {
  expect(sentences('Gặp TS. An ở TP. Huế. Ông vui.').map(String)).toEqual(['Gặp TS. An ở TP. Huế.', 'Ông vui.'])
})
