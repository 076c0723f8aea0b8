import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isProbablyReaderable, Readability } from '@mozilla/readability'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { mf2 } from 'microformats-parser'
import openGraphScraper from 'open-graph-scraper'
import sharp from 'sharp'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { listFiles, listPages, longArticle, longArticleFile, readPage, textOf } from './pages.ts'

const dist = inject('dist')
const address = `https://bao.example${longArticle}`
const headline = 'Nêu cao vai trò gương mẫu của cán bộ, đảng viên trong thực hiện nghị quyết T.Ư 4'
const read = (file: string) => readFile(join(dist, file), 'utf8')
const beside = (file: string) => read(join(longArticle, file))

const xmlFiles = ['rss.xml', 'atom.xml', 'sitemap.xml', 'sitemap-trang.xml', 'sitemap-2018.xml', 'news-sitemap.xml']

let page: Document
let html: string

beforeAll(async () => {
  page = await readPage(dist, longArticleFile)
  html = await read(longArticleFile)
})

const content = (selector: string) => page.querySelector(selector)?.getAttribute('content')
const href = (selector: string) => page.querySelector(selector)?.getAttribute('href')

describe('the head', () => {
  test.each([
    ['meta[name=robots]', 'max-image-preview:large'],
    ['meta[property="og:type"]', 'article'],
    ['meta[property="og:title"]', headline],
    ['meta[property="og:url"]', address],
    ['meta[property="og:site_name"]', 'Báo Thử'],
    ['meta[property="og:locale"]', 'vi_VN'],
    ['meta[property="og:image:type"]', 'image/jpeg'],
    ['meta[property="og:image:width"]', '1200'],
    ['meta[property="og:image:height"]', '630'],
    ['meta[property="og:image:alt"]', headline],
    ['meta[property="article:published_time"]', '2018-09-07T08:09:00+07:00'],
    ['meta[property="article:modified_time"]', '2018-09-07T08:09:00+07:00'],
    ['meta[property="article:author"]', 'https://bao.example/tac-gia/binh-duyen/'],
    ['meta[name="twitter:card"]', 'summary_large_image'],
    ['meta[name="DC.type"]', 'newsitem'],
    ['meta[name="DC.creator"]', 'Bình Duyên'],
    ['meta[name="DC.date"]', '2018-09-07'],
    ['meta[name="DC.language"]', 'vi'],
    ['meta[name=author]', 'Bình Duyên'],
    ['meta[name=theme-color][media*=light]', '#fffefc'],
    ['meta[name=theme-color][media*=dark]', '#15171a'],
  ])('%s', (selector, value) => {
    expect(content(selector)).toBe(value)
  })

  test.each([
    ['link[rel=canonical]', address],
    ['link[type="application/rss+xml"]', 'https://bao.example/rss.xml'],
    ['link[type="text/markdown"]', `${address}index.md`],
    ['link[rel=icon][type="image/svg+xml"]', '/favicon.svg'],
    ['link[rel=icon][sizes="32x32"]', '/favicon.ico'],
    ['link[rel=apple-touch-icon]', '/apple-touch-icon.png'],
    ['link[rel=manifest]', '/manifest.webmanifest'],
  ])('%s leads to a file that is there', async (selector, value) => {
    expect(href(selector)).toBe(value)
    const file = value.replace('https://bao.example', '').replace(/\/$/, '/index.html')
    expect((await read(file)).length).toBeGreaterThan(0)
  })

  test('offers RSS everywhere, and the other forms of the feed on the front page', async () => {
    const feeds = (of: Document) =>
      [...of.querySelectorAll('link[rel=alternate][title]')].map((link) => link.getAttribute('href'))
    expect(feeds(page)).toEqual(['https://bao.example/rss.xml'])
    expect(feeds(await readPage(dist, 'index.html'))).toEqual(
      ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `https://bao.example/${file}`),
    )
  })

  test('has the tags in the order that previews need', () => {
    const order = [
      'charset="utf-8"',
      'name="viewport"',
      '<title>',
      'rel="canonical"',
      'name="description"',
      'og:type',
      'og:image"',
    ]
    const places = order.map((text) => html.indexOf(text))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(Buffer.byteLength(html.slice(0, html.indexOf('charset='))), 'charset within 1,024 B').toBeLessThan(1024)
  })

  test('invents nothing: no section, place or tag that the frontmatter does not name', () => {
    expect(html).not.toMatch(
      /article:section|article:tag|articleSection|contentLocation|keywords|isBasedOn|citation_title/,
    )
  })
})

