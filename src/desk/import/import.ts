import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { idOf, listArticles } from '../../articles/files.ts'
import { frontmatterOf } from '../../articles/frontmatter.ts'
import { isAlias, longestHeadline } from '../../articles/schema.ts'
import { paths } from '../../routes.ts'
import { localTime } from '../../vietnamese/date.ts'
import { slugify } from '../../vietnamese/slug.ts'
import { unprintable } from '../../vietnamese/unprintable.ts'
import type { Draft } from '../draft.ts'
import { draftFromHtml } from '../from-html.ts'
import { makeArticle } from '../new-article.ts'
import { readGhost } from './ghost.ts'
import { leadOf, mediaIn, type Post, pathOf } from './post.ts'
import { isWxr, readWxr } from './wxr.ts'

/** What became of an export. */
export interface ImportReport {
  /** Files of the articles that were made. */
  made: string[]
  /** How many were there already, from a run before. */
  known: number
  /** What an editor must look at, each a line; the post's headline first. */
  notes: string[]
}

/**
 * Makes articles of another system's export: WordPress's WXR, Ghost's JSON, or a folder of saved pages. What was made
 * before is left as it is, so that a run that was broken off goes on where it ended.
 *
 * @param root the project's root
 * @param from the export's file, or the folder; pictures are looked for beside the file and in the folder
 * @param moment milliseconds since 1970, for what has no date
 * @throws where nothing of these is there, in a sentence
 */
export async function importExport(root: string, from: string, moment: number): Promise<ImportReport> {
  const found = statSync(from, { throwIfNoEntry: false })
  if (!found) throw new Error(`there is no file and no folder ${from}`)
  const report: ImportReport = { made: [], known: 0, notes: [] }
  const known = knownArticles(root)
  const names = new Names(known.names)
  for await (const post of found.isDirectory() ? pagesIn(from, report) : postsOf(from, report)) {
    try {
      await importPost(root, post, known, names, report, moment)
    } catch (error) {
      report.notes.push(
        `${post.draft.title || 'a post without a headline'}: not imported, ${(error as Error).message.split('\n')[0]}`,
      )
    }
  }
  return report
}

function* postsOf(file: string, report: ImportReport): Generator<Post> {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  const find = mediaIn(dirname(file))
  if (!isWxr(text) && !/^\s*\{/.test(text.slice(0, 200))) {
    throw new Error(
      `${file} is no export: WordPress's is .xml (Tools, Export), Ghost's .json; saved pages lie in a folder`,
    )
  }
  const { posts, notes } = isWxr(text) ? readWxr(text, find) : readGhost(text, find)
  report.notes.push(...notes)
  yield* posts
}

async function* pagesIn(folder: string, report: ImportReport): AsyncGenerator<Post> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => /\.(?:html?|xhtml|mht|mhtml)$/i.test(name) && !/_files\/|(?:^|\/)\./.test(name))
    .sort()
  if (files.length === 0) throw new Error(`${folder} holds no saved page (.html, .htm, .mhtml)`)
  for (const name of files) {
    try {
      const file = join(folder, name)
      const { source, ...draft } = await draftFromHtml(readFileSync(file), file)
      const own = source?.url && pathOf(source.url)
      // A page without its address lies in the folder as it lay on the server.
      const addresses = own ? [own] : [`/${name.replace(/(?:^|\/)index\.html?$/, '/')}`]
      const lead = draft.description ?? leadOf(draft.blocks)
      yield { draft: { ...draft, ...(lead && { description: lead }), isPublished: true }, addresses }
    } catch (error) {
      report.notes.push(`${name}: not imported, ${(error as Error).message.split('\n')[0]}`)
    }
  }
}

interface Known {
  /** The articles' own addresses, and those that lead to them. */
  paths: Set<string>
  /** Headline and date, for posts without an address. */
  titles: Set<string>
  names: [kind: string, name: string][]
}

function knownArticles(root: string): Known {
  const known: Known = { paths: new Set(), titles: new Set(), names: [] }
  for (const file of listArticles(root)) {
    const { frontmatter } = frontmatterOf(root, file)
    known.paths.add(paths.article(idOf(file)))
    if (!frontmatter) continue
    const { title, date, author, tags, section, aliases } = frontmatter
    known.titles.add(titleKey(title, date))
    for (const alias of aliases) known.paths.add(alias)
    for (const name of author) known.names.push(['author', name])
    for (const name of tags) known.names.push(['tag', name])
    if (section) known.names.push(['section', section])
  }
  return known
}

