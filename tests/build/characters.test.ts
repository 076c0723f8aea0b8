import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { HtmlValidate } from 'html-validate'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { withPlainSpaces } from '../../src/vietnamese/spaces.ts'
import { kinds } from '../characters.ts'
import { articleFile, build, makeProject, photo } from '../project.ts'
import { listFiles, readPage } from './pages.ts'

/*
 * One character of each kind stands in every field of an article; whatever a build writes of it is read again by
 * parsers that nobody here wrote.
 */
const words = (of: readonly string[]) => withPlainSpaces(of.map((kind) => `a${kind}b`).join(' '))
/** A mark without the letter that it belongs to is refused before. */
const composed = kinds.filter((kind) => words([kind]) === words([kind]).normalize('NFC'))
/** In parts, since a headline has its longest. */
const parts = [composed.slice(0, 12), composed.slice(12, 24), composed.slice(24)].map(words)
const article = (i: number) => {
  const text = JSON.stringify(parts[i])
  const fields = { title: text, description: text, author: `[${text}]`, section: text, tags: `[${text}]`, place: text }
  const source = `\n  name: ${text}`
  const lead = `\n  src: anh.jpg\n  alt: ${text}\n  caption: ${text}\n  credit: ${text}`
  return articleFile({ ...fields, date: `"2020-03-0${i + 1}T05:06:00+07:00"`, source, photo: lead })
}

let project: Awaited<ReturnType<typeof makeProject>>
const read = (file: string) => readFile(join(project.root, 'dist', file), 'utf8')

beforeAll(async () => {
  const anh = await photo(1300, 1300)
  project = await makeProject(
    Object.fromEntries(
      parts.flatMap((_, i) => [
        [`2020/bai-${i}/index.mdx`, article(i)],
        [`2020/bai-${i}/anh.jpg`, anh],
      ]),
    ),
  )
  const { code, output } = await build(project.root, { SITE_URL: 'https://bao.example' })
  expect(code, output).toBe(0)
})

afterAll(() => project.dispose())

const newestFirst = parts.toReversed()

test('feeds say what was written', async () => {
  const rss = parseRssFeed(await read('rss.xml'))
  const atom = parseAtomFeed(await read('atom.xml'))
  const json = parseJsonFeed(await read('feed.json'))
  expect(rss.items?.map(({ title }) => title)).toEqual(newestFirst)
  expect(rss.items?.map(({ dc }) => dc?.creators?.[0])).toEqual(newestFirst)
  expect(atom.entries?.map(({ summary }) => summary?.value)).toEqual(newestFirst)
  expect(json.items?.map(({ tags }) => tags?.[0])).toEqual(newestFirst)
})

test('every XML file is well-formed', async () => {
  const files = (await listFiles(join(project.root, 'dist'))).filter((file) => file.endsWith('.xml'))
  expect(files.length).toBeGreaterThan(10)
  for (const file of files) {
    const xml = await read(file)
    expect(XMLValidator.validate(xml), file).toBe(true)
    expect(Object.keys(new XMLParser().parse(xml)).length, file).toBeGreaterThan(0)
  }
})

test.each([0, 1, 2])('page, data, Markdown and card of article %i are whole', async (i) => {
  const [file, text] = [`2020/bai-${i}/index.html`, parts[i]]
  const page = await readPage(join(project.root, 'dist'), file)
  expect(page.querySelector('h1')?.textContent).toBe(text)
  const [news] = [...page.querySelectorAll('script[type="application/ld+json"]')].map((script) =>
    JSON.parse(script.textContent),
  )
  expect(news).toMatchObject({
    headline: text,
    author: [{ name: text }],
    image: [{ caption: text, creditText: text }, {}, {}],
    isBasedOn: { publisher: { name: text } },
    contentLocation: { name: text },
  })
  expect(page.querySelector('meta[property="og:title"]')?.getAttribute('content')).toBe(text)
  const report = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(await read(file))
  expect(report.results.flatMap(({ messages }) => messages.filter(({ ruleId }) => ruleId === 'parser-error'))).toEqual(
    [],
  )

  const markdown = await read(`2020/bai-${i}/index.md`)
  expect(parseYaml(markdown.split('---\n')[1] ?? '')).toMatchObject({ title: text, author: [text], description: text })

  const card = new URL(String(page.querySelector('meta[property="og:image"]')?.getAttribute('content'))).pathname
  expect((await sharp(join(project.root, 'dist', card)).metadata()).width).toBe(1200)
})
