import { randomUUID } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { cp, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { filesBelow, idOf, listArticles } from '../src/articles/files.ts'
import { randomOf } from './bench/articles.ts'
import { hashFiles } from './hash-files.ts'
import { articleFile, build, makeProject, photo, repository } from './project.ts'

/*
 * Edits a small site at random, as editors, owners and developers do, and holds each incremental build against a clean
 * one, byte for byte.
 */

type Random = (below: number) => number

/** One kind of edit; it says what it did. */
type Edit = (site: EditedSite, random: Random) => string | Promise<string>

export interface EditedSite {
  root: string
  /** What builds see of an environment; edits of the address and of the day change it. */
  env: Record<string, string>
  /** The last clean build, and what it was made of: some edits change only what a build has made. */
  clean?: { root: string; inputs: string; code: number }
}

const photoNames = ['ảnh (1) & 100%.jpg', 'anh 1.jpg', 'a@b.jpg', "o'brien [2].jpg", 'IMG_0001.jpg']
const tags = ['Chợ', 'Sông', 'Mưa', 'C++', 'Trường học']
const sections = ['Thời sự', 'Đời sống']
const authors = ['Lê Thử', 'Trần Mẫu', 'Phạm Kiểm']
const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T

const read = (site: EditedSite, file: string) => readFileSync(join(site.root, file), 'utf8')
const write = (site: EditedSite, file: string, text: string | Uint8Array) => {
  mkdirSync(dirname(join(site.root, file)), { recursive: true })
  writeFileSync(join(site.root, file), text)
}
const anArticle = (site: EditedSite, random: Random) => pick(random, listArticles(site.root))

/** Puts a field into an article's frontmatter, or another value into the one that is there. */
function setField(site: EditedSite, file: string, field: string, value: string): void {
  const text = read(site, file)
  const line = new RegExp(`^${field}:.*\\n(?: .*\\n)*`, 'm')
  const next = `${field}: ${value}\n`
  write(site, file, line.test(text) ? text.replace(line, () => next) : text.replace(/\n---\n/, () => `\n${next}---\n`))
}

const edits: Record<string, Edit> = {
  text: (site, random) => {
    const file = anArticle(site, random)
    write(site, file, `${read(site, file)}\nĐoạn thêm số ${random(1e6)}.\n`)
    return file
  },
  'the same text, written otherwise': (site, random) => {
    const file = anArticle(site, random)
    write(
      site,
      file,
      read(site, file).replace(/(\\?)\.(\s*)$/, (_, escaped, end) => `${escaped ? '' : '\\'}.${end}`),
    )
    return file
  },
  headline: (site, random) => {
    const file = anArticle(site, random)
    setField(site, file, 'title', `Tít mới ${random(1e6)}`)
    return file
  },
  tags: (site, random) => {
    const file = anArticle(site, random)
    setField(site, file, 'tags', `[${pick(random, tags)}, ${pick(random, tags)} mới]`)
    return file
  },
  section: (site, random) => {
    const file = anArticle(site, random)
    setField(site, file, 'section', pick(random, sections))
    return file
  },
  author: (site, random) => {
    const file = anArticle(site, random)
    setField(site, file, 'author', `[${pick(random, authors)}]`)
    return file
  },
  correction: (site, random) => {
    const file = anArticle(site, random)
    setField(site, file, 'corrections', `\n  - date: "2030-01-01T00:00:00+07:00"\n    text: Sửa ${random(1e6)}.`)
    return file
  },
  'a photo': async (site, random) => {
    const file = anArticle(site, random)
    const name = pick(random, photoNames)
    const [width, height] = [400 + random(200), 300 + random(200)]
    write(site, `${dirname(file)}/${name}`, await photo(width, height))
    setField(site, file, 'photo', `\n  src: "${name}"\n  alt: Ảnh ${random(1e6)}\n  credit: ${pick(random, authors)}`)
    return `${file}: ${name}, ${width} × ${height}`
  },
  'a photo of the same size and time': async (site, random) => {
    const folder = join(site.root, 'content/articles')
    const found = filesBelow(folder).filter((name) => name.endsWith('.jpg'))
    if (found.length === 0) return 'none'
    const name = pick(random, found)
    const file = join(folder, name)
    const old = readFileSync(file)
    const { atime, mtime } = { atime: new Date(0), mtime: new Date(0) }
    utimesSync(file, atime, mtime)
    // Another quality table entry: other bytes, as many of them.
    const at = old.indexOf(Buffer.from([0xff, 0xdb])) + 20
    const changed = Buffer.from(old)
    changed[at] = ((changed[at] ?? 1) % 200) + 1
    writeFileSync(file, changed)
    utimesSync(file, atime, mtime)
    return name
  },
  'a new article': (site, random) => {
    const number = random(1e6)
    write(
      site,
      `content/articles/2021/bai-${number}/index.mdx`,
      articleFile({
        title: `Bài thêm ${number}`,
        date: `"2021-0${1 + random(9)}-1${random(9)}T05:06:00+07:00"`,
        author: pick(random, authors),
        tags: `[${pick(random, tags)}]`,
        section: pick(random, sections),
      }),
    )
    return String(number)
  },
  'a rename with an alias': (site, random) => {
    const file = anArticle(site, random)
    const id = idOf(file)
    const next = `${id.slice(0, 4)}/ten-moi-${random(1e6)}`
    const text = read(site, file)
    const old = /^aliases: \[(.*)\]$/m.exec(text)?.[1]
    setField(site, file, 'aliases', `[${old ? `${old}, ` : ''}/${id}/]`)
    renameSync(join(site.root, 'content/articles', id), join(site.root, 'content/articles', next))
    return `${id} → ${next}`
  },
  'taken down': (site, random) => {
    const all = listArticles(site.root)
    if (all.length < 4) return 'too few'
    const file = pick(random, all)
    const id = idOf(file)
    const lock = 'content/permalinks.txt'
    const text = read(site, file)
    rmSync(join(site.root, dirname(file)), { recursive: true })
    const gone = [id, ...[...text.matchAll(/\/(\d{4}\/[a-z0-9-]+)\//g)].map(([, old]) => old)]
    const lines = read(site, lock).split('\n')
    write(
      site,
      lock,
      lines
        .map((line) => (gone.includes(line.split(' ')[0] ?? '') ? `${line.split(' ')[0]} removed` : line))
        .join('\n'),
    )
    return id
  },
  'the address': (site, random) => {
    site.env.SITE_URL = pick(random, ['https://bao.example', 'https://bao.example/doc', 'https://khac.example'])
    return site.env.SITE_URL
  },
  'a date that comes': (site) => {
    site.env.SOURCE_DATE_EPOCH = String(Number(site.env.SOURCE_DATE_EPOCH) + 40 * 86_400)
    return site.env.SOURCE_DATE_EPOCH
  },
  "the owner's settings": (site, random) => {
    write(site, 'src/site.ts', read(site, 'src/site.ts').replace(/name: '.*'/, `name: 'Báo ${random(100)}'`))
    return 'name'
  },
  'a word of the interface': (site, random) => {
    write(
      site,
      'src/strings.ts',
      read(site, 'src/strings.ts').replace(/latest: '.*'/, `latest: 'Tin mới ${random(100)}'`),
    )
    return 'latest'
  },
  'the style sheet': (site, random) => {
    appendFileSync(join(site.root, 'src/styles/base.css'), `\n.x${random(100)} {\n  color: red;\n}\n`)
    return 'base.css'
  },
  'a component': (site, random) => {
    appendFileSync(join(site.root, 'src/components/Footer.astro'), `\n<p>Chân ${random(100)}</p>\n`)
    return 'Footer.astro'
  },
  'how pictures are made': (site, random) => {
    const file = 'src/images/derivatives.ts'
    const brightness = `.autoOrient().modulate({ brightness: ${1 + random(50) / 100} })`
    write(site, file, read(site, file).replace(/\.autoOrient\(\)(?:\.modulate\(.*\))?/, brightness))
    return brightness
  },
  'a file where a folder was': (site) => {
    const path = join(site.root, 'public/tep.txt')
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile()
    rmSync(path, { recursive: true, force: true })
    write(site, isFile ? 'public/tep.txt/a.txt' : 'public/tep.txt', 'tệp')
    return isFile ? 'a folder' : 'a file'
  },
  'a moved helper': (site, random) => {
    const to = `src/articles/dong-${random(1e6)}.ts`
    const file =
      readdirSync(join(site.root, 'src/articles')).find((name) => /^(?:yaml-lines|dong-\d+)\.ts$/.test(name)) ?? ''
    const from = `src/articles/${file}`
    renameSync(join(site.root, from), join(site.root, to))
    const importer = 'src/articles/frontmatter.ts'
    write(
      site,
      importer,
      read(site, importer).replace(/\.\/(?:yaml-lines|dong-\d+)\.ts/, `./${to.slice('src/articles/'.length)}`),
    )
    return `${from} → ${to}`
  },
  'a file put into dist/': (site, random) => {
    write(site, `dist/la-${random(100)}.html`, 'lạ')
    return 'a stranger'
  },
  'a page edited in dist/': (site, random) => {
    const pages = filesBelow(join(site.root, 'dist')).filter((name) => name.endsWith('.html'))
    const page = pick(random, pages)
    appendFileSync(join(site.root, 'dist', page), 'lạ')
    return page
  },
  'a file taken from dist/': (site, random) => {
    const path = pick(random, filesBelow(join(site.root, 'dist')))
    rmSync(join(site.root, 'dist', path))
    return path
  },
  'a cut cache': (site, random) => {
    const cache = join(site.root, '.cache')
    const path = pick(
      random,
      filesBelow(cache).filter((name) => !name.startsWith('astro/') || name.startsWith('astro/dist/')),
    )
    const file = join(cache, path)
    const bytes = readFileSync(file)
    // As a full disk leaves it; another file, so that what shares its bytes stays.
    rmSync(file)
    writeFileSync(file, bytes.subarray(0, random(bytes.length + 1)))
    return path
  },
}

/** The kinds of edits that there are. */
export const kindsOfEdits = Object.keys(edits)

/** A site of a few articles, built once. */
export async function startEditing(): Promise<EditedSite & { dispose: () => Promise<void> }> {
  const project = await makeProject(
    Object.fromEntries(
      Array.from({ length: 5 }, (_, i) => [
        `2020/bai-${i}/index.mdx`,
        articleFile({
          title: `Bài số ${i}`,
          date: `"2020-0${i + 1}-04T05:06:00+07:00"`,
          tags: '[Chợ]',
          section: 'Thời sự',
        }),
      ]),
    ),
  )
  // 1 December 2020: some of what is added is not out yet.
  const site: EditedSite = {
    root: project.root,
    env: { SITE_URL: 'https://bao.example', SOURCE_DATE_EPOCH: '1606780800' },
  }
  await mustBuild(site, site.root)
  return Object.assign(site, {
    async dispose() {
      await project.dispose()
      if (site.clean) await rm(site.clean.root, { recursive: true })
    },
  })
}

/**
 * Makes an edit of each of some kinds, builds, and holds the build against a clean one.
 *
 * @returns what was done, and the files that differ
 */
export async function round(
  site: EditedSite,
  kinds: readonly string[],
  seed: number,
): Promise<{ did: string; differ: string[] }> {
  const before = `${site.root}-content-before`
  await cp(join(site.root, 'content'), before, { recursive: true, preserveTimestamps: true })
  const random = randomOf(seed)
  const done: string[] = []
  for (const kind of kinds) done.push((await edits[kind]?.(site, random)) ?? '')
  const did = done.join('; ')
  try {
    // The clean one knows the lock as it is before the other writes into it.
    const [clean, built] = await Promise.all([cleanBuild(site), build(site.root, site.env)])
    if (built.code !== clean.code)
      return { did, differ: [`ended with ${built.code}, a clean build with ${clean.code}: ${built.output}`] }
    if (built.code !== 0) {
      await rm(join(site.root, 'content'), { recursive: true })
      await cp(before, join(site.root, 'content'), { recursive: true, preserveTimestamps: true })
      return { did: `${did} (refused by both)`, differ: [] }
    }
    return { did, differ: differences(join(site.root, 'dist'), join(clean.root, 'dist')) }
  } finally {
    await rm(before, { recursive: true, force: true })
  }
}

const sources = ['src', 'public', 'content', 'astro.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']

/** Builds what a site has now in a fresh folder, unless that was done the last time. */
async function cleanBuild(site: EditedSite): Promise<NonNullable<EditedSite['clean']>> {
  const files = sources.filter((name) => existsSync(join(site.root, name)))
  const root = join(dirname(site.root), `clean-${randomUUID()}`)
  for (const name of files) cpSync(join(site.root, name), join(root, name), { recursive: true })
  const inputs = JSON.stringify([site.env, hashFiles(root)])
  if (site.clean?.inputs === inputs) {
    await rm(root, { recursive: true })
    return site.clean
  }
  if (site.clean) await rm(site.clean.root, { recursive: true })
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'))
  const { code } = await build(root, site.env)
  site.clean = { root, inputs, code }
  return site.clean
}

function differences(one: string, two: string): string[] {
  const [a, b] = [filesBelow(one), filesBelow(two)]
  const only = [...a.filter((name) => !b.includes(name)), ...b.filter((name) => !a.includes(name))]
  const changed = a.filter(
    (name) => b.includes(name) && !readFileSync(join(one, name)).equals(readFileSync(join(two, name))),
  )
  return [...only.map((name) => `${name} is in one alone`), ...changed.map((name) => `${name} has other bytes`)]
}

async function mustBuild(site: EditedSite, root: string): Promise<void> {
  const { code, output } = await build(root, site.env)
  if (code !== 0) throw new Error(output)
}