test('every page that search engines list has a description of its own', async () => {
  const described = new Map<string, string>()
  for (const file of await listPages(dist)) {
    const listed = await readPage(dist, file)
    if (listed.querySelector('meta[name=robots]')?.getAttribute('content') === 'noindex') continue
    const text = String(listed.querySelector('meta[name=description]')?.getAttribute('content'))
    expect(text.length, file).toBeGreaterThan(15)
    expect(described.get(text), file).toBeUndefined()
    described.set(text, file)
  }
  expect(described.size).toBeGreaterThan(20)
})

describe('JSON-LD', () => {
  const objects = () =>
    [...page.querySelectorAll('script[type="application/ld+json"]')].map((s) => JSON.parse(String(s.textContent)))

  test('is a top-level NewsArticle and a BreadcrumbList', () => {
    const [article, breadcrumbs] = objects()
    expect(article).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      headline,
      mainEntityOfPage: address,
      datePublished: '2018-09-07T08:09:00+07:00',
      author: [{ '@type': 'Person', name: 'Bình Duyên', url: 'https://bao.example/tac-gia/binh-duyen/' }],
      publisher: { '@type': 'Organization', name: 'Báo Thử' },
      timeRequired: 'PT4M',
      isAccessibleForFree: true,
    })
    expect(article.wordCount).toBeGreaterThan(900)
    expect(breadcrumbs['@type']).toBe('BreadcrumbList')
    expect(breadcrumbs.itemListElement.map((item: { item: string }) => item.item)).toEqual([
      'https://bao.example/',
      'https://bao.example/2018/',
    ])
  })

  test('offers the picture in three shapes, at least 1200 px wide, and credits nobody for a stand-in', async () => {
    const images = (objects()[0].image as { url: string }[]).map(({ url }) => new URL(url).pathname)
    const measured = await Promise.all(images.map((path) => sharp(join(dist, path)).metadata()))
    expect(measured.map(({ width, height }) => [width, height])).toEqual([
      [1440, 1080],
      [1200, 1200],
      [1200, 675],
    ])
    expect(measured.map(({ xmpAsString }) => xmpAsString)).toEqual([undefined, undefined, undefined])
    expect(JSON.stringify(objects())).not.toContain('Dương Hà')
  })

  test('of the home page is a WebSite', async () => {
    const home = await readPage(dist, 'index.html')
    expect(JSON.parse(String(home.querySelector('script[type="application/ld+json"]')?.textContent))).toMatchObject({
      '@type': 'WebSite',
      url: 'https://bao.example/',
      publisher: {
        '@type': 'NewsMediaOrganization',
        name: 'Báo Thử',
        parentOrganization: { name: 'Hội Thử nghiệm' },
        employee: { name: 'Trần Thử', jobTitle: 'Tổng Biên tập' },
        telephone: '000 0000 000',
        email: 'toasoan@bao.example',
      },
    })
  })
})

