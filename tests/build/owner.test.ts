import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { articleFile, build, makeProject } from '../project.ts'

let project: Awaited<ReturnType<typeof makeProject>>
const read = (file: string) => readFile(join(project.root, 'dist', file), 'utf8')

beforeAll(async () => {
  project = await makeProject({
    '2020/hom-qua/index.mdx': articleFile({ title: 'Hôm qua & hôm nay', date: '"2020-03-04T05:06:00+07:00"' }),
    '2020/tuan-truoc/index.mdx': articleFile({ date: '"2020-02-26T05:06:00+07:00"' }),
    '2020/ngay-mai/index.mdx': articleFile({ date: '"2020-03-06T05:06:00+07:00"' }),
  })
  const site = join(project.root, 'src/site.ts')
  const text = (await readFile(site, 'utf8'))
    .replace('aiTraining: true', 'aiTraining: false')
    .replace(/masthead: \{.*?\n {2}\}/s, 'masthead: {}')
    .replace(
      'preloadHsts:',
      'logo: "bao/logo.png",\n  indexNowKey: "khoa-0123-abc",\n  security: { contact: "mailto:a@bao.example", expires: "2030-01-01T00:00:00Z" },\n  preloadHsts:',
    )
  await writeFile(site, text)
  const logo = sharp({ create: { width: 600, height: 200, channels: 3, background: '#fff' } }).png()
  await mkdir(join(project.root, 'public/bao'))
  await logo.toFile(join(project.root, 'public/bao/logo.png'))
  // 5 March 2020, 05:06 in Viet Nam.
  const { code, output } = await build(project.root, {
    SITE_URL: 'https://bao.example',
    SOURCE_DATE_EPOCH: '1583359560',
  })
  expect(code, output).toBe(0)
})

afterAll(() => project.dispose())

test('an owner who refuses AI training keeps link previews and search', async () => {
  const robots = await read('robots.txt')
  expect(robots).toMatch(/User-agent: GPTBot[\s\S]*Disallow: \/\n\nUser-agent: \*\nAllow: \//)
  expect(robots).not.toMatch(/facebookexternalhit|Twitterbot|TelegramBot|WhatsApp|Googlebot|bingbot/i)
})

test('an owner who gives a contact has a security.txt', async () => {
  const text = await read('.well-known/security.txt')
  expect(text).toContain('Contact: mailto:a@bao.example\nExpires: 2030-01-01T00:00:00Z\n')
  expect(text).toContain('Canonical: https://bao.example/.well-known/security.txt')
})

test('the news sitemap holds the last two days before the moment that counts as now', async () => {
  const news = await read('news-sitemap.xml')
  expect(news.match(/<loc>/g)).toHaveLength(1)
  expect(news).toContain('<news:title>Hôm qua &amp; hôm nay</news:title>')
  expect(news).toContain('<news:publication_date>2020-03-04T05:06:00+07:00</news:publication_date>')
})

test('what comes later is not out yet', async () => {
  expect(await read('sitemap-2020.xml')).not.toContain('ngay-mai')
})

test('search engines see the publisher’s logo, where it lies', async () => {
  const logo = '"logo":{"@type":"ImageObject","url":"https://bao.example/bao/logo.png"}'
  for (const page of ['index.html', '2020/hom-qua/index.html']) expect(await read(page), page).toContain(logo)
  expect((await sharp(join(project.root, 'dist/bao/logo.png')).metadata()).width).toBe(600)
})

test('a key of IndexNow is published under its own name', async () => {
  expect(await read('khoa-0123-abc.txt')).toBe('khoa-0123-abc')
})

test('a logo that is not there stops the build, and says what to write', async () => {
  await rm(join(project.root, 'public/bao/logo.png'))
  const { code, output } = await build(project.root, { SITE_URL: 'https://bao.example' })
  expect(code).not.toBe(0)
  expect(output).toContain('there is no picture public/bao/logo.png')
  expect(output).toContain("logo: 'logo.png'")
})

test('a masthead that nobody filled in is nowhere', async () => {
  const home = await read('index.html')
  expect(home).not.toMatch(/class="?masthead|Tổng Biên tập/)
  expect(home).toContain(
    '"publisher":{"@type":"NewsMediaOrganization","name":"Báo Thử","url":"https://bao.example/","logo":',
  )
})
