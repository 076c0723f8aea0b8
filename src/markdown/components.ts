import type { Element, ElementContent, Root, RootContent } from 'hast'
import type { MdxJsxFlowElementHast, MdxJsxTextElementHast } from 'mdast-util-mdx-jsx'
import { SKIP, visit } from 'unist-util-visit'
import { strings } from '../strings.ts'
import { dateAtStart } from '../vietnamese/event-date.ts'
import { type ComponentName, isComponentName } from './component-rules.ts'
import { element, figuresOf, licenceOf, text } from './figure.ts'
import { asParagraphs } from './paragraphs.ts'
import { textOf } from './text-of.ts'

declare module 'hast' {
  interface ElementData {
    /** The element is what a component became, so its page needs the components' style sheet. */
    isComponent?: boolean
  }
}

type HastJsx = MdxJsxFlowElementHast | MdxJsxTextElementHast
type Attributes = Readonly<Record<string, string>>
type Render = (children: ElementContent[], attributes: Attributes) => Element

/**
 * Turns the site's components into the plain elements that are nearest to them, so that pages, feeds, mail and Reader
 * modes read one HTML, and an article that uses them costs no compiler. What may stand in them was judged before, in
 * `component-rules.ts`.
 */
export function rehypeComponents() {
  return (tree: Root) => {
    visit(tree, (node, index, parent) => {
      if (!parent || index === undefined) return undefined
      if (node.type === 'element' && node.tagName === 'p' && holdsComponentsAlone(node)) {
        parent.children.splice(index, 1, ...node.children.filter((child) => !isBlank(child)))
        return [SKIP, index]
      }
      if (!isComponent(node)) return undefined
      const attributes = Object.fromEntries(
        node.attributes.flatMap((a) =>
          a.type === 'mdxJsxAttribute' && typeof a.value === 'string' ? [[a.name, a.value.trim()]] : [],
        ),
      )
      const children = node.children.filter((child) => !isBlank(child))
      const made = renderers[node.name](children, attributes)
      made.data = { isComponent: true }
      parent.children[index] = made
      // The new element is visited in its turn: components may stand in it.
      return [SKIP, index]
    })
  }
}

const renderers: Readonly<Record<ComponentName, Render>> = {
  Aside: (children, { title }) =>
    element('aside', { className: ['aside'], ...(title && { ariaLabel: title }) }, [
      ...titled(title),
      ...asParagraphs(children),
    ]),

  PullQuote: (children) => element('blockquote', { className: ['pull-quote'] }, asParagraphs(children)),

  Figure: (children, { size, license, licenseUrl }) => {
    const [figure = element('figure', {}, [])] = figuresIn(children)
    if (size) figure.properties.className = [size]
    if (license) {
      const words = figure.children.find((child) => child.type === 'element' && child.tagName === 'figcaption')
      const licence = licenceOf(license, licenseUrl)
      if (words?.type === 'element') words.children.push(text(' '), licence)
      else figure.children.push(element('figcaption', {}, [licence]))
    }
    for (const image of imagesIn(figure))
      Object.assign(image.properties, { dataSize: size, dataLicense: license, dataLicenseUrl: licenseUrl })
    return figure
  },

  Gallery: (children, { title }) => {
    const figures = figuresIn(children)
    for (const image of figures.flatMap(imagesIn)) image.properties.dataSize = 'half'
    const label = title ?? strings.gallery(figures.length)
    return group('gallery', label, [...titled(title), element('div', {}, figures)])
  },

  Verse: (children, { title }) => {
    const stanzas = children.every((child) => child.type === 'element' && child.tagName === 'p')
      ? (children as Element[])
      : [element('p', {}, children)]
    for (const stanza of stanzas) stanza.children = withLines(stanza.children)
    return element('div', { className: ['verse'], ...(title && { role: 'group', ariaLabel: title }) }, [
      ...titled(title),
      ...stanzas,
    ])
  },

  Timeline: (children, { title }) => {
    const list = children.find(isList)
    const events = (list?.children ?? []).filter((child) => child.type === 'element')
    for (const event of events) markDate(event)
    return group('timeline', title ?? strings.timeline, [...titled(title), element('ol', {}, events)])
  },

  Facts: (children, { title = '' }) => {
    const table = children.find((child) => child.type === 'element' && child.tagName === 'table') as Element | undefined
    const rows = table ? rowsOf(table) : itemsAsRows(children.find(isList))
    return element('table', { className: ['facts'] }, [
      element('caption', {}, [text(title)]),
      element('tbody', {}, rows),
    ])
  },

  Video: (children, { src = '', captions }) => {
    const [figure = element('figure', {}, [])] = figuresIn(children)
    figure.properties.className = ['video']
    const [image] = imagesIn(figure)
    if (!image) return figure
    if (!isElsewhere(src)) {
      Object.assign(image.properties, { dataVideo: src, dataCaptions: captions })
      return figure
    }
    // The picture of a link to a video does not lead to itself.
    image.properties.dataPlain = 'true'
    const words = element('span', {}, [text(strings.watchOn(hostName(src)))])
    figure.children[0] = element('a', { className: ['watch'], href: src, rel: ['external'] }, [image, text(' '), words])
    return figure
  },
}

/** Whether a video is on another server, which no page contacts before a reader follows the link. */
export const isElsewhere = (src: string): boolean => /^[a-z]+:|^\/\//i.test(src)

/** How hosts of videos write their names. */
const hosts: Readonly<Record<string, string>> = {
  'youtube.com': 'YouTube',
  'youtu.be': 'YouTube',
  'vimeo.com': 'Vimeo',
  'tiktok.com': 'TikTok',
  'facebook.com': 'Facebook',
  'fb.watch': 'Facebook',
  'dailymotion.com': 'Dailymotion',
}

