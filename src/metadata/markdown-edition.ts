import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
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
import { strings } from '../strings.ts'
import { readBytes } from '../vietnamese/encoding.ts'
import { absolute, modified, permalink, videoUrl } from './addresses.ts'
import { publishPicture } from './pictures.ts'

/**
 * An article as plain Markdown with its metadata: the author's own text, without components and comments, pictures
 * with absolute addresses. For archives, assistants and whoever wants to keep it.
 */
export async function markdownEdition(article: Article): Promise<string> {
  const { text: source } = readBytes(await readFile(join(process.cwd(), article.file)))
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
    permalink: permalink(article),
  }
  // JSON strings and lists are YAML, too.
  const frontmatter = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${JSON.stringify(value)}`],
  )
  const text = (await plainMarkdown(withoutFrontmatter(source), article)).replace(
    /(\]\(|^\[[^\]\n]+\]: *)(?=\/(?!\/))/gm,
    `$1${absolute('')}`,
  )
  return [`---\n${frontmatter.join('\n')}\n---`, `# ${article.title}`, ...photo, text.trim(), '']
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

function photoWords({ photo }: Article): string {
  return [photo?.caption, photo?.credit && strings.photoCredit(photo.credit), photo?.standIn].filter(Boolean).join(' ')
}

/** What plain Markdown has in place of a component's tags: its title, the marks of a quotation, a link to its video. */
function plainMarks({ name, attributes }: JsxElement, article: Article) {
  const value = (wanted: string) => {
    const found = attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === wanted)?.value
    return typeof found === 'string' ? found.trim() : ''
  }
  const line = name === 'PullQuote' ? '> ' : ''
  const src = name === 'Video' ? value('src') : ''
  return {
    before: line || (value('title') && `**${value('title')}**\n\n`),
    line,
    after: src && `\n\n[${isElsewhere(src) ? src : strings.watch}](${videoUrl(article, src)})`,
  }
}

/** Offsets at which the second line of a passage and every one after it begin. */
function lineStarts(text: string, from: number, to: number): number[] {
  return [...text.slice(from, to).matchAll(/\n/g)].map(({ index }) => from + index + 1)
}

const escaped = (text: string, signs: RegExp) => text.replace(signs, '\\$&')

/** Offsets at which the lines of a poem end, where Markdown would join them to the next. */
function verseEnds(text: string, from: number, to: number): number[] {
  return lineStarts(text, from, to).flatMap((start) => {
    const before = text.slice(text.lastIndexOf('\n', start - 2) + 1, start - 1)
    const after = text.slice(start, text.indexOf('\n', start) < 0 ? undefined : text.indexOf('\n', start))
    const isJoined = before.trim() !== '' && after.trim() !== '' && !/\\$| {2}$/.test(before)
    return isJoined && start - 1 >= from && start <= to ? [start - 1] : []
  })
}

/** Takes components and comments out by their places in the source, so that every other character stays. */
async function plainMarkdown(body: string, article: Article): Promise<string> {
  if (isPlain(body) && !body.includes('![')) return body.replace(/\n{3,}/g, '\n\n')
  const parser = article.file.endsWith('.mdx') ? unified().use(remarkParse).use(remarkMdx) : unified().use(remarkParse)
  const tree = parser.use(remarkGfm, { singleTilde: false }).parse(body)
  const edits: { from: number; to: number; text: string }[] = []
  const { blocks } = await articleText(article)
  const pictures = blocks.filter((block) => typeof block !== 'string').filter(({ lead }) => !lead)
  const images: { from: number; to: number; alt: string; title: string }[] = []
  const titles = new Map<string, string>()
  visit(tree, 'definition', ({ identifier, title }) => void titles.set(identifier, title ?? ''))
  visit(tree, (node) => {
    const [from, to] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
    if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') edits.push({ from, to, text: '' })
    if ((node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && isComponentName(node.name)) {
      const inner = node.children
      const [start, end] = [inner[0]?.position?.start.offset ?? to, inner.at(-1)?.position?.end.offset ?? to]
      const { before, line, after } = plainMarks(node, article)
      edits.push({ from, to: start, text: before })
      if (node.name === 'Verse')
        edits.push(...verseEnds(body, start, end).map((at) => ({ from: at, to: at, text: '\\' })))
      if (line) edits.push(...lineStarts(body, start, end).map((at) => ({ from: at, to: at, text: line })))
      if (inner.length > 0) edits.push({ from: end, to, text: after })
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
  return edits
    .sort((a, b) => b.from - a.from)
    .reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), body)
    .replace(/\n{3,}/g, '\n\n')
}
