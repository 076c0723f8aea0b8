import type { Image, Nodes, Parents, Root, Text } from 'mdast'
import { visit } from 'unist-util-visit'
import type { Mistake, Problem } from '../problem.ts'
import { unprintable } from '../vietnamese/unprintable.ts'
import { components, isComponentName, type JsxElement, judgeComponent } from './component-rules.ts'
import { insteadOf, isHtml } from './html-instead.ts'
import { nearest } from './nearest.ts'

/** Inline HTML that Markdown has no mark for: chemical formulas, powers, abbreviations, a line of verse. */
const inlineElements = ['abbr', 'br', 'cite', 'q', 'sub', 'sup']

/**
 * Content is not code: an article is Markdown and the site's own components, with plain text for attributes.
 * Judged on the syntax tree, before anything is compiled or run.
 *
 * @param tree what remark and remark-mdx parsed, with positions
 * @param file for the problems
 * @param body what was parsed, to show what stands there
 */
export function checkContent(tree: Root, file: string, body = ''): Problem[] {
  const problems: Problem[] = []
  visit(tree, (node: Nodes, _index, parent) => {
    for (const finding of judge(node, parent as Parents | undefined, body)) {
      const { line, column } = node.position?.start ?? {}
      problems.push({ file, ...(line && { line }), ...(column && { column }), ...finding })
    }
  })
  return problems
}

function judge(node: Nodes, parent: Parents | undefined, body: string): Mistake[] {
  switch (node.type) {
    case 'mdxjsEsm':
      return [{ wrong: 'an article cannot import or export', write: 'Markdown alone; the components need no import' }]
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return isComment(node.value)
        ? []
        : [
            {
              wrong: `{${node.value.trim()}} is code`,
              write: `\\{${node.value.trim()}}  (for a brace that readers see)`,
            },
          ]
    case 'html':
      return judgeHtml(withoutComments(node.value), node, body)
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return judgeElement(node, parent, body)
    case 'text':
      return judgeText(node)
    case 'link':
    case 'definition':
      return judgeUrl(node.url)
    case 'image':
      return [...judgeUrl(node.url), ...judgeTitle(node, parent)]
    case 'footnoteDefinition':
      return holdsPicture(node)
        ? [{ wrong: 'a picture stands in a footnote', write: 'the picture in the text, on lines of its own' }]
        : []
    default:
      return []
  }
}

const judgeUrl = (url: string): Mistake[] =>
  isSafeUrl(url)
    ? []
    : [{ wrong: `"${url}" is not an address for readers`, write: 'https://…, mailto:…, tel:…, /path/ or #anchor' }]

/** A picture's caption is its title or the line below it; which of two is meant nobody knows. */
function judgeTitle(node: Image, parent: Parents | undefined): Mistake[] {
  if (!node.title || parent?.type !== 'paragraph') return []
  if (/\[\^[^\]]+\]/.test(node.title))
    return [{ wrong: 'a footnote in a picture’s title is none', write: 'the caption on the line below the picture' }]
  const isWord = (child: Nodes) =>
    !/^(?:break|html|mdxTextExpression)$/.test(child.type) && !(child.type === 'text' && child.value.trim() === '')
  if (parent.children.find(isWord)?.type !== 'image') return []
  const next = parent.children.slice(parent.children.indexOf(node) + 1).find(isWord)
  if (!next || next.type === 'image') return []
  const write = 'one of the two; what is no caption, after an empty line'
  return [{ wrong: 'this picture has two captions, its title and the line below it', write }]
}

const holdsPicture = (node: Nodes): boolean =>
  /^image/.test(node.type) || ('children' in node && node.children.some(holdsPicture))

/** A comment of HTML ends at the first `-->`. */
function withoutComments(html: string): string {
  const [head = '', ...rest] = html.split('<!--')
  return head + rest.map((part) => (part.includes('-->') ? part.slice(part.indexOf('-->') + 3) : part)).join('')
}