const titleKey = (title: string, date: string) => `${title} ${date}`

async function importPost(
  root: string,
  post: Post,
  known: Known,
  names: Names,
  report: ImportReport,
  moment: number,
): Promise<void> {
  const { draft } = post
  const tell = (note: string) => report.notes.push(`${draft.title}: ${note}`)
  const addresses = [...new Set(post.addresses)]
  const title = clean(draft.title ?? '')
  const isThere =
    addresses.some((address) => known.paths.has(address)) ||
    (draft.date && known.titles.has(titleKey(title, draft.date)))
  if (isThere) {
    report.known++
    return
  }
  const usable = addresses.filter((address) => {
    if (isAlias(address) && !/^\/\d{4}\/$|^\/(?:404|index)\.html$/.test(address)) return true
    tell(`the address ${address} cannot lead to it`)
    return false
  })
  for (const note of draft.notes) tell(note)
  if (draft.blocks.length === 0) tell('it has no text')
  // What nobody told is filled so that the article can be published, and said so that nobody takes it for told.
  const author = names.author(draft.author ?? [])
  if (author.join() === nobody) tell(`no author is named; it is by "${nobody}" until one is`)
  for (const photo of draft.photos)
    if (!photo.alt) tell(`the picture ${photo.file ?? ''} had no alt text: write what is seen on it`)
  const year = localTime(draft.date ?? new Date(moment).toISOString()).year
  const ready: Draft = {
    ...draft,
    title: title || 'Không có nhan đề',
    author,
    ...(draft.section && { section: names.one('section', draft.section) }),
    tags: names.all('tag', draft.tags ?? []),
    photos: draft.photos.map((photo) => ({
      ...photo,
      alt: clean(photo.alt || photo.caption || `Ảnh trong bài “${title}”`),
    })),
    blocks: draft.blocks.map((block) => block.replace(new RegExp(unprintable, 'g'), ' ')),
    aliases: usable.filter((address) => address !== `/${year}/${draft.slug}/`),
    notes: [],
  }
  if (draft.description) ready.description = clean(draft.description)
  if ([...title].length > longestHeadline) {
    tell(`the headline has over ${longestHeadline} characters; it is a draft until it is shorter`)
    ready.isPublished = false
  }
  const { file, notes } = await makeArticle(root, ready, moment)
  for (const note of notes.filter((one) => !/^What the camera wrote|turned upright/.test(one))) tell(note)
  report.made.push(file)
  for (const address of [...usable, paths.article(idOf(file))]) known.paths.add(address)
  if (draft.date) known.titles.add(titleKey(title, draft.date))
}

/** The newsroom. */
const nobody = 'Tòa soạn'

const clean = (text: string) =>
  text.normalize('NFC').replace(new RegExp(unprintable, 'g'), ' ').replace(/\s+/g, ' ').trim()

/** Names as the site has them: one spelling for each address, and an address for each name. */
class Names {
  private readonly byAddress = new Map<string, string>()

  constructor(known: readonly [kind: string, name: string][]) {
    for (const [kind, name] of known) this.byAddress.set(`${kind} ${slugify(name)}`, name)
  }

  one(kind: string, written: string): string {
    const name = clean(written)
    const address = `${kind} ${slugify(name)}`
    const first = this.byAddress.get(address) ?? name
    this.byAddress.set(address, first)
    // "Tin" and "tin" are one; "Thắng" and "Thăng" are two, and need two addresses.
    if (first.toLowerCase() === name.toLowerCase() || slugify(name) === '') return first
    for (let i = 2; ; i++) {
      const other = `${name} (${i})`
      const there = this.byAddress.get(`${kind} ${slugify(other)}`)
      if (there && there !== other) continue
      this.byAddress.set(`${kind} ${slugify(other)}`, other)
      return other
    }
  }

  all(kind: string, written: readonly string[]): string[] {
    const named = written.filter((name) => slugify(name) !== '').map((name) => this.one(kind, name))
    return [...new Set(named)]
  }

  author(written: readonly string[]): string[] {
    const named = this.all('author', written)
    return named.length > 0 ? named : [nobody]
  }
}
