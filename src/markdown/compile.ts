import type { Element, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { Root as MarkdownRoot } from 'mdast'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { markdownToMdast } from 'satteri'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { VFile } from 'vfile'
import type { Place } from '../articles/frontmatter.ts'
import type { Frontmatter } from '../articles/schema.ts'
import type { Problem } from '../problem.ts'
import { checkContent } from './content-rules.ts'
import { checkLimits, tooDeep } from './limits.ts'
import { isBlock } from './paragraphs.ts'
import { rehypePlugins, remarkPlugins, remarkRehypeOptions } from './plugins.ts'
import { parseTolerantly } from './syntax.ts'
import { textOf } from './text-of.ts'

/** Wider than the column where there is room; less than the column; one of several side by side. */
export type PictureSize = 'wide' | 'small' | 'half'

/** A picture as the text places it; its file is resolved when the article is read. */
export interface PlacedPicture {
  /** As it is written; once the article's files were looked at, the name of the file. */
  src: string
  alt: string
  credit?: string | undefined
  license?: string | undefined
  licenseUrl?: string | undefined
  lead?: boolean
  /** How much of the column it takes, where that is not all of it. */
  size?: PictureSize | undefined
  /** Whether it is only seen: it stands in a link of its own. */
  plain?: boolean
  /** The video that it is the still of: names of files beside the article. */
  video?: { src: string; captions?: string } | undefined
  /** In the article's file; absent for the lead photo. */
  place?: Place
}

/** The blocks that begin with a text's first component and with its footnotes, by their index. */
export type Beginnings = Partial<Record<(typeof beginnings)[number], number>>

/** An article's text, made ready for pages, feeds and counts. */
export interface CompiledText {
  /** HTML, parted where a picture stands. */
  blocks: (string | PlacedPicture)[]
  /** The text of the paragraphs and headings, in order, as a reader sees it. */
  paragraphs: string[]
  /** Ids of the paragraphs that links can point at, in order. */
  paragraphIds: string[]
  /** All ids within the text: of headings and footnotes, too. */
  ids: string[]
  /** What was parsed, with its places in the file; undefined where that failed. */
  source?: MarkdownRoot
  /** How many paragraphs stand at the text's top level, where the lead photo can be placed. */
  topParagraphs: number
  /** What stands below pictures, in order. */
  captions: string[]
  begins: Beginnings
  problems: Problem[]
}

/** No extension: what they read is not in a plain text. */
const commonMark = { features: { gfm: false, frontmatter: false } }
const markdown = unified().use(remarkParse).use(remarkPlugins).freeze()
const mdx = unified().use(remarkParse).use(remarkMdx).use(remarkPlugins).freeze()
const html = unified()
  .use(remarkRehype, {
    ...remarkRehypeOptions,
    passThrough: ['mdxJsxFlowElement', 'mdxJsxTextElement', 'mdxFlowExpression', 'mdxTextExpression'],
  })
  .use(rehypePlugins)
  .freeze()

/**
 * Compiles an article's text without running any of it.
 *
 * @param body Markdown or MDX, padded so that its positions are the file's
 * @param file path from the project's root; its ending tells `.md` from `.mdx`
 * @param frontmatter where the lead photo stands; undefined where the frontmatter is wrong
 * @param published the ids that its paragraphs were published with
 */
export async function compileText(
  body: string,
  file: string,
  frontmatter?: Frontmatter,
  published: readonly string[] = [],
): Promise<CompiledText> {
  const tooMuch = checkLimits(body, file)
  if (tooMuch) return nothing([tooMuch])
  const parser = file.endsWith('.mdx') ? mdx : markdown
  const vfile = new VFile({
    value: body,
    path: file,
    data: { astro: frontmatter ? { frontmatter } : {}, publishedIds: published },
  })
  try {
    const parse = (text: string): MarkdownRoot =>
      isPlain(text) ? (markdownToMdast(text, commonMark) as MarkdownRoot) : parser.parse(new VFile({ value: text }))
    const { source, problems: syntax } = parseTolerantly(body, file, parse)
    const problems = [...syntax, ...(source ? checkContent(source, file, body) : [])]
    if (!source) return nothing(problems)
    if (problems.length > 0) return { ...nothing(problems), ...outlineOf(source) }
    const expanded = (await parser.run(source, vfile)) as MarkdownRoot
    const tree: Root = await html.run(expanded, vfile)
    const read = readTree(tree, file)
    return { ...read, source, paragraphIds: vfile.data.paragraphIds ?? [], ...toBlocks(tree) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return nothing([tooDeep(file)])
  }
}

/**
 * Whether a text holds nothing but paragraphs, headings, lists, quotations, links, pictures, and emphasis by asterisks,
 * written in the usual way. Most articles are such texts. Sätteri, which Astro brings, reads them in an eighth of the
 * time that remark takes, to the same tree; a test compares the two. Whatever else a text may hold is left to remark.
 */
export function isPlain(body: string): boolean {
  const special = /[<{|~@`_\\\t\r\0\u{FEFF}\u{10000}-\u{10FFFF}]|\*{3}|\]:|\[[\^ xX]|www\.|https?:| {2}[^ \n]/u
  const specialLine = /^(?: [^ \n]|import|export|[ >]*(?::-+:?|-+:)[ \t]*$)/mu
  return !special.test(body) && !specialLine.test(body)
}

function nothing(problems: Problem[]): CompiledText {
  return { blocks: [], begins: {}, paragraphs: [], paragraphIds: [], ids: [], captions: [], topParagraphs: 0, problems }
}

/** What of a text that has a mistake is checked all the same: its pictures, and how many paragraphs it has. */
function outlineOf(source: MarkdownRoot): Pick<CompiledText, 'blocks' | 'topParagraphs'> {
  const blocks: PlacedPicture[] = []
  visit(source, 'image', ({ url, alt, position }) => {
    const { line, column } = position?.start ?? {}
    blocks.push({ src: decoded(url), alt: alt ?? '', ...(line && column && { place: { line, column } }) })
  })
  const isText = (node: MarkdownRoot['children'][number]) =>
    node.type === 'paragraph' && !/^image/.test(node.children[0]?.type ?? '')
  return { blocks, topParagraphs: source.children.filter(isText).length }
}

function readTree(tree: Root, file: string): Omit<CompiledText, 'blocks' | 'begins' | 'paragraphIds' | 'source'> {
  const paragraphs: string[] = []
  const ids: string[] = []
  const problems: Problem[] = []
  const captions: string[] = []
  visit(tree, (node, _index, parent) => {
    if (node.type !== 'element') return
    if (node.properties.id) ids.push(String(node.properties.id))
    if (/^(p|pre|h[2-6]|li|td|th|caption|blockquote|aside)$/.test(node.tagName) && isTextBlock(node)) {
      paragraphs.push(textOf(node))
    }
    if (node.tagName === 'figcaption') captions.push(captionOf(node))
    const isPlaced = node.properties.dataPlain || (parent?.type === 'element' && parent.tagName === 'figure')
    if (node.tagName === 'img' && !isPlaced) {
      const { line, column } = node.position?.start ?? {}
      const write = 'the picture on lines of its own, with an empty line above and below'
      problems.push({
        file,
        ...(line && { line }),
        ...(column && { column }),
        wrong: 'a picture stands within a sentence',
        write,
      })
    }
  })
  const topParagraphs = tree.children.filter((node) => node.type === 'element' && node.tagName === 'p').length
  return { paragraphs, ids, topParagraphs, problems, captions }
}

/** What is said of a picture, without who made it. */
function captionOf(node: Element): string {
  const isCredit = (child: Element['children'][number]) =>
    child.type === 'element' && /^(?:credit|licence)$/.test(String(child.properties.className))
  return textOf({ ...node, children: node.children.filter((child) => !isCredit(child)) }).trim()
}

/** Whether an element holds text itself, rather than blocks that do. */
const isTextBlock = (node: Element): boolean => !node.children.some(isBlock)

/** Characters that no text holds: `checkCharacters` refuses them, and Markdown makes U+FFFD of their references. */
const cuts = { picture: '\u0001', component: '\u0002', footnotes: '\u0003' }
const beginnings = ['component', 'footnotes'] as const

const anyCut = new RegExp(`(${Object.values(cuts).join('|')})`)

/**
 * Parts the text's HTML at its pictures, which only the page that shows them can size and encode; before its first
 * component, where the page fetches the style sheet for it; and before its footnotes, above which the page signs it.
 */
function toBlocks(tree: Root): Pick<CompiledText, 'blocks' | 'begins'> {
  const pictures: PlacedPicture[] = []
  const wanted = new Set<keyof Beginnings>(beginnings)
  visit(tree, 'element', (node, index, parent) => {
    if (!parent || index === undefined) return undefined
    const begun = node.data?.isComponent ? 'component' : node.properties.dataFootnotes ? 'footnotes' : undefined
    if (begun && wanted.delete(begun)) {
      parent.children.splice(index, 0, { type: 'text', value: cuts[begun] })
      return index + 1
    }
    if (node.tagName !== 'img') return undefined
    pictures.push(placedPicture(node))
    parent.children[index] = { type: 'text', value: cuts.picture }
    return undefined
  })
  const blocks: CompiledText['blocks'] = []
  const begins: Beginnings = {}
  for (const part of toHtml(tree, { closeSelfClosing: false }).split(anyCut)) {
    const picture = part === cuts.picture ? pictures.shift() : undefined
    const cut = beginnings.find((name) => part === cuts[name])
    if (cut) begins[cut] = blocks.length
    else if (picture ?? part) blocks.push(picture ?? part)
  }
  return { blocks, begins }
}

/** An address as a file's name; a `%` that begins no character stands for itself. */
const decoded = (address: string) =>
  address.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })

function placedPicture(node: Element): PlacedPicture {
  const { src, alt, dataCredit, dataLicense, dataLicenseUrl, dataLead, dataSize, dataPlain } = node.properties
  const { dataVideo, dataCaptions } = node.properties
  const { line, column } = node.position?.start ?? {}
  return {
    src: decoded(String(src)),
    alt: String(alt ?? ''),
    ...(dataCredit && { credit: String(dataCredit) }),
    ...(dataLicense && { license: String(dataLicense) }),
    ...(dataLicenseUrl && { licenseUrl: String(dataLicenseUrl) }),
    ...(dataLead && { lead: true }),
    ...(dataSize && { size: String(dataSize) as PictureSize }),
    ...(dataPlain && { plain: true }),
    ...(dataVideo && {
      video: { src: String(dataVideo), ...(dataCaptions ? { captions: String(dataCaptions) } : {}) },
    }),
    ...(line && column && { place: { line, column } }),
  }
}
