import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readAuthors } from '../../src/articles/authors.ts'
import { readPages } from '../../src/articles/pages.ts'
import { readAllArticles } from '../../src/articles/read-all.ts'
import { checkArticles } from '../../src/desk/check.ts'
import { formatProblems } from '../../src/problem.ts'
import { articleFile, photo } from '../project.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'beside-'))
})

afterEach(() => rm(root, { recursive: true, force: true }))

async function write(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, contents] of Object.entries(files)) {
    const file = join(root, 'content', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, contents)
  }
}

/** What the build says of the folder, which is what `npm run check` says. */
async function told(files: Record<string, string | Uint8Array>): Promise<string> {
  await write({ 'articles/2020/bai-thu/index.mdx': articleFile(), ...files })
  const { problems } = await readAllArticles(root, () => true)
  const checked = await checkArticles({ root, address: { origin: 'https://a.example', base: '' }, moment: 1e13 })
  const mistakes = checked.problems.filter(({ advice }) => !advice)
  expect(formatProblems(mistakes)).toBe(formatProblems(problems))
  return formatProblems(problems)
}

const page = (fields: string, text = 'Một đoạn.') => `---\n${fields}\n---\n\n${text}\n`
const whole = 'title: Giới thiệu\ndescription: Một câu.'

describe('a page of the owner’s', () => {
  test('is read with its picture', async () => {
    await write({
      'pages/gioi-thieu.mdx': page(whole, '![Tòa nhà](nha.jpg "Trụ sở.")'),
      'pages/nha.jpg': await photo(640),
    })
    const { pages, problems } = await readPages(root)
    expect(problems).toEqual([])
    expect(pages).toMatchObject([{ id: 'gioi-thieu', title: 'Giới thiệu', masthead: false }])
  })

  test('with mistakes is told of like an article, all in one run', async () => {
    const said = await told({
      'pages/Gioi thieu.mdx': page('titel: Giới thiệu\ndescription: Một câu.'),
      'pages/lien-he.mdx': page(whole, '![Tòa nhà](nha.jpg)\n\n<Vide src="a.mp4">\n\n</Vide>'),
      'articles/2020/bai-thu/index.mdx': articleFile({ author: undefined }),
    })
    expect(said).toMatchInlineSnapshot(`
      "5 mistakes in 3 files

      content/articles/2020/bai-thu/index.mdx
        line 2:1  author: is missing
          write  author: Bình Duyên  (several: [Bình Duyên, Vũ An])

      content/pages/Gioi thieu.mdx
        "Gioi thieu" cannot be the address of a page: a-z, 0-9 and single hyphens, in one folder, and no year
          write  the file as content/pages/gioi-thieu.mdx
        line 2:1  titel: there is no such field
          write  title: "Giới thiệu"  (the nearest field)

      content/pages/lien-he.mdx
        line 6:1  picture: there is no file "nha.jpg"
          write  the name of a file beside the article, or put nha.jpg there
        line 8:1  there is no component <Vide>
          write  <Video>"
    `)
  })

  test.each(['2020/index.html', 'tac-gia/nguoi-thu/rss.xml', '2020/bai-thu/index.html'])(
    'is not public/%s, which a build makes itself',
    async (name) => {
      await mkdir(dirname(join(root, 'public', name)), { recursive: true })
      await writeFile(join(root, 'public', name), '')
      const said = await told({ 'articles/2020/bai-thu/index.mdx': articleFile() })
      expect(said).toMatch(/a build makes this page or file itself|is also a page of/)
    },
  )

  test.each(['tim-kiem', 'chu-de', 'da-go', '404'])('cannot stand at /%s/, which is the site’s own', async (name) => {
    expect(await told({ [`pages/${name}.mdx`]: page(whole) })).toContain('is a page of the site')
  })

  test.each([
    ['2020', 'nam-2020'],
    ['a/b', 'a-b'],
    ['có dấu', 'co-dau'],
    ['!', 'gioi-thieu'],
  ])('cannot have the name %s', async (name, better) => {
    const said = await told({ [`pages/${name}.mdx`]: page(whole) })
    expect(said).toContain('cannot be the address of a page')
    expect(said).toContain(`write  the file as content/pages/${better}.mdx`)
  })

  test('keeps its address from an article’s alias', async () => {
    const said = await told({
      'pages/lien-he.mdx': page(whole),
      'articles/2020/bai-thu/index.mdx': articleFile({ aliases: '[/lien-he/]' }),
    })
    expect(said).toContain('aliases: /lien-he/ is a page of the site')
  })

  test('brings no video along', async () => {
    const text = '<Video src="phim.mp4">\n\n![Cảnh](nha.jpg)\n\n</Video>'
    const said = await told({ 'pages/lien-he.mdx': page(whole, text), 'pages/nha.jpg': await photo(640) })
    expect(said).toMatch(/^1 mistake in 1 file/)
    expect(said).toMatch(/line 8:1 {2}video: a page cannot bring a video along/)
  })
})

describe('an author’s file', () => {
  test('is read with its portrait', async () => {
    await write({ 'authors/vu-an.yaml': 'name: Vũ An\nphoto: vu-an.jpg\n', 'authors/vu-an.jpg': await photo(400) })
    const { authors, problems } = await readAuthors(root)
    expect(problems).toEqual([])
    expect(authors).toMatchObject([{ id: 'vu-an', name: 'Vũ An', organization: false, picture: { width: 400 } }])
  })

  test('with mistakes says what to write', async () => {
    const said = await told({
      'authors/vu-an.yaml':
        'name: Vũ An\nrol: Phóng viên\nphoto: mat.jpg\nlinks: https://a.example\nfediverse: vuan@a.example\n',
      'authors/ttxvn.yml': 'name: TTXVN\norganization: đúng\n',
    })
    expect(said).toMatchInlineSnapshot(`
      "4 mistakes in 2 files

      content/authors/ttxvn.yml
        line 2:1  organization: "đúng" cannot stand here
          write  organization: true  (or leave the line out)

      content/authors/vu-an.yaml
        line 2:1  rol: there is no such field
          write  role: "Phóng viên"  (the nearest field)
        line 4:1  links: "https://a.example" cannot stand here
          write  links:
                   - https://example.vn/...
        line 5:1  fediverse: "vuan@a.example" cannot stand here
          write  fediverse: "@ten@example.vn""
    `)
  })

  test('has the name that its author’s page has', async () => {
    expect(await told({ 'authors/an.yaml': 'name: Vũ An\n' })).toContain('the file as content/authors/vu-an.yaml')
    expect(await told({ 'authors/an.yaml': 'name: Vũ An\nphoto: mat.jpg\n' })).toContain('there is no file "mat.jpg"')
  })
})

test('a link to something elsewhere is refused, and what systems leave is no file of the owner’s', async () => {
  await writeFile(join(root, 'elsewhere'), 'name: Vũ An\n')
  await write({
    'pages/._gioi-thieu.mdx': 'rác',
    'authors/._vu-an.yaml': 'rác',
    'authors/~$vu-an.yaml': 'rác',
    'articles/2020/bai-thu/index.mdx': articleFile(),
  })
  expect(await told({})).toContain('0 mistakes')
  await mkdir(join(root, 'content/pages'), { recursive: true })
  await symlink(join(root, 'elsewhere'), join(root, 'content/authors/vu-an.yaml'))
  await symlink(join(root, 'elsewhere'), join(root, 'content/pages/lien-he.mdx'))
  const said = await told({})
  expect(said).toContain('2 mistakes in 2 files')
  expect(said.match(/this is a link to something elsewhere/g)).toHaveLength(2)
})
