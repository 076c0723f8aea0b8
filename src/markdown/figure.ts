import type { Element, ElementContent, Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import type { Frontmatter } from '../articles/schema.ts'
import { strings } from '../strings.ts'
import { splitCredit } from '../vietnamese/credit.ts'
import { textOf } from './text-of.ts'

/** What a figure shows and says. */
export interface FigureContent {
  src: string
  alt: string
  /** As text, or as the nodes of the line below the picture. */
  caption?: string | ElementContent[] | undefined
  credit?: string | undefined
  license?: string | undefined
  licenseUrl?: string | undefined
  standIn?: string | undefined
  /** The lead photo is fetched first; every other when it comes near. */
  lead?: boolean | undefined
}

/**
 * A figure as a syntax tree: picture, caption, credit, in the order in which they are read aloud.
 * The `data-` properties are for `Picture.astro`; they never reach a page.
 */
export function figure(content: FigureContent): Element {
  const { src, alt, caption, credit, license, licenseUrl, standIn, lead } = content
  // What is not the credited picture must not carry its maker's name in the file.
  const rights = standIn ? {} : { dataCredit: credit, dataLicense: license, dataLicenseUrl: licenseUrl }
  const parts = [
    typeof caption === 'string' ? [caption].filter(Boolean).map(text) : (caption ?? []),
    credit ? [element('span', { className: ['credit'] }, [text(strings.photoCredit(credit))])] : [],
    license ? [licenceOf(license, licenseUrl)] : [],
    standIn ? [element('span', { className: ['stand-in'] }, [text(standIn)])] : [],
  ].filter((part) => part.length > 0)
  const words = parts.flatMap((part, i) => (i === 0 ? part : [text(' '), ...part]))
  return element('figure', {}, [
    element('img', { src, alt, ...rights, ...(lead && { dataLead: 'true' }) }),
    ...(words.length > 0 ? [element('figcaption', {}, words)] : []),
  ])
}

/**
 * Makes figures of pictures that stand in a paragraph of their own, one or more, each with a caption:
 * the picture's title, or the line below it. A credit at the caption's end is told apart.
 */
export function rehypeFigures() {
  return (tree: Root) => {
    visit(tree, 'element', (node, index, parent) => {
      if (node.tagName !== 'p' || index === undefined || !parent) return undefined
      const figures = figuresOf(node)
      if (!figures) return undefined
      parent.children.splice(index, 1, ...figures)
      return [SKIP, index + figures.length]
    })
  }
}

/** The pictures of a paragraph that begins with one; undefined where the paragraph is text. */
export function figuresOf(paragraph: Element): Element[] | undefined {
  const groups: { image: Element; below: ElementContent[] }[] = []
  for (const child of paragraph.children) {
    if (child.type === 'element' && child.tagName === 'img') groups.push({ image: child, below: [] })
    else if (groups.length > 0) groups.at(-1)?.below.push(child)
    else if (child.type !== 'text' || child.value.trim() !== '') return undefined
  }
  if (groups.length === 0) return undefined
  return groups.map(({ image, below }) => {
    const { src, alt, title } = image.properties
    const written = captionNodes(below)
    const words = written.map(textOf).join('') || String(title ?? '')
    const { caption, credit } = splitCredit(words)
    // What is only there to mark the line as a caption goes with the credit that stood outside of it.
    const nodes = written.length > 0 ? captionNodes(firstCharacters(written, caption.length)) : caption
    const made = figure({ src: String(src), alt: String(alt ?? ''), caption: nodes, credit })
    const [picture] = made.children
    if (picture && image.position) picture.position = image.position
    return made
  })
}

/** The line below a picture, without the spaces and the emphasis that are around all of it. */
function captionNodes(below: readonly ElementContent[]): ElementContent[] {
  const isEmpty = (node: ElementContent | undefined) =>
    (node?.type === 'text' && node.value.trim() === '') || (node?.type === 'element' && node.tagName === 'br')
  const nodes = below.slice(
    below.findIndex((node) => !isEmpty(node)),
    below.findLastIndex((node) => !isEmpty(node)) + 1,
  )
  const [first, ...others] = nodes
  if (first?.type === 'element' && first.tagName === 'em' && others.length === 0) return captionNodes(first.children)
  const [start, end] = [nodes[0], nodes.at(-1)]
  if (start?.type === 'text') start.value = start.value.trimStart()
  if (end?.type === 'text') end.value = end.value.trimEnd()
  return nodes
}

/** The beginning of a text, so many characters of its words. */
function firstCharacters(nodes: readonly ElementContent[], count: number): ElementContent[] {
  let left = count
  return nodes.flatMap((node): ElementContent[] => {
    const length = textOf(node).length
    const room = left
    // The mark of a footnote has no length.
    if (room <= 0 && length > 0) return []
    left -= length
    if (length <= room) return [node]
    if (node.type === 'text') return [text(node.value.slice(0, room))]
    return node.type === 'element' ? [{ ...node, children: firstCharacters(node.children, room) }] : []
  })
}

/** Puts the lead photo of the frontmatter after the paragraph that it names. */
export function rehypeLeadPhoto() {
  return (tree: Root, file: VFile) => {
    const { photo } = (file.data.astro?.frontmatter ?? {}) as Partial<Frontmatter>
    if (!photo) return
    const paragraphs = tree.children.flatMap((node, i) => (node.type === 'element' && node.tagName === 'p' ? [i] : []))
    const after = photo.position ? (paragraphs[photo.position - 1] ?? tree.children.length - 1) : -1
    tree.children.splice(after + 1, 0, figure({ ...photo, lead: true }))
  }
}

/** The licence's name, and where its text is. */
export function licenceOf(name: string, address: string | undefined): Element {
  return address
    ? element('a', { className: ['licence'], rel: ['license'], href: address }, [text(name)])
    : element('span', { className: ['licence'] }, [text(name)])
}

/** A piece of text in a tree. */
export const text = (value: string): ElementContent => ({ type: 'text', value })

/** An element in a tree; properties that are undefined are not printed. */
export function element(tagName: string, properties: Element['properties'], children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children }
}
