import type { Nodes, Parents, RootContent } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx'
import { visit } from 'unist-util-visit'
import type { Mistake } from '../problem.ts'
import { dateAtStart } from '../vietnamese/event-date.ts'
import { nearest } from './nearest.ts'

export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement

interface Attribute {
  /** What to write, in an error. */
  example: string
  required?: true
  /** The only values there are. */
  values?: readonly string[]
  /** What every value looks like. */
  form?: RegExp
}

interface Component {
  attributes: Readonly<Record<string, Attribute>>
  /** What is wrong with what stands between its tags. */
  judge: (children: RootContent[]) => Mistake[]
}

const title: Attribute = { example: 'title="Tên của khung"' }

/** The components that an article may use. `components.ts` renders them. */
export const components = {
  Aside: { attributes: { title }, judge: (children) => (children.length > 0 ? [] : [empty('text')]) },
  PullQuote: { attributes: {}, judge: (children) => (children.length > 0 ? [] : [empty('a sentence')]) },
  Figure: {
    attributes: {
      size: { example: 'size="wide"', values: ['wide', 'small'] },
      license: { example: 'license="CC BY 4.0"' },
      licenseUrl: { example: 'licenseUrl="https://..."', form: /^https?:\/\/[^/]/ },
    },
    judge: (children) => judgePictures(children, 1),
  },
  Gallery: { attributes: { title }, judge: (children) => judgePictures(children, 2) },
  Verse: { attributes: { title }, judge: judgeVerse },
  Timeline: { attributes: { title }, judge: judgeEvents },
  Facts: { attributes: { title: { ...title, required: true } }, judge: judgeFacts },
  Video: {
    attributes: {
      src: { example: 'src="phim.mp4"  (a file beside the article, or https://...)', required: true },
      captions: { example: 'captions="phim.vtt"' },
    },
    judge: (children) => judgePictures(children, 1),
  },
} as const satisfies Record<string, Component>

export type ComponentName = keyof typeof components

/** Whether a name is one of the site's own components. */
export function isComponentName(name: string | null): name is ComponentName {
  return name !== null && Object.hasOwn(components, name)
}

/**
 * Finds what is wrong with a component: where it stands, its attributes, what it holds.
 *
 * @param node a component of the site, whose attributes are known to be texts
 */
export function judgeComponent(name: ComponentName, node: JsxElement, parent: Parents | undefined): Mistake[] {
  const component: Component = components[name]
  return [
    ...judgePlace(name, node, parent),
    ...judgeAttributes(name, node, component),
    ...component.judge((node.children as RootContent[]).filter(isContent)),
  ]
}

/** On a line of its own a component is parsed as part of a paragraph, which must hold nothing else. */
function judgePlace(name: string, node: JsxElement, parent: Parents | undefined): Mistake[] {
  if (node.type === 'mdxJsxFlowElement' || !parent) return []
  const isAlone =
    (parent.type === 'paragraph' && parent.children.every((child) => isJsx(child) || isBlank(child))) ||
    (isJsx(parent) && isComponentName(parent.name))
  if (isAlone) return []
  const write = `<${name}> on lines of its own, with an empty line above and below`
  return [{ wrong: `<${name}> stands within a sentence`, write }]
}

function judgeAttributes(name: string, node: JsxElement, { attributes }: Component): Mistake[] {
  const known = Object.keys(attributes)
  const given = new Map<string, string>()
  const findings = node.attributes.flatMap((attribute): Mistake[] => {
    if (attribute.type !== 'mdxJsxAttribute') return []
    const rule = Object.hasOwn(attributes, attribute.name) ? attributes[attribute.name] : undefined
    if (!rule) {
      const guess = nearest(attribute.name, known)
      const others = known.length > 0 ? `; it can have ${known.join(', ')}` : ''
      const wrong = `<${name}> cannot have ${attribute.name}${guess ? '' : others}`
      return [{ wrong, write: guess ? String(attributes[guess]?.example) : `<${name}> without it` }]
    }
    const value = typeof attribute.value === 'string' ? attribute.value.trim() : ''
    given.set(attribute.name, value)
    if (value === '') return [{ wrong: `${attribute.name} of <${name}> is empty`, write: rule.example }]
    if (rule.values && !rule.values.includes(value)) {
      const guess = nearest(value, rule.values)
      const write = guess
        ? `${attribute.name}="${guess}"`
        : rule.values.map((v) => `${attribute.name}="${v}"`).join(' or ')
      return [{ wrong: `"${value}" is no ${attribute.name} of <${name}>`, write }]
    }
    if (rule.form && !rule.form.test(value)) {
      return [{ wrong: `"${value}" is no ${attribute.name} of <${name}>`, write: rule.example }]
    }
    return []
  })
  const missing = known.filter((attribute) => attributes[attribute]?.required && !given.has(attribute))
  return [
    ...findings,
    ...missing.map((attribute) => ({
      wrong: `<${name}> has no ${attribute}`,
      write: `<${name} ${attributes[attribute]?.example}>`,
    })),
  ]
}

