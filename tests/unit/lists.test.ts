import { expect, test } from 'vitest'
import type { Article } from '../../src/articles/articles.ts'
import { pageSize, partList } from '../../src/articles/lists.ts'
import { neighboursOf } from '../../src/articles/neighbours.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => count - i)

test('a list of any length is parted without a gap, and each part leads to the next', () => {
  for (const count of [0, 1, pageSize, 2 * pageSize - 1, 2 * pageSize, 5 * pageSize + 3]) {
    const parts = partList('/x/', range(count))
    expect(parts.flatMap(({ articles }) => articles)).toEqual(range(count))
    expect(parts.map(({ older }) => older)).toEqual([...parts.slice(1).map(({ path }) => path), undefined])
    expect(parts.map(({ newer }) => newer)).toEqual([undefined, ...parts.slice(0, -1).map(({ path }) => path)])
    expect(parts[0]?.path).toBe('/x/')
    expect(parts[0]?.number).toBeUndefined()
  }
})

test('a new article changes no older page, and none ever gets another number', () => {
  const numbered = (count: number) =>
    new Map(
      partList('/x/', range(count))
        .slice(1)
        .map((part) => [part.path, part.articles]),
    )
  for (let count = 1; count < 6 * pageSize; count++) {
    const next = numbered(count + 1)
    for (const [path, articles] of numbered(count)) expect(next.get(path)).toEqual(articles)
  }
  expect([...numbered(3 * pageSize).keys()]).toEqual(['/x/trang/2/', '/x/trang/1/'])
})

/** Articles by their tags, the newest first. */
const tagged = (...tags: string[][]) =>
  tags.map((of, i) => ({
    id: `2020/${i}`,
    date: `2020-03-${30 - i}T05:06:00+07:00`,
    author: ['A'],
    tags: of,
  })) as Article[]

test('related are those with most in common, never the article itself or its neighbours in time', () => {
  const articles = tagged(['x', 'y'], ['z'], ['x'], ['x', 'y'], ['z'])
  const [first] = articles as [Article, ...Article[]]
  const found = neighboursOf(articles).get(first)
  expect(found?.newer).toBeUndefined()
  expect(found?.older?.id).toBe('2020/1')
  expect(found?.related.map(({ id }) => id)).toEqual(['2020/3', '2020/2', '2020/4'])
})

test('finding neighbours costs a bounded number of comparisons for each article', () => {
  let read = 0
  const count = (articles: Article[]) => {
    read = 0
    neighboursOf(
      articles.map((article) => ({
        ...article,
        get id() {
          read += 1
          return article.id
        },
      })),
    )
    return read
  }
  const [few, many] = [100, 1000].map((length) => count(tagged(...Array.from({ length }, () => ['x']))))
  expect(Number(many) / Number(few), 'ten times as many articles, not a hundred times the work').toBeLessThan(15)
})
