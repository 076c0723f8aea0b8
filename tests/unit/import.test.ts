import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readFrontmatter } from '../../src/articles/frontmatter.ts'
import { isAlias } from '../../src/articles/schema.ts'
import { checkArticles } from '../../src/desk/check.ts'
import { importExport } from '../../src/desk/import/import.ts'
import { photo } from '../project.ts'
import { item, post, wxr } from '../wordpress.ts'

let root: string
let old: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'import-'))
  old = join(root, 'xuat')
  await mkdir(join(old, 'uploads/2019/05'), { recursive: true })
})

afterEach(() => rm(root, { recursive: true, force: true }))

const moment = Date.parse('2026-11-24T08:00:00+07:00')
const mistakes = async () => {
  const { problems } = await checkArticles({ root, address: { origin: 'https://bao.example', base: '/' }, moment })
  return problems.filter(({ advice }) => !advice).map(({ file, line, wrong }) => `${file}:${line} ${wrong}`)
}

test('a WordPress export of 500 posts becomes 500 articles, whole, and every old address leads to one', {
  timeout: 120_000,
}, async () => {
  await writeFile(join(old, 'uploads/2019/05/họp.jpg'), await photo(400))
  const content = (i: number) =>
    `Đoạn một của bài ${i}, có <strong>chữ đậm</strong> & dấu.\n\nĐoạn hai\nxuống dòng.\n\n${i % 50 ? '' : '[caption id="a" width="300"]<img src="https://cu.example/wp-content/uploads/2019/05/họp-300x200.jpg" alt="Hội trường" width="300" /> Cảnh họp. Ảnh: Đào Thử[/caption]\n\n'}<!-- wp:paragraph -->\n<p class="related share">Đoạn ba {trong ngoặc} <tác giả>.</p>\n<!-- /wp:paragraph -->\n\n<ul><li>Một</li><li>Hai</li></ul>\n\n<blockquote>Lời trích ${i}.</blockquote>`
  const all = Array.from({ length: 500 }, (_, i) => post(i + 1, content(i + 1))).join('')
  const others =
    item({ title: 'Trang', 'wp:post_type': 'page' }, 'Trang.') +
    item({ title: 'Ảnh', 'wp:post_type': 'attachment' }, '')
  await writeFile(join(old, 'xuat.xml'), wxr(all + others))
  const report = await importExport(root, join(old, 'xuat.xml'), moment)
  expect(report.made).toHaveLength(500)
  expect(report.notes).toEqual(expect.arrayContaining([expect.stringContaining('kind "page"')]))
  expect(await mistakes()).toEqual([])
  const aliases = new Set<string>()
  for (const [n, file] of report.made.entries()) {
    const text = await readFile(join(root, file), 'utf8')
    const { frontmatter } = readFrontmatter(text, file)
    for (const alias of frontmatter?.aliases ?? []) aliases.add(alias)
    const i = n + 1
    for (const words of [
      `Đoạn một của bài ${i}, có **chữ đậm**`,
      'Đoạn hai\\\nxuống dòng.',
      'Đoạn ba',
      'trong ngoặc',
      '- Một\n- Hai',
      `> Lời trích ${i}.`,
    ])
      expect(text).toContain(words)
    expect(frontmatter).toMatchObject({
      author: ['Minh An'],
      date: '2019-05-07T08:09:00+07:00',
      section: 'Thời sự',
      draft: false,
    })
    if (i % 50 === 0) expect(text).toContain('alt: "Hội trường"\n  caption: "Cảnh họp."\n  credit: "Đào Thử"')
  }
  for (let i = 1; i <= 500; i++)
    for (const address of [`/2019/05/bai-so-${i}.html`, `/?p=${i}`, `/2019/05/ten-cu-${i}.html`])
      expect(aliases.has(address), address).toBe(true)
  // Broken off and run again, it makes nothing twice.
  await rm(join(root, report.made[7] ?? '', '..'), { recursive: true })
  const again = await importExport(root, join(old, 'xuat.xml'), moment)
  expect([again.made.length, again.known]).toEqual([1, 499])
})