describe('a recording of an article', () => {
  const url = 'https://bao.example/2024/bai-khong-anh/doc.mp3'

  test('is played by the browser’s own player, which fetches nothing before', async () => {
    const article = await readPage(dist, '2024/bai-khong-anh/index.html')
    const player = article.querySelector('audio')
    expect(player?.getAttribute('src')).toBe('/2024/bai-khong-anh/doc.mp3')
    expect(player?.getAttribute('preload')).toBe('none')
    expect(player?.hasAttribute('controls')).toBe(true)
    expect(player?.getAttribute('aria-label')).toBe('Nghe bài, 2 phút')
    const size = (await readFile(join(dist, '2024/bai-khong-anh/doc.mp3'))).length
    expect(size).toBeGreaterThan(1_000_000)
    expect(page.querySelector('audio')).toBeNull()
  })

  test('is told of with its length, in the feeds and the data', async () => {
    const size = (await readFile(join(dist, '2024/bai-khong-anh/doc.mp3'))).length
    const [news] = objectsOf(await readPage(dist, '2024/bai-khong-anh/index.html'))
    expect(news.audio).toMatchObject({ '@type': 'AudioObject', contentUrl: url, duration: 'PT95S' })
    const rss = parseRssFeed(await read('rss.xml')).items?.find(({ link }) => link?.includes('bai-khong-anh'))
    expect(rss?.enclosures).toEqual([{ url, length: size, type: 'audio/mpeg' }])
    const atom = parseAtomFeed(await read('atom.xml')).entries?.find(({ id }) => id?.includes('bai-khong-anh'))
    expect(atom?.links?.find(({ rel }) => rel === 'enclosure')).toMatchObject({ href: url, length: size })
    const json = parseJsonFeed(await read('feed.json')).items?.find(({ id }) => id?.includes('bai-khong-anh'))
    expect(json?.attachments).toEqual([{ url, mime_type: 'audio/mpeg', size_in_bytes: size, duration_in_seconds: 95 }])
    expect(await read('feed.json')).not.toContain('"attachments": []')
  })
})

test('a list says how many articles it has', async () => {
  const list = await readPage(dist, 'chuyen-muc/kinh-te/index.html')
  expect(list.querySelector('.list-about span')?.textContent).toBe(`${list.querySelectorAll('.teaser').length} bài`)
})

test('the masthead stands at the foot of every page, with what is filled in and nothing else', () => {
  expect([...page.querySelectorAll('.footer .masthead > div')].map(textOf)).toEqual(mastheadLines)
})

const mastheadLines = [
  'Cơ quan chủ quản: Hội Thử nghiệm',
  'Giấy phép: số 12/GP-THỬ, cấp ngày 01/03/2016',
  'Tổng Biên tập: Trần Thử',
  'Điện thoại: 000 0000 000',
  'Email: toasoan@bao.example',
]

const objectsOf = (document: Document) =>
  [...document.querySelectorAll('script[type="application/ld+json"]')].map((script) => JSON.parse(textOf(script)))

