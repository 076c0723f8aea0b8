import { describe, expect, test } from 'vitest'
import { checkLock, formatLock, type Published, parseLock, publishedIds } from '../../src/articles/permalink-lock.ts'
import { assignIds } from '../../src/markdown/paragraph-ids.ts'
import { formatProblems } from '../../src/problem.ts'

describe('a paragraph keeps its id', () => {
  const texts = ['Đoạn một.', 'Đoạn hai.', 'Đoạn ba.', 'Đoạn bốn.']
  const ids = assignIds(texts, [])

  test('which is five plain characters, its own', () => {
    expect(ids.every((id) => /^p[a-z0-9]{4}$/.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(4)
  })

  test('when others are added, taken out or corrected', () => {
    expect(assignIds(['Mới.', ...texts], ids).slice(1)).toEqual(ids)
    expect(assignIds(texts.slice(1), ids)).toEqual(ids.slice(1))
  })

  test('when its own words are corrected, between the same neighbours', () => {
    expect(assignIds(['Đoạn một.', 'Đoạn thứ hai.', 'Đoạn ba.', 'Đoạn bốn.'], ids)).toEqual(ids)
    expect(assignIds(['Đoạn một.', 'Hai, chữa.', 'Ba, chữa.', 'Đoạn bốn.'], ids)).toEqual(ids)
    expect(assignIds(['Một.', 'Đoạn hai.', 'Đoạn ba.', 'Bốn.'], ids)).toEqual(ids)
  })

  test('when only marks, case and punctuation change', () => {
    expect(assignIds(['đoạn MỘT!'], [])).toEqual([ids[0]])
  })

  test('and two with the same words have two', () => {
    const [a, b] = assignIds(['Như nhau.', 'Như nhau.'], [])
    expect(a).not.toBe(b)
  })
})

describe('the lock', () => {
  const article = (id: string, paragraphIds: string[], aliases: string[] = []): Published => ({
    id,
    file: `content/articles/${id}/index.mdx`,
    aliases,
    paragraphIds,
  })
  const lock = parseLock('# note\n2018/a p1 p2\n2018/b removed\n')

  test('is written sorted, and read back the same', () => {
    const text = formatLock(lock, [article('2017/z', ['p9']), article('2018/a', ['p1', 'p2', 'p3'])])
    expect(text.split('\n').slice(2)).toEqual(['2017/z p9', '2018/a p1 p2 p3', '2018/b removed', ''])
    expect(formatLock(parseLock(text), [])).toBe(text)
  })

  test('finds nothing wrong where everything answers', () => {
    expect(checkLock(lock, [article('2018/a', ['p1', 'p2', 'p3'])])).toEqual([])
    expect(checkLock(lock, [article('2018/moi', ['p1', 'p2'], ['/2018/a/'])])).toEqual([])
  })

  test('says which line to add where a folder was renamed', () => {
    expect(formatProblems(checkLock(lock, [article('2018/khac', ['p7']), article('2018/moi', ['p1', 'p2'])]))).toBe(
      [
        '1 mistake in 1 file\n',
        'content/permalinks.txt',
        '  line 2  /2018/a/ was published, and nothing answers to it',
        '    write  aliases: [/2018/a/]  in content/articles/2018/moi/index.mdx',
        '           2018/a removed  on this line, to take it down for good',
        '           or take the line out, where nobody was ever given the address',
      ].join('\n'),
    )
  })

  test('says what to do where a paragraph is gone, or a removed article is back', () => {
    const text = formatProblems(checkLock(lock, [article('2018/a', ['p2']), article('2018/b', ['p5'])]))
    expect(text).toContain('#p1 was a paragraph that links may point at')
    expect(text).toContain('line 2 of content/permalinks.txt without it')
    expect(text).toContain('2018/b is marked as removed, but it is there\n    write  2018/b p5')
  })

  test('says so where an article has the address of a removed one', () => {
    const text = formatProblems(checkLock(lock, [article('2018/a', ['p1', 'p2'], ['/2018/b/'])]))
    expect(text).toContain('2018/b is marked as removed, but content/articles/2018/a/index.mdx has its address')
    expect(text).toContain('line 3')
  })

  test('is whole where a merge left both sides and its marks', () => {
    const merged = parseLock(
      '<<<<<<<\n2018/a p1 p2\n=======\n2018/a p1 p3\n2018/c removed\n>>>>>>> nhanh\r\n2018/c p9\r\n',
    )
    expect([...merged.keys()]).toEqual(['2018/a', '2018/c'])
    expect(merged.get('2018/a')?.paragraphIds).toEqual(['p1', 'p2', 'p3'])
    expect(merged.get('2018/c')?.removed).toBe(true)
  })

  test('hands the ids of the old address to the new one', () => {
    expect(publishedIds(lock, '2018/moi', ['/2018/a/'])).toEqual(['p1', 'p2'])
  })
})