const picture = '![what is seen on it](anh.jpg "Caption. Ảnh: Name")'

/** One picture, or `least` and more, each in a paragraph that holds pictures and their captions alone. */
function judgePictures(children: RootContent[], least: 1 | 2): Mistake[] {
  let count = 0
  for (const child of children) visit(child, ['image', 'imageReference'], () => void count++)
  const others = children.filter((child) => !isPicture(child) && !startsWithPicture(child))
  if (others.length > 0 && !(isPicture(children[0]) && others.every(isPhrasing))) {
    return [{ wrong: `"${short(others[0])}" is not a picture`, write: `${picture}, and other text outside` }]
  }
  if (least === 1 && count !== 1) return [{ wrong: `it holds ${count} pictures, not one`, write: picture }]
  if (count < least) {
    const wrong = `it holds ${count === 1 ? 'one picture' : 'no pictures'}`
    return [{ wrong, write: `two pictures or more, each as ${picture}` }]
  }
  return []
}

/** A poem: paragraphs for stanzas, whose lines stay lines. */
function judgeVerse(children: RootContent[]): Mistake[] {
  if (children.length === 0) return [empty('the lines of the poem')]
  const other = children.find((child) => child.type !== 'paragraph' && !isPhrasing(child))
  if (!other) return []
  return [
    {
      wrong: `"${short(other)}" is no line of verse`,
      write: 'lines of words alone, with an empty line between stanzas',
    },
  ]
}

const event = '- **07/09/2018** What happened'

function judgeEvents(children: RootContent[]): Mistake[] {
  const [list] = children
  if (children.length !== 1 || list?.type !== 'list') {
    return [{ wrong: 'it does not hold one list, and nothing else', write: event }]
  }
  return list.children.flatMap((item) => {
    const when = textOf(item.children[0] && isBoldFirst(item.children[0]) ? firstOf(item.children[0]) : item).trim()
    const date = dateAtStart(when)
    if (date && !date.datetime) {
      const written = when.slice(0, date.length)
      return [{ wrong: `"${written}" is in no calendar`, write: 'the right date' }]
    }
    if (date || isBoldFirst(item.children[0])) return []
    return [{ wrong: `"${short(item)}" begins with no date`, write: `${event}, or any words in bold that say when` }]
  })
}

const fact = '- **Name:** value'

function judgeFacts(children: RootContent[]): Mistake[] {
  const [block] = children
  if (children.length === 1 && block?.type === 'table') {
    return block.children
      .filter((row) => row.children.length !== 2)
      .slice(0, 1)
      .map((row) => ({ wrong: `the table has ${row.children.length} columns, not two`, write: '| Name | value |' }))
  }
  if (children.length === 1 && block?.type === 'list') {
    return block.children
      .filter((item) => item.children.length !== 1 || !isBoldFirst(item.children[0]))
      .map((item) => ({ wrong: `"${short(item)}" does not begin with a name in bold`, write: fact }))
  }
  return [{ wrong: 'it does not hold one list or one table, and nothing else', write: fact }]
}

const empty = (what: string): Mistake => ({ wrong: 'it is empty', write: `${what} between its tags` })

/** The words of a node, without its marks. */
function textOf(node: Nodes): string {
  let text = ''
  visit(node, ['text', 'inlineCode'], (part) => {
    if ('value' in part) text += part.value
  })
  return text
}

const isJsx = (node: Nodes): node is JsxElement =>
  node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'

const isBlank = (node: Nodes) => node.type === 'text' && node.value.trim() === ''

/** Comments and the line ends between tags and text are layout. */
const isContent = (node: RootContent) =>
  !isBlank(node) && node.type !== 'mdxFlowExpression' && node.type !== 'mdxTextExpression'

const isPicture = (node: RootContent | undefined) => node?.type === 'image' || node?.type === 'imageReference'

const isPhrasing = (node: RootContent) => /^(?:text|emphasis|strong|link|delete|break)$/.test(node.type)

const startsWithPicture = (node: RootContent) =>
  node.type === 'paragraph' && isPicture(node.children.find((child) => !isBlank(child)))

function firstOf(node: RootContent): RootContent {
  return 'children' in node && node.children[0] ? (node.children[0] as RootContent) : node
}

const isBoldFirst = (node: RootContent | undefined) => node?.type === 'paragraph' && firstOf(node).type === 'strong'

function short(node: RootContent | undefined): string {
  const text = node ? textOf(node).replace(/\s+/g, ' ').trim() || `<${node.type}>` : ''
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
