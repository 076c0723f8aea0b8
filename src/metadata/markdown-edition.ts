import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeNamedCharacterReference } from 'decode-named-character-reference'
import type { Definition, Link, Nodes } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { type Article, articleText } from '../articles/articles.ts'
import { withoutFrontmatter } from '../articles/frontmatter.ts'
import { isPlain } from '../markdown/compile.ts'
import { isComponentName, type JsxElement } from '../markdown/component-rules.ts'
import { isElsewhere } from '../markdown/components.ts'
import { marginAt, unindented } from '../markdown/unindent.ts'
import { strings } from '../strings.ts'
import { readBytes } from '../vietnamese/encoding.ts'
import { absolute, modified, permalink, videoUrl } from './addresses.ts'
import { publishPicture } from './pictures.ts'

/**
 * An article as plain Markdown with its metadata: the author's own text, without components and comments, pictures
 * with absolute addresses. For archives, assistants and whoever wants to keep it.
 */
export async function markdownEdition(article: Article): Promise<string> {
  const { text: source } = readBytes(readFileSync(join(process.cwd(), article.file)))
  const photo =
    article.photo && article.picture
      ? [
          `![${escaped(article.picture.alt, /[[\]\\]/g)}](${(await publishPicture(article.picture)).url})`,
          photoWords(article),
        ]
      : []
  const fields = {
    title: article.title,
    author: article.author,
    date: article.date,
    updated: modified(article) === article.date ? undefined : modified(article),
    description: article.description,
    section: article.section,
    tags: article.tags.length > 0 ? article.tags : undefined,
    place: article.place,
    source: article.source,
    corrections: article.corrections.length > 0 ? article.corrections : undefined,
    permalink: permalink(article),
  }
  // JSON strings and lists are YAML, too.
  const frontmatter = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${JSON.stringify(value)}`],
  )
  const text = await plainMarkdown(withoutFrontmatter(source), article)
  return [`---\n${frontmatter.join('\n')}\n---`, `# ${asText(article.title)}`, ...photo, text.trim(), '']
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

function photoWords({ photo }: Article): string {
  const said = [photo?.caption, photo?.credit && strings.photoCredit(photo.credit)].flatMap((words) => words || [])
  return [...said.map(asText), licenceWords(photo?.license, photo?.licenseUrl), asText(photo?.standIn ?? '')]
    .filter(Boolean)
    .join(' ')
}

/** A licence's name, and where its text is. */
const licenceWords = (name = '', address = '') => (name && address ? `[${asText(name)}](${address})` : asText(name))

/**
 * What plain Markdown has in place of a component's tags: its title, the marks of a quotation, a link to its video.
 *
 * @param margin what its lines begin with
 */
function plainMarks({ name, attributes }: JsxElement, article: Article, margin: string) {
  const gap = `\n${margin.trimEnd()}\n${margin}`
  const value = (wanted: string) => {
    const found = attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === wanted)?.value
    return typeof found === 'string' ? found.trim() : ''
  }
  const line = name === 'PullQuote' ? '> ' : ''
  const src = name === 'Video' ? value('src') : ''
  const after = src
    ? `[${isElsewhere(src) ? src : strings.watch}](${videoUrl(article, src)})`
    : name === 'Figure' && licenceWords(value('license'), value('licenseUrl'))
  return {
    before: line || (value('title') && `**${asText(value('title'))}**${gap}`),
    line,
    after: after && `${gap}${after}`,
  }
}

/** Offsets at which the second line of a passage and every one after it begin. */
function lineStarts(text: string, from: number, to: number): number[] {
  return [...text.slice(from, to).matchAll(/\n/g)].map(({ index }) => from + index + 1)
}

/** A line with a mark behind its margin, which an empty one may lack. */
function marked(body: string, at: number, margin: string, mark: string): Edit {
  const [before = ''] = /^[ \t>]*/.exec(body.slice(at)) ?? []
  const isEmpty = /^\r?(?:\n|$)/.test(body.slice(at + before.length))
  if (!isEmpty && before.startsWith(margin)) return { from: at + margin.length, to: at + margin.length, text: mark }
  return { from: at, to: at + before.length, text: margin + mark }
}

const escaped = (text: string, signs: RegExp) => text.replace(signs, '\\$&')

