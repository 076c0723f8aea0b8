import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { articleFile, build, makeProject, photo, repository, writeArticles } from '../project.ts'
import { componentText } from './components.ts'
import { listFiles, readPage, textOf } from './pages.ts'

/** The SHA-256 of every file of a folder. */
async function hashes(folder: string): Promise<Record<string, string>> {
  const entries = (await listFiles(folder)).map(async (file) => {
    const bytes = await readFile(join(folder, file))
    return [file, createHash('sha256').update(bytes).digest('hex')] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

const many = async () => ({
  '2020/bai-dai/index.mdx': articleFile(
    {
      title: 'Bài dài có ảnh, bảng và chú thích',
      author: '[Người Thử, Người Hai]',
      tags: '[Một, Hai]',
      section: 'Thời sự',
      photo:
        '\n  src: dau.jpg\n  alt: Một bức ảnh\n  caption: Chú thích.\n  credit: Vũ An\n  license: CC BY 4.0\n  licenseUrl: https://creativecommons.org/licenses/by/4.0/',
    },
    [
      'Đoạn một có *chữ nghiêng* và **chữ đậm**.[^1]',
      '## Mục một',
      '![Ảnh giữa bài](giua.jpg "Ở giữa. Ảnh: Lê Bình")',
      '| Năm | Số đảng viên | Ghi chú rất dài để bảng rộng hơn màn hình điện thoại |\n|---|--:|---|\n| 2018 | 285 | Một |',
      '- [x] Xong',
      '[^1]: Nguồn.',
    ].join('\n\n'),
  ),
  '2020/bai-dai/dau.jpg': await photo(2000),
  '2020/bai-dai/giua.jpg': await photo(700),
  '2020/co-thanh-phan/index.mdx': articleFile(
    { title: 'Bài có khung', photo: '\n  src: a.jpg\n  alt: Ảnh đầu\n  position: 1' },
    componentText,
  ),
  '2020/co-thanh-phan/a.jpg': await photo(800),
  '2020/co-thanh-phan/b.jpg': await photo(400),
  '2020/co-thanh-phan/phim.mp4': await readFile(join(repository, 'src/desk/examples/phim.mp4')),
  '2020/co-thanh-phan/phim.vtt': 'WEBVTT\n\n00:00.000 --> 00:02.000\nMột.\n',
  // A byte order mark, as Notepad writes it, line ends of an old Mac, and a moment that is another day in UTC.
  '2020/viet-la/index.mdx': `\ufeff${articleFile(
    {
      title: 'Viết lạ',
      date: '"2020-05-05T20:00:00Z"',
      photo: '\n  src: a.jpg\n  alt: "Hàng ] rào"',
    },
    'Giá < 5 triệu, xem [bài dài][1].[^1]\n\n[1]: /2020/bai-dai/\n\n[^1]: Xem:\n\n    <Aside>\n\n    Trong chú thích.\n\n    </Aside>',
  ).replaceAll('\n', '\r')}`,
  '2020/viet-la/a.jpg': await photo(500),
  '2020/viet-la-hai/index.md': articleFile(
    {
      title: 'Viết *lạ* [hai]',
      source: '\n  name: Báo Cũ',
      corrections: '\n  - date: "2020-03-05T05:06:00+07:00"\n    text: Đã sửa.',
    },
    [
      'Đoạn <!-- bí mật --> một &hellip;&nbsp;[xem](../bai-dai/ "Bài dài"), [mục](#muc), [bảng](</2020/bai-dai/>).',
      'Đoạn hai\n<!-- bí mật\nnữa -->\nhết.',
      '<!-- bí mật -->',
      '![Hình vẽ](hinh-ve.png)',
      '```\n[a](/b/) &hellip; <!-- mã -->\n```',
      '[nối][kia] tới [báo](https://bao.vn)\n\n[kia]: ../bai-dai/',
    ].join('\n\n'),
  ),
  '2020/viet-la-hai/hinh-ve.png': await sharp({
    create: { width: 400, height: 200, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer(),
  '2020/viet-la-ba/index.mdx': articleFile(
    { title: 'Viết lạ ba' },
    [
      '<PullQuote>\nCâu {/* bí\nmật */} một\ntrích.\n</PullQuote>',
      '<Verse>\nDòng một {/* bí\nmật */}\nDòng hai\n{/* bí mật */}\nDòng ba\n</Verse>',
      '<Verse>\nGiá 5$\nmột\\\nhai\n</Verse>',
      '- Mục:\n\n  <Aside title="Khung">\n\n  Trong mục.\n\n  </Aside>\n\n  <PullQuote>\n  Câu hai\n  dòng.\n\n  Câu ba.\n  </PullQuote>',
      '1.\t<PullQuote>\n    Câu bốn\n    dòng.\n    </PullQuote>',
      '<Aside title="Giá *5* và a_b">\nMột.\n</Aside>',
      '<Aside>\n\n    Thụt một.\n\n    Thụt hai.\n\n</Aside>',
      'Hết.',
    ].join('\n\n'),
  ),
  '2021/ban-nhap/index.mdx': articleFile({ date: '"2021-01-01T00:00:00+07:00"', draft: 'true' }),
  '2040/tuong-lai/index.mdx': articleFile({ date: '"2040-01-01T00:00:00+07:00"' }),
})

describe('a site of several articles', () => {
  let project: Awaited<ReturnType<typeof makeProject>>
  let dist: string

  beforeAll(async () => {
    project = await makeProject(await many())
    const { code, output } = await build(project.root, {
      SITE_URL: 'https://bao.example/doc',
      TZ: 'Asia/Tokyo',
      LANG: 'C',
    })
    expect(code, output).toBe(0)
    dist = join(project.root, 'dist')
  })

  afterAll(() => project.dispose())

  test('keeps drafts and future articles out', async () => {
    const files = await listFiles(dist)
    expect(files).toContain('2020/bai-dai/index.html')
    expect(files.filter((file) => /ban-nhap|tuong-lai|^20(21|40)/.test(file))).toEqual([])
    // What the dev server says of them is in no page, style sheet or script.
    const texts = files
      .filter((file) => /\.(html|css|js)$/.test(file))
      .map((file) => readFile(join(dist, file), 'utf8'))
    expect(texts.length).toBeGreaterThan(5)
    expect((await Promise.all(texts)).filter((text) => /not-out|Bản nháp|Hẹn đăng/.test(text))).toEqual([])
  })

  test('has a page for each year, author, tag and section, under the base path', async () => {
    const files = await listFiles(dist)
    for (const page of ['2020', 'tac-gia/nguoi-hai', 'chu-de/mot', 'chuyen-muc/thoi-su'])
      expect(files).toContain(`${page}/index.html`)
    const home = await readPage(dist, 'index.html')
    const links = [...home.querySelectorAll('a[href^="/"]')].map((link) => link.getAttribute('href'))
    expect(links.filter((href) => !href?.startsWith('/doc/'))).toEqual([])
  })

  test('renders components, with the same figures as plain articles', async () => {
    const page = await readPage(dist, '2020/co-thanh-phan/index.html')
    const aside = page.querySelector('aside.aside')
    expect([...(aside?.children ?? [])].map(textOf)).toEqual(['Nói thêm', 'Trong khung.'])
    expect(textOf(page.querySelector('blockquote.pull-quote'))).toBe('Một câu.')
    const [lead, second] = [...page.querySelectorAll('.text figure')]
    expect(lead?.querySelector('img')?.getAttribute('fetchpriority')).toBe('high')
    expect(second?.querySelector('img')?.getAttribute('loading')).toBe('lazy')
    expect(textOf(second?.querySelector('figcaption') ?? null)).toBe('Chú. Ảnh: Lê Bình')
    // Two figures, two pictures of a gallery, and the still of a video elsewhere; the player has its own.
    expect(page.querySelectorAll('.text picture')).toHaveLength(5)
    expect(page.querySelectorAll('.text figure.video a.watch[href^="https://"] picture')).toHaveLength(1)
  })

  test('fetches the sheet for components once, before the first of them, and only where one stands', async () => {
    const page = await readPage(dist, '2020/co-thanh-phan/index.html')
    const sheets = [...page.querySelectorAll('.text link[href*="/components."]')]
    expect(sheets).toHaveLength(1)
    expect(sheets[0]?.nextElementSibling?.className).toBe('aside')
    const css = await readFile(join(dist, String(sheets[0]?.getAttribute('href')).replace('/doc/', '')))
    expect(brotliCompressSync(css).length, 'the sheet, brotli').toBeLessThanOrEqual(1_200)
    expect(css.toString()).toContain('.timeline')
    const others = (await listFiles(dist)).filter((file) =>
      /(?<!co-thanh-phan\/|viet-la[^/]*\/)index\.html$/.test(file),
    )
    const texts = await Promise.all(others.map((file) => readFile(join(dist, file), 'utf8')))
    expect(texts.length).toBeGreaterThan(5)
    expect(texts.filter((text) => /components\.\w+\.css/.test(text))).toEqual([])
  })

  test('an article that is written strangely is as whole as others', async () => {
    const page = await readPage(dist, '2020/viet-la/index.html')
    expect(page.querySelector('meta[name="DC.date"]')?.getAttribute('content')).toBe('2020-05-06')
    const sheets = [...page.querySelectorAll('.text link[rel=stylesheet]')]
    expect(sheets.map((sheet) => sheet.nextElementSibling?.className)).toEqual(['aside'])
    const edition = await readFile(join(dist, '2020/viet-la/index.md'), 'utf8')
    expect(edition.split('---\n')).toHaveLength(3)
    expect(edition).toContain('![Hàng \\] rào](https://')
    expect(edition).toContain('[1]: https://bao.example/doc/2020/bai-dai/')
  })

  test('the Markdown edition has no comment, and links that lead on from anywhere', async () => {
    const edition = await readFile(join(dist, '2020/viet-la-hai/index.md'), 'utf8')
    expect(edition).toContain('\nsource: {"name":"Báo Cũ"}\ncorrections: [{"date":')
    expect(edition).toContain('\n# Viết \\*lạ\\* \\[hai\\]\n')
    const at = 'https://bao.example/doc/2020'
    expect(edition).toContain(
      `Đoạn  một …\u00a0[xem](${at}/bai-dai/ "Bài dài"), [mục](${at}/viet-la-hai/#muc), [bảng](${at}/bai-dai/).\n`,
    )
    // A comment that begins a line ends the paragraph on the page, too.
    expect(edition).toContain('\nĐoạn hai\n\nhết.\n')
    expect(edition).toContain('```\n[a](/b/) &hellip; <!-- mã -->\n```')
    expect(edition).toContain(`[nối][kia] tới [báo](https://bao.vn)\n\n[kia]: ${at}/bai-dai/`)
    expect(edition).not.toContain('bí')
    const components = await readFile(join(dist, '2020/viet-la-ba/index.md'), 'utf8')
    expect(components).toContain('\n> Câu  một\n> trích.\n')
    expect(components).toContain('\nDòng một \\\nDòng hai\n\nDòng ba\n')
    expect(components).toContain('\nGiá 5$\\\nmột\\\nhai\n')
    expect(components).toContain(
      '\n- Mục:\n\n  **Khung**\n\n  Trong mục.\n\n  > Câu hai\n  > dòng.\n  > \n  > Câu ba.\n',
    )
    expect(components).toContain('\n1.\t> Câu bốn\n  \t> dòng.\n')
    expect(components).toContain('\n**Giá \\*5\\* và a\\_b**\n\nMột.\n\nThụt một.\n\nThụt hai.\n\nHết.\n')
    const { items } = JSON.parse(await readFile(join(dist, 'feed.json'), 'utf8'))
    const text: string = items.find(({ url }: { url: string }) => url.includes('viet-la-hai')).content_html
    expect([...text.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      ...[`${at}/bai-dai/`, `${at}/viet-la-hai/#muc`, `${at}/bai-dai/`, `${at}/bai-dai/`, 'https://bao.vn'],
    ])
  })

  test('plays a video beside the article in the browser’s own player, which fetches nothing before the click', async () => {
    const page = await readPage(dist, '2020/co-thanh-phan/index.html')
    const video = page.querySelector('video')
    expect(video?.getAttribute('src')).toBe('/doc/2020/co-thanh-phan/phim.mp4')
    expect(video?.getAttribute('preload')).toBe('none')
    expect(video?.hasAttribute('controls')).toBe(true)
    expect(video?.getAttribute('aria-label')).toBe('Ảnh tĩnh')
    expect(video?.querySelector('track')?.getAttribute('src')).toBe('/doc/2020/co-thanh-phan/phim.vtt')
    const film = await readFile(join(dist, '2020/co-thanh-phan/phim.mp4'))
    expect(film.equals(await readFile(join(repository, 'src/desk/examples/phim.mp4')))).toBe(true)
    expect(await readFile(join(dist, '2020/co-thanh-phan/phim.vtt'), 'utf8')).toContain('Một.')
    expect(page.querySelectorAll('iframe, object, embed, .text script')).toHaveLength(0)
  })

  test('gives components to feeds as plain elements, without classes and ids', async () => {
    const { items } = JSON.parse(await readFile(join(dist, 'feed.json'), 'utf8'))
    const text: string = items.find(({ url }: { url: string }) => url.includes('co-thanh-phan')).content_html
    expect(text).toContain('<p><strong>Nói thêm</strong></p>')
    expect(text).toContain('<strong><time datetime="2018-09-07">07/09/2018</time></strong> Việc một.')
    expect(text).toContain('<caption>Tóm tắt</caption>')
    expect(text).toContain('<th scope="row">Nơi:</th><td>Một nơi</td>')
    expect(text).toMatch(
      /<a href="https:\/\/bao\.example\/doc\/2020\/co-thanh-phan\/phim\.mp4"><img src="https:[^>]+ alt="Ảnh tĩnh"><\/a>/,
    )
    expect(text).toMatch(/<a href="https:\/\/www\.youtube\.com\/watch\?v=x"[^>]*><img [^>]+>\s*Xem trên YouTube<\/a>/)
    expect(text).not.toMatch(/ (?:class|id|role|data-[a-z]+)=|<video|<link/)
  })

  test('gives components to the Markdown edition as Markdown', async () => {
    const text = await readFile(join(dist, '2020/co-thanh-phan/index.md'), 'utf8')
    const image = String.raw`!\[[^\]]+\]\(https:\S+\.jpe?g`
    expect(text).toContain('\n**Nói thêm**\n\nTrong **khung**.\n')
    expect(text).toContain('\n> Một câu.\n')
    expect(text).toContain('\n- **07/09/2018** Việc một.\n')
    expect(text).toContain('\n**Tóm tắt**\n\n- **Nơi:** Một nơi\n')
    expect(text).toMatch(new RegExp(`${image} "Một\\."\\)\n\n${image}\\)`))
    expect(text).toContain('\n[Xem video](https://bao.example/doc/2020/co-thanh-phan/phim.mp4)\n')
    expect(text).toContain('](https://www.youtube.com/watch?v=x)')
    expect(text).not.toMatch(/<\/?[A-Z]/)
  })

  test('has no page of examples: that is the dev server’s', async () => {
    const files = await listFiles(dist)
    expect(files.filter((file) => /vi-du|hinh-\d|guide|Example/.test(file))).toEqual([])
  })

  test('is valid HTML with every component', async () => {
    const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, extends: ['html-validate:standard'] }))
    const { results } = await validator.validateFile(join(dist, '2020/co-thanh-phan/index.html'))
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
      [],
    )
  })

  test('offers each picture in two formats, and publishes no original', async () => {
    const page = await readPage(dist, '2020/bai-dai/index.html')
    const picture = page.querySelector('.text picture')
    expect([...(picture?.querySelectorAll('source') ?? [])].map((source) => source.getAttribute('type'))).toEqual([
      'image/avif',
    ])
    const img = picture?.querySelector('img')
    expect([img?.getAttribute('width'), img?.getAttribute('height')]).toEqual(['2000', '1333'])
    expect(img?.getAttribute('srcset')?.match(/ \d+w/g)).toEqual([' 480w', ' 960w', ' 1440w'])
    expect((await listFiles(dist)).filter((file) => /dau(?!-[0-9a-f]{8}\.[0-9a-f]{12}\.)/.test(file))).toEqual([])
  })

  test('offers whatever knows no AVIF one small file in a list', async () => {
    const list = await readPage(dist, 'chuyen-muc/thoi-su/index.html')
    const img = list.querySelector('.teaser img')
    expect([img?.hasAttribute('srcset'), img?.hasAttribute('sizes')]).toEqual([false, false])
    const small = await sharp(join(dist, String(img?.getAttribute('src')).replace('/doc/', ''))).metadata()
    expect([small.format, small.width]).toEqual(['jpeg', 480])
    expect(list.querySelector('.teaser source')?.getAttribute('srcset')?.match(/ \d+w/g)).toHaveLength(3)
  })

  test('names who took a photo, and leads to no page of who wrote nothing', async () => {
    const page = await readPage(dist, '2020/bai-dai/index.html')
    const news = JSON.parse(textOf(page.querySelector('script[type="application/ld+json"]')))
    expect(news.image[0].creator).toEqual({ '@type': 'Person', name: 'Vũ An' })
    expect(news.author[0].url).toBe('https://bao.example/doc/tac-gia/nguoi-thu/')
  })

  test('shows a drawing without a ground on white, in both formats', async () => {
    const derivatives = (await listFiles(dist)).filter((file) => /_astro\/hinh-ve.*\.(?:avif|jpg)$/.test(file))
    expect(derivatives.map((file) => file.slice(-3)).sort()).toEqual(['jpg', 'vif'])
    for (const file of derivatives) {
      const { channels } = await sharp(join(dist, file)).metadata()
      const { data } = await sharp(join(dist, file)).raw().toBuffer({ resolveWithObject: true })
      expect([channels, ...data.subarray(0, 3)], file).toEqual([3, 255, 255, 255])
    }
  })

  test('keeps the lead picture of a phone within 45 KB', async () => {
    const page = await readPage(dist, '2020/bai-dai/index.html')
    const wanted = page
      .querySelector('.text source[type="image/avif"]')
      ?.getAttribute('srcset')
      ?.match(/(\S+) 960w/)?.[1]
    const { length } = await readFile(join(dist, String(wanted).replace('/doc/', '')))
    expect(length, `the lead picture is ${length} B; at most 45,000`).toBeLessThanOrEqual(45_000)
    expect(length).toBeGreaterThan(5_000)
  })

  test('writes credit and licence, and nothing else, into every derivative', async () => {
    const files = (await listFiles(dist)).filter((file) => /_astro\/dau-.*(avif|jpg)$/.test(file))
    // Three widths in two formats, which lists and feeds share, and two more shapes for search engines.
    expect(files).toHaveLength(8)
    for (const file of files) {
      const { exif, iptc, xmpAsString = '' } = await sharp(join(dist, file)).metadata()
      expect([exif, iptc], file).toEqual([undefined, undefined])
      expect(xmpAsString, file).toContain('<dc:creator><rdf:Seq><rdf:li>Vũ An</rdf:li></rdf:Seq></dc:creator>')
      expect(xmpAsString, file).toContain('<photoshop:Credit>Vũ An</photoshop:Credit>')
      expect(xmpAsString, file).toContain(
        '<xmpRights:WebStatement>https://creativecommons.org/licenses/by/4.0/</xmpRights:WebStatement>',
      )
    }
  })

  test('makes no derivative larger than the next bigger one or than its source', async () => {
    const page = await readPage(dist, '2020/bai-dai/index.html')
    for (const element of page.querySelectorAll('.text source, .text img')) {
      const urls = String(element.getAttribute('srcset')).matchAll(/(\S+) \d+w/g)
      const sizes = await Promise.all(
        [...urls].map(async ([, url]) => (await readFile(join(dist, String(url).replace('/doc/', '')))).length),
      )
      expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
      expect(sizes.at(-1)).toBeLessThan((await photo(2000)).length)
    }
  })

  test('builds to the same bytes in another folder, time zone and locale, with fewer threads', async () => {
    const other = await makeProject(await many())
    const { code, output } = await build(other.root, {
      SITE_URL: 'https://bao.example/doc',
      TZ: 'America/Lima',
      LANG: 'vi_VN.UTF-8',
      UV_THREADPOOL_SIZE: '1',
    })
    expect(code, output).toBe(0)
    expect(await hashes(join(other.root, 'dist'))).toEqual(await hashes(dist))
    const again = await build(other.root, { SITE_URL: 'https://bao.example/doc' })
    expect(again.code, again.output).toBe(0)
    expect(again.output, 'the second build reuses every picture').not.toContain('(before:')
    expect(await hashes(join(other.root, 'dist'))).toEqual(await hashes(dist))
    await other.dispose()
  })

  test('mistakes stop the build, are all told at once, and leave the last good dist/ as it was', async () => {
    const before = await hashes(dist)
    await writeArticles(project.root, {
      '2020/bai-hai/index.mdx': articleFile({ author: undefined }),
      '2020/bai-ba/index.mdx': articleFile({ date: '2020-03-04' }),
    })
    const { code, output } = await build(project.root)
    expect(code).toBe(1)
    expect(output).toContain('2 mistakes in 2 files')
    expect(output, 'no stack reaches an editor').not.toMatch(/Stack trace|\bat .*\.ts:\d/)
    expect(output).toContain('content/articles/2020/bai-hai/index.mdx\n  line 2:1  author: is missing')
    expect(output).toContain('content/articles/2020/bai-ba/index.mdx\n  line 4:1  date: "2020-03-04" cannot stand here')
    expect(await hashes(dist)).toEqual(before)
  })
})
