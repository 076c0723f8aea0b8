import { describe, expect, test } from 'vitest'
import { isDay, isMoment, localTime, now, pressDate, shortDate } from '../../src/vietnamese/date.ts'

describe('isMoment', () => {
  test.each(['2018-09-07T08:09:00+07:00', '2018-09-07T08:09+07:00', '2020-02-29T23:59:59Z'])('%s is one', (text) => {
    expect(isMoment(text)).toBe(true)
  })

  test.each([
    '2018-09-07',
    '2018-09-07T08:09:00',
    '2018-09-07 08:09:00+07:00',
    '2018-02-30T08:09:00+07:00',
    '2019-02-29T08:09:00+07:00',
    '2018-13-01T08:09:00+07:00',
    '2018-09-07T25:09:00+07:00',
    '2018-09-07T08:60:00+07:00',
    '2018-09-07T08:09:00+99:00',
    '07/09/2018',
    '',
  ])('%s is none', (text) => {
    expect(isMoment(text)).toBe(false)
  })
})

test('a day is one that the calendar has', () => {
  expect(isDay('2020-02-29')).toBe(true)
  expect(isDay('2019-02-29')).toBe(false)
})

describe('a date is printed as newspapers do', () => {
  test.each([
    ['2018-09-07T08:09:00+07:00', 'Thứ Sáu, 07/09/2018, 08:09 (GMT+7)'],
    ['2017-12-31T17:30:00Z', 'Thứ Hai, 01/01/2018, 00:30 (GMT+7)'],
    ['2023-01-01T00:00:00+09:00', 'Thứ Bảy, 31/12/2022, 22:00 (GMT+7)'],
    ['2026-11-22T10:00:00+07:00', 'Chủ Nhật, 22/11/2026, 10:00 (GMT+7)'],
  ])('%s', (moment, printed) => {
    expect(pressDate(moment)).toBe(printed)
  })

  test('and without the hour in lists', () => {
    expect(shortDate('2018-09-07T08:09:00+07:00')).toBe('07/09/2018')
  })
})

test('the year of a moment is the year in Viet Nam', () => {
  expect(localTime('2017-12-31T17:30:00Z').year).toBe(2018)
})

describe('now', () => {
  test('is SOURCE_DATE_EPOCH where it is set', () => {
    expect(now({ SOURCE_DATE_EPOCH: '1536282540' })).toBe(Date.parse('2018-09-07T08:09:00+07:00'))
  })

  test('refuses what is not a number of seconds', () => {
    expect(() => now({ SOURCE_DATE_EPOCH: 'yesterday' })).toThrow('write whole seconds, as in 1536282540')
  })
})
