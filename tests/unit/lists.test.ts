import { expect, test } from 'vitest'
import type { Article } from '../../src/articles/articles.ts'
import { pageSize, partList, partSitemap, volumesOf } from '../../src/articles/lists.ts'
import { neighboursOf } from '../../src/articles/neighbours.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => count - i)

test('a list of any length is parted without a gap, and each part leads to the next', () => {
  for (const count of [0, 1, pageSize, 2 * pageSize - 1, 2 * pageSize, 5 * pageSize + 3]) {
    const parts = partList('/x/', range(count))
    expect(parts.flatMap(({ articles }) => articles)).toEqual(range(count))
    expect(parts.map(({ older }) => older)).toEqual([...parts.slice(1).map(({ path }) => path), undefined])
    expect(parts.map(({ newer }) => newer)).toEqual([undefined, ...parts.slice(0, -1).map(({ path }) => path)])
    expect(parts.map(({ total }) => total)).toEqual([count, ...parts.slice(1).map(() => undefined)])
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

test('a shared tag says more than a shared author, and an author more than a section', () => {
  const article = (id: number, of: Partial<Article>) =>
    ({ id: `2020/${id}`, date: `2020-03-${10 + id}T05:06:00+07:00`, author: [`A${id}`], tags: [], ...of }) as Article
  const articles = [
    article(9, { tags: ['x'], author: ['A'], section: 'S' }),
    article(8, {}),
    article(7, { section: 'S' }),
    article(6, { author: ['A'] }),
    article(5, { tags: ['x'] }),
    article(4, { author: ['A'], section: 'S' }),
  ]
  // The tag alone (3) as much as author and section (2 + 1), and nearer in time; then the author, then the section.
  expect(
    neighboursOf(articles)
      .get(articles[0] as Article)
      ?.related.map(({ id }) => id),
  ).toEqual(['2020/5', '2020/4', '2020/6'])
})

test('search and sitemaps are parted by volumes: a year, and a year again where it has more than one holds', () => {
  const many = Array.from({ length: 600 }, (_, i) => ({
    date: `2021-01-01T00:00:${String(i % 60).padStart(2, '0')}Z`,
    i,
  }))
  const volumes = volumesOf([...many, { date: '2020-06-01T00:00:00Z', i: 600 }])
  expect(volumes.map(({ name, articles }) => [name, articles.length])).toEqual([
    ['2021-3', 100],
    ['2021-2', 250],
    ['2021', 250],
    ['2020', 1],
  ])
  // One more article changes the last volume of its year alone.
  const next = volumesOf([{ date: '2021-12-31T00:00:00Z', i: -1 }, ...many])
  expect(next[0]?.articles).toHaveLength(101)
  expect(next.slice(1, 3)).toEqual(volumes.slice(1, 3))
})

test('a sitemap of pages has 50,000 addresses at most, and one is always there', () => {
  const all = Array.from({ length: 100_001 }, (_, i) => `https://bao.example/chu-de/${i}/`)
  const parts = partSitemap('trang', all)
  expect(parts.map(({ name, addresses }) => [name, addresses.length])).toEqual([
    ['trang', 50_000],
    ['trang-2', 50_000],
    ['trang-3', 1],
  ])
  expect(parts.flatMap(({ addresses }) => addresses)).toEqual(all)
  expect(partSitemap('trang', [])).toEqual([{ name: 'trang', addresses: [] }])
})
