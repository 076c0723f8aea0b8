import { expect, test } from 'vitest'
import { assignIds } from '../../src/markdown/paragraph-ids.ts'

const texts = ['Một.', 'Hai.', 'Ba.', 'Bốn.']
const published = assignIds(texts, [])

test('each paragraph has an id of its own, also where two say the same', () => {
  expect(new Set(assignIds(['Một.', 'Một.', 'một'], [])).size).toBe(3)
})

test('a corrected paragraph keeps its id between the same neighbours', () => {
  expect(assignIds(['Một.', 'Hai, đã sửa.', 'Ba.', 'Bốn.'], published)).toEqual(published)
})

test('of a run in which one was added nobody knows which is which: none takes another’s id', () => {
  const ids = assignIds(['Một.', 'Hai, đã sửa.', 'Thêm.', 'Ba.', 'Bốn.'], published)
  expect(ids[1]).not.toBe(published[1])
  expect(ids[2]).not.toBe(published[1])
  expect([ids[0], ids[3], ids[4]]).toEqual([published[0], published[2], published[3]])
})