/** Plain text as Markdown that reads the same. */
const asText = (text: string) => escaped(text, /[\\*_`[\]<>]/g)

const isParagraph = ({ type }: Nodes) => type === 'paragraph'

/** Offsets at which the lines of a stanza end, where Markdown would join them to the next. */
function verseEnds(text: string, { position }: Nodes): number[] {
  return lineStarts(text, position?.start.offset ?? 0, position?.end.offset ?? 0).flatMap((start) => {
    const [before = ''] = /^.*/.exec(text.slice(text.lastIndexOf('\n', start - 2) + 1, start - 1)) ?? []
    const end = text[start - 2] === '\r' ? start - 2 : start - 1
    return /\\$| {2}$/.test(before) ? [] : [end]
  })
}

/** A passage of the source, and what stands in its place. */
interface Edit {
  from: number
  to: number
  text: string
}

/** A comment within a paragraph; with its line, where it has one of its own, so that none is left empty. */
function withoutComment(body: string, from: number, to: number): Edit {
  const [before = ''] = /\n[ \t>]*$/.exec(body.slice(0, from)) ?? []
  const [after = ''] = /^[ \t]*(?=\n|$)/.exec(body.slice(to)) ?? []
  const isAlone = before && /^[ \t]*(?:\n|$)/.test(body.slice(to))
  return isAlone ? { from: from - before.length, to: to + after.length, text: '' } : { from, to, text: '' }
}

/** Where the address of a link or of a definition stands in the source; undefined for one that is its own words. */
function addressIn(body: string, node: Link | Definition): { from: number; to: number } | undefined {
  const [start, to] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
  const from = node.type === 'link' ? (node.children.at(-1)?.position?.end.offset ?? start + 1) : start
  const before = node.type === 'link' ? /^\]\(\s*/ : /^\[(?:\\.|[^\]\\])*\]:\s*/
  const opening = before.exec(body.slice(from, to))?.[0]
  if (opening === undefined) return undefined
  const rest = body.slice(from + opening.length, to)
  const address = /^(?:<[^<>\n]*>|\S*?)(?=\s*\)?$|\s+["'(])/.exec(rest)?.[0]
  const at = from + opening.length
  return address === undefined ? undefined : { from: at, to: at + address.length }
}

/** What HTML's name of a character stands for; a name that is none, as it is. */
const characterOf = (reference: string) => {
  const character = decodeNamedCharacterReference(reference.slice(1, -1))
  return character ? asText(character) : reference
}

/** An address as it leads on from anywhere; one within the site is written without the base path. */
function leadingOn(url: string, article: Article): string {
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(url)) return url
  return new URL(url.startsWith('/') ? absolute(url) : url, permalink(article)).href
}

/**
 * Takes components and comments out by their places in the source, and makes pictures and links lead on from anywhere;
 * every other character stays.
 */
async function plainMarkdown(source: string, article: Article): Promise<string> {
  const isMdx = article.file.endsWith('.mdx')
  const parser = isMdx ? unified().use(remarkParse).use(remarkMdx) : unified().use(remarkParse)
  parser.use(remarkGfm, { singleTilde: false })
  const body = isMdx ? unindented(source, (text) => parser.parse(text)) : source
  if (isPlain(body) && !/\]\(|&\w+;/.test(body)) return body.replace(/\n{3,}/g, '\n\n')
  const tree = parser.parse(body)
  const edits: Edit[] = []
  const { blocks } = await articleText(article)
  const pictures = blocks.filter((block) => typeof block !== 'string').filter(({ lead }) => !lead)
  const images: { from: number; to: number; alt: string; title: string }[] = []
  const titles = new Map<string, string>()
  visit(tree, 'definition', ({ identifier, title }) => void titles.set(identifier, title ?? ''))
  visit(tree, (node, _, parent) => {
    const [from, to] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
    // Raw HTML that is no comment was refused, and so was other code.
    if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression' || node.type === 'html')
      edits.push(parent?.type === 'paragraph' ? withoutComment(body, from, to) : { from, to, text: '' })
    if (node.type === 'link' || node.type === 'definition') {
      const place = addressIn(body, node)
      const url = leadingOn(node.url, article)
      if (place && url !== node.url) edits.push({ ...place, text: url })
    }
    // Five names are known everywhere; the others are HTML's alone.
    if (node.type === 'text')
      for (const { 0: reference, index } of body.slice(from, to).matchAll(/&(?!(?:amp|lt|gt|quot|apos);)[a-z]\w*;/gi))
        edits.push({ from: from + index, to: from + index + reference.length, text: characterOf(reference) })
    if ((node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && isComponentName(node.name)) {
      const inner = node.children
      const margin = marginAt(body, from)
      const [start, end] = [inner[0]?.position?.start.offset ?? to, inner.at(-1)?.position?.end.offset ?? to]
      const { before, line, after } = plainMarks(node, article, margin)
      edits.push({ from, to: start, text: before })
      if (node.name === 'Verse')
        for (const stanza of inner.some(isParagraph) ? inner.filter(isParagraph) : [node])
          edits.push(...verseEnds(body, stanza).map((at) => ({ from: at, to: at, text: '\\' })))
      if (line) edits.push(...lineStarts(body, start, end).map((at) => marked(body, at, margin, line)))
      if (inner.length > 0) edits.push({ from: end, to, text: after || '' })
    }
    if (node.type === 'image') images.push({ from, to, alt: node.alt ?? '', title: node.title ?? '' })
    if (node.type === 'imageReference')
      images.push({ from, to, alt: node.alt ?? '', title: titles.get(node.identifier) ?? '' })
  })
  for (const [i, { from, to, alt, title }] of images.entries()) {
    const picture = pictures[i]
    if (!picture) continue
    const { url } = await publishPicture(picture)
    edits.push({ from, to, text: `![${escaped(alt, /[[\]\\]/g)}](${url}${title && ` "${escaped(title, /["\\]/g)}"`})` })
  }
  const removed = edits.filter(({ from, to }) => to > from)
  // What was to be written into a passage that goes, goes with it.
  const isWithin = (edit: Edit) =>
    removed.some((other) => other !== edit && other.from <= edit.from && edit.to < other.to && edit.from === edit.to)
  return edits
    .filter((edit) => !isWithin(edit))
    .sort((a, b) => b.from - a.from)
    .reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), body)
    .replace(/\n{3,}/g, '\n\n')
}
