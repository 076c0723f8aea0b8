import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Site } from '../../src/site.ts'
import { siteProblems } from '../../src/site-problems.ts'
import { site } from '../site/site.ts'

let folder: string
const square = (size: number) => sharp({ create: { width: size, height: size, channels: 3, background: '#fff' } }).png()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'public-'))
  await square(112).toFile(join(folder, 'logo.png'))
  await square(64).toFile(join(folder, 'nho.png'))
  await writeFile(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('settings that are right are no problem', async () => {
  for (const more of [
    {},
    { logo: 'logo.png', indexNowKey: 'a1-b2-c3', counter: { script: 'https://dem.bao.vn/c.js' } },
    { security: { contact: 'mailto:baomat@bao.vn', expires: '2027-01-01T00:00:00Z' } },
    { masthead: {} },
  ])
    expect(await siteProblems({ ...site, ...more }, folder)).toEqual([])
})

test.each<[Partial<Site>, string, string]>([
  [{ logo: 'khong.png' }, 'there is no picture public/khong.png', "logo: 'logo.png'"],
  [{ logo: 'nho.png' }, 'public/nho.png is png of 64 × 64 pixels', 'at least 112 × 112 pixels'],
  [{ logo: 'logo.svg' }, 'public/logo.svg is svg of 200 × 200 pixels', 'a PNG, JPEG or WebP'],
  [{ indexNowKey: 'ngắn' }, '"ngắn" is no key of IndexNow', '8 to 128'],
  [{ indexNowKey: 'a b c d e f g' }, '"a b c d e f g" is no key', '8 to 128'],
  [{ counter: { script: '/count.js' } }, '"/count.js" is no https address', "'https://dem.bao.vn/count.js'"],
  [{ counter: { script: 'http://dem.bao.vn/c.js' } }, 'is no https address', 'whole address'],
  [{ masthead: { licence: { number: '1', date: '30/02/2016' } } }, '"30/02/2016" is no day', "'2016-03-01'"],
  [{ masthead: { licence: { number: '1', date: '2016-02-30' } } }, '"2016-02-30" is no day', "'2016-03-01'"],
  [{ security: { contact: 'baomat@bao.vn', expires: '2027-01-01T00:00:00Z' } }, 'no address to write to', 'mailto:'],
  [{ security: { contact: 'mailto:a@bao.vn', expires: '2027' } }, '"2027" is no moment', "'2027-01-01T00:00:00+07:00'"],
])('%j is told, with what to write', async (more, wrong, write) => {
  const problems = await siteProblems({ ...site, ...more }, folder)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ file: 'src/site.ts', field: expect.stringContaining(Object.keys(more)[0] ?? '') })
  expect(problems[0]?.wrong).toContain(wrong)
  expect(problems[0]?.write).toContain(write)
})

test.each([
  ['_redirects', 'a build writes this file itself', 'aliases of articles'],
  ['robots.txt', 'a build makes this page or file itself', 'another name'],
  ['tim-kiem/index.html', 'a build makes this page or file itself', 'another name'],
  ['du-lieu.tep', 'hosts cannot be told the type of this file', 'media-types.ts'],
])('public/%s is told', async (name, wrong, write) => {
  const place = await mkdtemp(join(tmpdir(), 'public-'))
  await mkdir(dirname(join(place, name)), { recursive: true })
  await writeFile(join(place, name), '')
  // What systems leave, and what GitHub reads, is nobody's mistake.
  for (const left of ['.DS_Store', 'Thumbs.db', 'CNAME', 'ads.txt', '.well-known/a']) {
    await mkdir(dirname(join(place, left)), { recursive: true })
    await writeFile(join(place, left), '')
  }
  const problems = await siteProblems(site, place)
  expect(problems).toMatchObject([{ file: `public/${name}`, wrong, write: expect.stringContaining(write) }])
  await rm(place, { recursive: true })
})
