import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { listPages, readPage } from './pages.ts'

const dist = inject('dist')
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** A page by what its first view shows. */
const kindOf = (page: Document) =>
  page.querySelector('.h-entry')
    ? 'article'
    : page.querySelector('.list .teaser') && !page.querySelector('.author-box')
      ? 'list'
      : 'other'

test('pages of a kind inline one style sheet, all the same scripts, and one policy names them', async () => {
  const seen = { styles: new Set<string>(), scripts: new Set<string>(), policies: new Set<string>() }
  const sheets = { article: new Set<string>(), list: new Set<string>(), other: new Set<string>() }
  for (const file of await listPages(dist)) {
    const page = await readPage(dist, file)
    for (const style of page.querySelectorAll('style')) {
      seen.styles.add(style.innerHTML)
      sheets[kindOf(page)].add(style.innerHTML)
    }
    for (const script of page.querySelectorAll('script:not([src]):not([type="application/ld+json"])'))
      seen.scripts.add(script.innerHTML)
    seen.policies.add(String(page.querySelector('meta[http-equiv=Content-Security-Policy]')?.getAttribute('content')))
  }
  expect([seen.styles.size, seen.scripts.size, seen.policies.size]).toEqual([3, 2, 1])
  expect(Object.values(sheets).map(({ size }) => size)).toEqual([1, 1, 1])
  const parts = ['.byline', '.teaser', '.hints']
  const has = Object.entries(sheets).map(([kind, [css = '']]) => [kind, ...parts.filter((part) => css.includes(part))])
  expect(has).toEqual([
    ['article', '.byline'],
    ['list', '.teaser'],
    ['other', '.byline', '.teaser', '.hints'],
  ])
  const [policy = ''] = seen.policies
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  for (const style of seen.styles) expect(policy).toContain(hash(style))
  for (const script of seen.scripts) expect(policy).toContain(hash(script))
})

test('no page has an inline style or handler, or an address of another host for what it loads', async () => {
  for (const file of await listPages(dist)) {
    const html = await readFile(join(dist, file), 'utf8')
    expect(html, file).not.toMatch(/<[^>]+\s(?:style|on\w+)=/i)
    expect(html, file).not.toMatch(/<(?:img|script|source|iframe|audio|video)[^>]+(?:src|srcset)="(?:https?:)?\/\//i)
  }
})