/** Markdown parses a tag and its end apart, so that the words between are those of the source. */
function judgeHtml(html: string, node: Nodes, body: string): Mistake[] {
  const tag = html.trim()
  const [, slash, name = ''] = /^<(\/?)([a-z][a-z\d]*)/i.exec(tag) ?? []
  if (tag === '' || slash) return []
  const end = node.position?.end.offset ?? 0
  const close = isHtml(name) ? body.indexOf(`</${name}`, end) : -1
  const wrong = 'raw HTML does not reach the page'
  if (!isHtml(name)) return [{ wrong, write: 'Markdown, or rename the file to index.mdx' }]
  const inner = tag.includes('</') ? tag : body.slice(end, close < 0 ? end : close)
  return [{ wrong, write: insteadOf(name, inner, tag).write }]
}

/** A picture's line whose name has a space in it is none for Markdown: readers would see the signs. */
function judgeText({ value }: Text): Mistake[] {
  const [, alt, name, title = ''] =
    /!\[([^[\]]{0,300})\]\(([^()<>"\n]{1,200}(?:\([^()\n]{0,80}\)[^()<>"\n]{0,80})?)( "[^"\n]{0,500}")?\)/.exec(
      value,
    ) ?? []
  if (name === undefined || alt === undefined || !/\s/.test(name.trim())) return []
  const write = `![${alt}](<${name.trim()}>${title})`
  return [{ wrong: `"${name.trim()}" has a space in it, so that this is no picture`, write }]
}

function judgeElement(node: JsxElement, parent: Parents | undefined, body: string): Mistake[] {
  const name = node.name ?? ''
  const allowed = [...Object.keys(components), ...inlineElements]
  const inSmallLetters = allowed.find((each) => each === name.toLowerCase())
  if (!inSmallLetters && !allowed.includes(name) && isHtml(name)) {
    const [first, last] = [node.children[0]?.position?.start.offset, node.children.at(-1)?.position?.end.offset]
    return [insteadOf(name, first === undefined ? '' : body.slice(first, last), `<${name}>`)]
  }
  if (!allowed.includes(name)) {
    // Who writes a capital means a component.
    const guess = inSmallLetters ?? nearest(name, /^\p{Lu}/u.test(name) ? Object.keys(components) : allowed)
    return [{ wrong: `there is no component <${name}>`, write: guess ? `<${guess}>` : `one of ${allowed.join(', ')}` }]
  }
  const unsafe = node.attributes.flatMap((attribute) => {
    if (
      attribute.type === 'mdxJsxExpressionAttribute' ||
      (attribute.value !== null && typeof attribute.value === 'object')
    ) {
      return [{ wrong: `<${name}> has code in braces`, write: `text in quotes, as in <${name} title="...">` }]
    }
    const isPlain = /^[a-z][a-zA-Z]*$/.test(attribute.name) && !/^on|^style$/i.test(attribute.name)
    if (!isPlain || (inlineElements.includes(name) && attribute.name !== 'title')) {
      return [{ wrong: `<${name}> cannot have ${attribute.name}`, write: `<${name}> without it` }]
    }
    if ((attribute.value ?? '').search(unprintable) >= 0) {
      return [
        {
          wrong: `${attribute.name} of <${name}> holds a character that nobody sees`,
          write: `${attribute.name}="..."  (typed anew)`,
        },
      ]
    }
    if (!isSafeUrl(attribute.value ?? '')) {
      return [{ wrong: `"${attribute.value}" is not an address for readers`, write: 'https://… or the name of a file' }]
    }
    return []
  })
  return unsafe.length > 0 || !isComponentName(name) ? unsafe : judgeComponent(name, node, parent)
}

/** Whether a brace holds nothing but a comment, the only note that MDX has. */
function isComment(code: string): boolean {
  const [head = '', ...rest] = code.split('/*')
  return (
    (head + rest.map((part) => (part.includes('*/') ? part.slice(part.indexOf('*/') + 2) : '?')).join('')).trim() === ''
  )
}

/** Browsers drop control characters and spaces before they look for a scheme; Markdown makes U+FFFD of some. */
function isSafeUrl(url: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what hides a scheme
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\u0000-\u0020\u007f-\u009f\ufffd]/g, ''))?.[1]
  return scheme === undefined || ['http', 'https', 'mailto', 'tel'].includes(scheme.toLowerCase())
}