function hostName(address: string): string {
  const host = URL.canParse(address) ? new URL(address).hostname : address
  const bare = host.replace(/^(?:www|m)\./, '')
  return hosts[bare] ?? bare
}

/** The figures of paragraphs that hold pictures; pictures on the component's own line are a paragraph, too. */
function figuresIn(children: ElementContent[]): Element[] {
  const paragraphs = children.filter((child) => child.type === 'element' && child.tagName === 'p') as Element[]
  return (paragraphs.length > 0 ? paragraphs : [element('p', {}, children)]).flatMap((p) => figuresOf(p) ?? [])
}

function imagesIn(figure: Element): Element[] {
  return figure.children.filter((child) => child.type === 'element' && child.tagName === 'img') as Element[]
}

/** Marks the words that an event begins with: a date as what it is, others as they are. */
function markDate(event: Element): void {
  const holder = event.children.find((child) => child.type === 'element' && child.tagName === 'p') as
    | Element
    | undefined
  const { children } = holder ?? event
  const at = children.findIndex((child) => !isBlank(child))
  const first = children[at]
  if (first?.type === 'element' && first.tagName === 'strong') {
    const written = textOf(first)
    const date = dateAtStart(written)
    first.properties.className = ['when']
    // Words after the date belong to it: "07/09/2018, buổi sáng" is one beginning.
    if (date?.datetime) first.children = [element('time', { dateTime: date.datetime }, first.children)]
    joinSeparator(first, children, at + 1)
    return
  }
  const date = first?.type === 'text' ? dateAtStart(first.value.trimStart()) : undefined
  if (first?.type !== 'text' || !date?.datetime) return
  const value = first.value.trimStart()
  const time = element('time', { dateTime: date.datetime }, [text(value.slice(0, date.length))])
  const when = element('strong', { className: ['when'] }, [time])
  children.splice(at, 1, when, text(value.slice(date.length)))
  joinSeparator(when, children, at + 1)
}

/** A colon or a dash after the date stays with it, since the date may stand on a line of its own. */
function joinSeparator(when: Element, siblings: ElementContent[], index: number): void {
  const next = siblings[index]
  if (next?.type !== 'text') return
  const separator = /^\s*[:–—-](?=\s)/.exec(next.value)?.[0]
  if (!separator) return
  when.children.push(text(separator))
  next.value = next.value.slice(separator.length)
}

/** A table's rows, the first column as their heads; a head without words is left out. */
function rowsOf(table: Element): Element[] {
  const rows: Element[] = []
  visit(table, 'element', (row) => {
    if (row.tagName !== 'tr' || textOf(row).trim() === '') return
    const cells = row.children.filter((child) => child.type === 'element')
    const isHead = cells.every(({ tagName }) => tagName === 'th')
    rows.push(
      element(
        'tr',
        {},
        cells.map((cell, i) =>
          i === 0
            ? element('th', { scope: isHead ? 'col' : 'row' }, cell.children)
            : element(isHead ? 'th' : 'td', isHead ? { scope: 'col' } : {}, cell.children),
        ),
      ),
    )
  })
  return rows
}

/** The items of a list as rows: the name in bold, and what is after it. */
function itemsAsRows(list: Element | undefined): Element[] {
  return (list?.children ?? []).flatMap((item) => {
    if (item.type !== 'element') return []
    const holder = item.children.find((child) => child.type === 'element' && child.tagName === 'p') as
      | Element
      | undefined
    const children = (holder ?? item).children.filter((child, i) => i > 0 || !isBlank(child))
    const [name, ...value] = children
    const words = name?.type === 'element' ? name.children : []
    const [head] = value
    if (head?.type === 'text') head.value = head.value.trimStart()
    return [element('tr', {}, [element('th', { scope: 'row' }, words), element('td', {}, value)])]
  })
}

/** The line ends of the source as line breaks, which every reader and feed keeps. */
function withLines(nodes: ElementContent[]): ElementContent[] {
  const lines = nodes.flatMap((node, i): ElementContent[] => {
    if (node.type === 'element' && node.tagName !== 'br') return [{ ...node, children: withLines(node.children) }]
    if (node.type !== 'text') return [node]
    const isAfterBreak = (at: number) => at === 0 && isBreak(nodes[i - 1])
    return node.value.split('\n').flatMap((line, at): ElementContent[] => {
      const words = text(at === 0 ? line : line.trimStart())
      if (at === 0) return [words]
      return [...(isAfterBreak(at - 1) ? [] : [element('br', {}, [])]), text('\n'), words]
    })
  })
  return lines.filter((node) => node.type !== 'text' || node.value !== '')
}

const isBreak = (node: ElementContent | undefined) => node?.type === 'element' && node.tagName === 'br'

/** What a component is called, where it is; a reader of feeds sees it, too. */
const titled = (title: string | undefined): Element[] =>
  title ? [element('p', { className: ['title'] }, [element('strong', {}, [text(title)])])] : []

const group = (name: string, label: string, children: ElementContent[]) =>
  element('div', { className: [name], role: 'group', ariaLabel: label }, children)

const isComponent = (node: Root | RootContent): node is HastJsx & { name: ComponentName } =>
  (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && isComponentName(node.name)

const holdsComponentsAlone = ({ children }: Element) =>
  children.some(isComponent) && children.every((child) => isComponent(child) || isBlank(child))

const isBlank = (node: RootContent) => node.type === 'text' && node.value.trim() === ''

const isList = (node: ElementContent): node is Element => node.type === 'element' && /^[uo]l$/.test(node.tagName)