describe('a page of the owner’s', () => {
  test('is like any other: canonical, in the sitemap, in the footer of every page', async () => {
    const about = await readPage(dist, 'gioi-thieu/index.html')
    expect(about.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe('https://bao.example/gioi-thieu/')
    expect(textOf(about.querySelector('main h1'))).toBe('Giới thiệu')
    expect(textOf(about.querySelector('main .text'))).toContain('Báo Thử ra mỗi khi có người chạy thử.')
    expect(await read('sitemap-trang.xml')).toContain('<loc>https://bao.example/lien-he/</loc>')
    const links = [...page.querySelectorAll('.footer a')].map((link) => link.getAttribute('href'))
    expect(links).toEqual(expect.arrayContaining(['/gioi-thieu/', '/lien-he/', '/tim-kiem/', '/chuyen-muc/thoi-su/']))
  })

  test('about the newspaper says who publishes, to readers and to machines; another does not', async () => {
    const about = await readPage(dist, 'gioi-thieu/index.html')
    expect([...about.querySelectorAll('main .masthead > div')].map(textOf)).toEqual(mastheadLines)
    expect(objectsOf(about)).toMatchObject([
      { '@type': 'AboutPage', mainEntity: { name: 'Báo Thử', employee: { name: 'Trần Thử' } } },
    ])
    const other = await readPage(dist, 'lien-he/index.html')
    expect(other.querySelector('main .masthead')).toBeNull()
    expect(objectsOf(other)).toEqual([])
  })
})

describe('what is known of an author', () => {
  test('stands at the end of the article, on the author’s page and in the data of both', async () => {
    const article = await readPage(dist, '2021/bo-anh/index.html')
    const boxes = [...article.querySelectorAll('.after .author-box')]
    expect(boxes).toHaveLength(1)
    expect([...(boxes[0]?.querySelectorAll('p, li') ?? [])].map(textOf)).toEqual([
      'Trần Mẫu',
      'Phóng viên ảnh',
      'Trần Mẫu chụp các bến sông và chợ quê.',
      'anh.example',
    ])
    const known = {
      '@type': 'Person',
      name: 'Trần Mẫu',
      jobTitle: 'Phóng viên ảnh',
      description: 'Trần Mẫu chụp các bến sông và chợ quê.',
      sameAs: ['https://anh.example/tran-mau'],
    }
    const [news] = objectsOf(article)
    expect(news.author).toMatchObject([known, { '@type': 'Person', name: 'Lê Thử' }])
    expect(news.image[0].creator).toMatchObject(known)
    const author = await readPage(dist, 'tac-gia/tran-mau/index.html')
    expect(textOf(author.querySelector('.author-box'))).toContain('Phóng viên ảnh')
    expect(objectsOf(author)).toMatchObject([
      { '@type': 'ProfilePage', mainEntity: { ...known, image: expect.stringContaining('/_astro/tran-mau-') } },
    ])
    expect(article.querySelector('meta[name="fediverse:creator"]')?.getAttribute('content')).toBe(
      '@tranmau@mang.example',
    )
  })

  test('may be that it is an agency, which is no person', async () => {
    const [news] = objectsOf(await readPage(dist, '2024/bai-khong-anh/index.html'))
    expect(news.author).toMatchObject([{ '@type': 'Organization', name: 'Hãng tin Mẫu' }])
  })

  test('is nothing for most: no box, no more than a name', () => {
    expect(page.querySelector('.author-box')).toBeNull()
    expect(objectsOf(page)[0].author).toEqual([
      { '@type': 'Person', name: 'Bình Duyên', url: 'https://bao.example/tac-gia/binh-duyen/' },
    ])
  })
})

describe('the end of an article', () => {
  test('is in the order in which it is read', async () => {
    const article = await readPage(dist, '2023/dinh-chinh/index.html')
    expect([...article.querySelectorAll('.after h2, .after summary')].map(textOf)).toEqual([
      'Đính chính',
      'Nguồn',
      'Từ khóa',
      'Chia sẻ',
      'Đọc tiếp',
      'Bài trước, bài sau',
      'Trích dẫn bài này',
    ])
  })

  test('begins with the signature, which stands before the footnotes', async () => {
    const article = await readPage(dist, '2022/bang-so-lieu/index.html')
    const [signature] = article.querySelectorAll('.text > .signature')
    expect(textOf(signature ?? null)).toBe('Phạm Kiểm')
    expect(signature?.nextElementSibling?.className).toBe('footnotes')
  })

  test('leads on by what the article is about, with pictures, and repeats none', async () => {
    const article = await readPage(dist, '2023/dinh-chinh/index.html')
    const next = [...article.querySelectorAll('.go-on a')].map((link) => link.getAttribute('href'))
    expect(next).toHaveLength(5)
    expect(new Set(next).size).toBe(5)
    expect(article.querySelector('.read-next img')).not.toBeNull()
  })

  test('offers to share where a link is taken, with nothing of the services’ own', () => {
    expect([...page.querySelectorAll('.share a, .share button')].map(textOf)).toEqual([
      'Facebook',
      'Messenger',
      'Telegram',
      'WhatsApp',
      'X',
      'Email',
      'Mã QR',
    ])
  })
})

test('every article names a share card that is there, of the type that it says, under 300 KB', async () => {
  const types = new Set<string>()
  for (const file of (await listFiles(dist)).filter((path) => /^\d{4}\/[^/]+\/index\.html$/.test(path))) {
    const article = await readPage(dist, file)
    // What was taken down or renamed has a page, but no card.
    if (!article.querySelector('.article')) continue
    const named = (property: string) => article.querySelector(`meta[property="${property}"]`)?.getAttribute('content')
    const { pathname } = new URL(String(named('og:image')))
    expect(pathname, file).toMatch(/\/card\.[0-9a-f]{12}\.(?:jpg|png)$/)
    const bytes = await readFile(join(dist, pathname))
    expect(bytes.length, `the card of ${file} is ${bytes.length} B; at most 300,000`).toBeLessThan(300_000)
    expect(named('og:image:type'), file).toBe(`image/${(await sharp(bytes).metadata()).format}`)
    types.add(String(named('og:image:type')))
  }
  expect([...types].sort(), 'with a photo and without').toEqual(['image/jpeg', 'image/png'])
})

describe('consumers that nobody here wrote understand the article', () => {
  test('open-graph-scraper', async () => {
    const { result } = await openGraphScraper({ html })
    expect(result).toMatchObject({
      ogTitle: headline,
      ogType: 'article',
      ogLocale: 'vi_VN',
      ogUrl: address,
      success: true,
    })
    expect(result.ogImage).toMatchObject([{ width: '1200', height: '630', type: 'image/jpeg' }])
    expect(result.jsonLD).toHaveLength(2)
  })

  test('a microformats parser', () => {
    const { items } = mf2(html, { baseUrl: address })
    const entry = items.find(({ type }) => type?.includes('h-entry'))
    expect(entry?.properties.name).toEqual([headline])
    expect(entry?.properties.published).toEqual(['2018-09-07T08:09:00+07:00'])
    expect(entry?.properties.url).toEqual([address])
    expect(entry?.properties.author).toMatchObject([{ type: ['h-card'], properties: { name: ['Bình Duyên'] } }])
    expect(JSON.stringify(entry?.properties.content)).toContain('Đảng bộ thị trấn Tam Sơn hiện có 285 đảng viên')
  })

  test('Firefox’s reader view', async () => {
    const fresh = await readPage(dist, longArticleFile)
    expect(isProbablyReaderable(fresh)).toBe(true)
    const found = new Readability(fresh).parse()
    expect(found?.title).toContain('Nêu cao vai trò gương mẫu')
    expect(found?.byline).toContain('Bình Duyên')
    expect(found?.publishedTime).toBe('2018-09-07T08:09:00+07:00')
    const paragraphs = [...page.querySelectorAll('.text > p')].map(textOf)
    const text = String(found?.textContent).replace(/\s+/g, ' ')
    expect(paragraphs).toHaveLength(9)
    for (const paragraph of paragraphs) expect(text).toContain(paragraph)
  })
})

test('the Markdown beside the article holds its metadata and every paragraph', async () => {
  const markdown = await beside('index.md')
  expect(markdown).toContain(`title: ${JSON.stringify(headline)}`)
  expect(markdown).toContain(`permalink: "${address}"`)
  for (const paragraph of page.querySelectorAll('.text > p')) expect(markdown).toContain(paragraph.textContent)
})

describe('feeds', () => {
  // One of the newest ten, with a photo.
  const recentAddress = 'https://bao.example/2021/bai-anh-doc/'
  const recentHeadline = 'Người giữ nghề đan nón'

  test.each(xmlFiles)('%s is well-formed XML', async (file) => {
    expect(XMLValidator.validate(await read(file))).toBe(true)
  })

  test.each(['rss.xml', 'atom.xml'])('%s has a style sheet for people, which is there', async (file) => {
    expect(await read(file)).toContain('<?xml-stylesheet type="text/css" href="https://bao.example/feed.css"?>')
    expect(await read('feed.css')).toContain('Đây là kênh RSS')
  })

  test('RSS carries the full text, the author and the picture with its size', async () => {
    const { items = [], language } = parseRssFeed(await read('rss.xml'))
    expect(language).toBe('vi')
    const item = items.find(({ link }) => link === recentAddress)
    expect(item).toMatchObject({
      title: recentHeadline,
      guid: { value: recentAddress },
      dc: { creators: ['Trần Mẫu'] },
    })
    expect(items).toHaveLength(10)
    expect(item?.content?.encoded).toContain('mũi khâu giấu vào trong')
    expect(item?.content?.encoded).toMatch(
      /<img src="https:\/\/bao\.example\/_astro\/[^"]+" width="\d+" height="\d+" alt="Một người/,
    )
    const { channel } = new XMLParser({ ignoreAttributes: false }).parse(await read('rss.xml')).rss
    const media = channel.item.find(({ link }: { link: string }) => link === recentAddress)['media:content']
    expect(media).toMatchObject({ '@_type': 'image/jpeg', '@_width': '900', '@_height': '1200' })
  })

  test('Atom has its title as text, stable ids and offsets', async () => {
    const feed = parseAtomFeed(await read('atom.xml'))
    expect(feed.title?.value).toBe('Báo Thử')
    expect(feed.entries?.find(({ id }) => id === recentAddress)).toMatchObject({
      title: { value: recentHeadline },
      authors: [{ name: 'Trần Mẫu' }],
    })
  })

  test('JSON Feed is version 1.1', async () => {
    const text = await read('feed.json')
    expect(JSON.parse(text).version).toBe('https://jsonfeed.org/version/1.1')
    const item = parseJsonFeed(text).items?.find(({ id }) => id === recentAddress)
    expect(item).toMatchObject({ url: recentAddress, title: recentHeadline, language: 'vi' })
  })

  test('the sitemaps have each page with its picture; the news sitemap only the last two days', async () => {
    const parse = async (file: string) => new XMLParser().parse(await read(file))
    const { sitemap } = (await parse('sitemap.xml')).sitemapindex
    const names = sitemap.map(({ loc }: { loc: string }) => loc.slice('https://bao.example/'.length))
    expect(names).toEqual(expect.arrayContaining(['sitemap-trang.xml', 'sitemap-2018.xml', 'sitemap-2024.xml']))
    const pages = (await parse('sitemap-trang.xml')).urlset.url.map(({ loc }: { loc: string }) => new URL(loc).pathname)
    expect(pages).toEqual(expect.arrayContaining(['/', '/2018/', '/chuyen-muc/kinh-te/', '/tac-gia/binh-duyen/']))
    expect(pages.filter((path: string) => /404|da-go|ngoai-tuyen/.test(path))).toEqual([])
    const { urlset } = await parse('sitemap-2018.xml')
    const entry = [urlset.url].flat().find(({ loc }: { loc: string }) => loc === address)
    expect(entry).toMatchObject({ lastmod: '2018-09-07T08:09:00+07:00' })
    expect(entry['image:image']['image:loc']).toMatch(/^https:\/\/bao\.example\/_astro\//)
    expect(await read('news-sitemap.xml')).not.toContain('<url>')
  })

  test('xmllint agrees, where it is installed', async () => {
    try {
      execFileSync('xmllint', ['--version'], { stdio: 'ignore' })
    } catch {
      console.log('xmllint is not installed: feeds were parsed by fast-xml-parser and feedsmith alone')
      return
    }
    for (const file of xmlFiles) execFileSync('xmllint', ['--noout', join(dist, file)])
  })
})

test('robots.txt keeps link previews and names the sitemaps', async () => {
  const text = await read('robots.txt')
  expect(text).toContain('User-agent: *\nAllow: /')
  expect(text).toContain('Sitemap: https://bao.example/sitemap.xml')
})

test('sharing needs no script and no third party', () => {
  const links = [...page.querySelectorAll('.share a')].map((link) => String(link.getAttribute('href')))
  expect(links.map((link) => new URL(link, address).host)).toEqual(
    expect.arrayContaining(['www.facebook.com', 'x.com', 't.me', 'wa.me']),
  )
  expect(links.some((link) => link.startsWith('mailto:?subject='))).toBe(true)
  for (const link of links) expect(link).not.toMatch(/utm_|fbclid|ref=/)
  expect(textOf(page.querySelector('.citation'))).toBe(`Bình Duyên, “${headline}”, Báo Thử, 07/09/2018, ${address}`)
})

test('the front page has a lead, three beside each other, rows, and headlines in full rows of three', async () => {
  const home = await readPage(dist, 'index.html')
  const count = (tier: string) => home.querySelectorAll(`main .teaser.${tier}`).length
  expect([count('lead'), count('second')]).toEqual([1, 3])
  expect(count('brief') % 3).toBe(0)
  expect(count('lead') + count('second') + count('row') + count('brief')).toBe(12)
  expect(home.querySelector('.header.nameplate')).not.toBeNull()
  expect(page.querySelector('.header.nameplate')).toBeNull()
})
