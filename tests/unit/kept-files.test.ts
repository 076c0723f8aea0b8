import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findKeptFile, keptFile } from '../../src/cache/kept-files.ts'

const root = mkdtempSync(join(tmpdir(), 'kept-files-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Makes the same bytes each time, and counts how often it was asked. */
function maker(text: string) {
  const made = { times: 0 }
  const make = async () => {
    made.times++
    return Buffer.from(text)
  }
  return { made, make }
}

describe('a file of the cache', () => {
  test('is made once, and lies under a name that ends with its hash', async () => {
    const { made, make } = maker('a card')
    const path = join(root, 'once', 'card.png')
    const first = await keptFile(path, make)
    expect(await keptFile(path, make)).toBe(first)
    expect(made.times).toBe(1)
    expect(first).toMatch(/card\.png\.[0-9a-f]{64}$/)
    expect(readFileSync(first, 'utf8')).toBe('a card')
  })

  test.each([
    ['cut', (file: string) => truncateSync(file, 3)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['changed', (file: string) => writeFileSync(file, 'no card')],
    ['gone', (file: string) => rmSync(file)],
  ])('is made anew where it is %s', async (_, spoil) => {
    const { made, make } = maker('a card')
    const path = join(root, 'anew', 'card.png')
    spoil(await keptFile(path, make))
    expect(findKeptFile(path)).toBeUndefined()
    const { times } = made
    expect(readFileSync(await keptFile(path, make), 'utf8')).toBe('a card')
    expect(made.times).toBe(times + 1)
    expect(readdirSync(join(root, 'anew'))).toHaveLength(1)
  })

  test('is found by a process that did not make it; half of one that was killed is none', async () => {
    const path = join(root, 'found', 'card.png')
    expect(findKeptFile(path)).toBeUndefined()
    const file = await keptFile(path, maker('a card').make)
    writeFileSync(join(root, 'found', `photo.jpg.${'0'.repeat(64)}.0-1-2`), 'half')
    expect(findKeptFile(path)).toBe(file)
    expect(findKeptFile(join(root, 'found', 'photo.jpg'))).toBeUndefined()
  })
})