test('what plays in a post becomes a link, or is told', async () => {
  const played = [
    '<iframe src="https://www.youtube.com/embed/abc"></iframe>',
    '<audio src="https://cu.example/a.mp3"></audio>',
    '<video src="/wp-content/a.mp4"></video>',
    '[gallery ids="12,13"]',
  ]
  await writeFile(join(old, 'xuat.xml'), wxr(post(1, `Lời mở.\n\n${played.join('\n\n')}\n\nLời kết.`)))
  const { made, notes } = await importExport(root, join(old, 'xuat.xml'), moment)
  const text = await readFile(join(root, made[0] ?? ''), 'utf8')
  expect(text).toMatch(/\[Video\]\(https:\/\/www\.youtube\.com\/\S+\)\n\n\[Audio\]\(https:\/\/cu\.example\/a\.mp3\)/)
  const told = notes.join('\n')
  expect(told).toContain('plays a video that it names no address for')
  expect(told).toContain('the shortcode [gallery ids="12,13"] is left out')
})

test('a post that cannot be taken as it is, is told, and the others are imported', async () => {
  const bad = [
    post(1, 'Bài không có ảnh <img src="https://cu.example/khong-co.jpg"> ở đây.'),
    item(
      { title: '', link: 'https://cu.example/2/', 'wp:post_date': '0000-00-00 00:00:00', 'wp:status': 'draft' },
      'Một\u000b hai.',
    ),
    item(
      { title: 'Dài '.repeat(60), link: 'https://cu.example/2018/', 'wp:post_date': '2018-01-01 00:00:00' },
      'Ba ]]]]><![CDATA[> bốn.',
    ),
    post(4, ''),
  ]
  await writeFile(join(old, 'xuat.xml'), wxr(bad.join('')))
  const { made, notes } = await importExport(root, join(old, 'xuat.xml'), moment)
  expect(made).toHaveLength(4)
  const told = notes.join('\n')
  for (const words of [
    'khong-co.jpg is not on this disk',
    'draft until it is shorter',
    '/2018/ cannot lead to it',
    'it has no text',
    'no author is named',
  ])
    expect(told).toContain(words)
  expect(told).not.toMatch(/\bat \S+ \(/)
})

test('Ghost’s export, too', async () => {
  await writeFile(join(old, 'uploads/hop.jpg'), await photo(400))
  const data = {
    posts: [
      {
        id: '1',
        title: 'Bài của Ghost',
        slug: 'bai-cua-ghost',
        type: 'post',
        status: 'published',
        published_at: '2020-05-07T01:09:00.000Z',
        custom_excerpt: 'Lời dẫn.',
        feature_image: '__GHOST_URL__/content/images/hop.jpg',
        html: '<p>Đoạn <em>một</em>.</p><h2>Mục</h2><p>Đoạn hai.</p>',
      },
      { id: '2', title: 'Trang', slug: 'trang', type: 'page', status: 'published', html: '<p>a</p>' },
    ],
    tags: [
      { id: 't', name: 'Thời sự' },
      { id: 'u', name: 'Lũ' },
    ],
    users: [{ id: 'a', name: 'Minh An' }],
    posts_tags: [
      { post_id: '1', tag_id: 'u', sort_order: 1 },
      { post_id: '1', tag_id: 't', sort_order: 0 },
    ],
    posts_authors: [{ post_id: '1', author_id: 'a' }],
  }
  await writeFile(join(old, 'ghost.json'), JSON.stringify({ db: [{ meta: {}, data }] }))
  const { made, notes } = await importExport(root, join(old, 'ghost.json'), moment)
  expect(made).toEqual(['content/articles/2020/bai-cua-ghost/index.mdx'])
  expect(notes.join()).toContain('1 pages')
  const { frontmatter, body } = readFrontmatter(await readFile(join(root, made[0] ?? ''), 'utf8'), 'a')
  expect(frontmatter).toMatchObject({
    date: '2020-05-07T08:09:00+07:00',
    section: 'Thời sự',
    tags: ['Lũ'],
    aliases: ['/bai-cua-ghost/'],
    photo: { src: 'hop.jpg' },
  })
  expect(body.trim()).toBe('Đoạn *một*.\n\n## Mục\n\nĐoạn hai.')
  expect(await mistakes()).toEqual([])
})

test('and a folder of saved pages', async () => {
  const sentence = 'Một câu văn đủ dài để được coi là một đoạn của bài, không phải là một nhãn hay một đường dẫn.'
  const page = (title: string, head: string) =>
    `<html><head><meta charset="utf-8"><title>${title}</title>${head}</head><body><h1>${title}</h1><div class="date">07/09/2018 08:09</div><div class="article-body"><p>${sentence}</p><p>${sentence} Hai.</p><p>Minh An</p></div></body></html>`
  await mkdir(join(old, 'tin'))
  await writeFile(join(old, 'tin/bai-1.htm'), page('Bài thứ nhất của báo', ''))
  await writeFile(
    join(old, 'b.html'),
    page('Bài thứ hai của báo', '<link rel="canonical" href="https://cu.example/tin/xem.aspx?id=2">'),
  )
  await writeFile(join(old, 'c.html'), '<html><body>Không có bài</body></html>')
  const { made, notes } = await importExport(root, old, moment)
  const aliases = await Promise.all(
    made.map(async (file) => readFrontmatter(await readFile(join(root, file), 'utf8'), file).frontmatter?.aliases),
  )
  expect(aliases).toEqual([['/tin/xem.aspx?id=2'], ['/tin/bai-1.htm']])
  expect(notes.join()).toMatch(/c\.html: not imported/)
  expect(await mistakes()).toEqual([])
})

describe('an old address', () => {
  test.each([
    '/2018/ten-cu/',
    '/tin/bai-12.htm',
    '/tin/bai.html',
    '/?p=123',
    '/index.php?option=com_content&id=4:bai',
    '/Tin-Tuc/Bài_số-1',
    '/a',
    '/tin/1:2+(3),4@5/',
    '/index.php?file=bai.txt',
  ])('may be %s', (path) => {
    expect(isAlias(path)).toBe(true)
  })

  test.each([
    '',
    '/',
    '/?',
    'a',
    '//a.vn/',
    '/a//b/',
    '/../a',
    '/a b/',
    '/a#b',
    'https://a.vn/',
    '/%E1/',
    '/a"b',
    '/<a>',
    // What a build writes.
    ...[
      '/sw.js',
      '/_headers',
      '/.well-known/a',
      '/rss.xml/',
      '/icon-192.png',
      '/2020/b2/index.md',
      '/a.html/b/',
      '/a.html/',
    ],
    // What hosts read as more than itself.
    ...['/a;b/', "/a'b/", '/a$b/', '/tin/*', '/tin/:id/x'],
  ])('may not be %s', (path) => {
    expect(isAlias(path)).toBe(false)
  })
})

test('what is no export is refused in a sentence', async () => {
  await writeFile(join(old, 'a.txt'), 'chữ')
  await writeFile(join(old, 'b.json'), '{"a":1}')
  await expect(importExport(root, join(old, 'a.txt'), moment)).rejects.toThrow(/is no export/)
  await expect(importExport(root, join(old, 'b.json'), moment)).rejects.toThrow(/no export of Ghost/)
  await expect(importExport(root, join(old, 'uploads'), moment)).rejects.toThrow(/holds no saved page/)
  await expect(importExport(root, join(old, 'khong'), moment)).rejects.toThrow(/there is no file/)
})
