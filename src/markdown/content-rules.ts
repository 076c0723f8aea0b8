import type { Nodes, Parents, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { Problem } from '../problem.ts'
import { components, isComponentName, type JsxElement, judgeComponent } from './component-rules.ts'
import { nearest } from './nearest.ts'

/** Inline HTML that Markdown has no mark for: chemical formulas, powers, abbreviations, a line of verse. */
const inlineElements = ['abbr', 'br', 'cite', 'q', 'sub', 'sup']

type Finding = Pick<Problem, 'wrong' | 'write'>

/**
 * Content is not code: an article is Markdown and the site's own components, with plain text for attributes.
 * Judged on the syntax tree, before anything is compiled or run.
 *
 * @param tree what remark and remark-mdx parsed, with positions
 * @param file for the problems
 */
export function checkContent(tree: Root, file: string): Problem[] {
  const problems: Problem[] = []
  visit(tree, (node: Nodes, _index, parent) => {
    for (const finding of judge(node, parent as Parents | undefined)) {
      const { line, column } = node.position?.start ?? {}
      problems.push({ file, ...(line && { line }), ...(column && { column }), ...finding })
    }
  })
  return problems
}

function judge(node: Nodes, parent: Parents | undefined): Finding[] {
  switch (node.type) {
    case 'mdxjsEsm':
      return [{ wrong: 'an article cannot import or export', write: 'Markdown alone; the components need no import' }]
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return isComment(node.value)
        ? []
        : [{ wrong: `{${node.value.trim()}} is code`, write: 'the text itself, or \\{ for a brace that readers see' }]
    case 'html':
      return node.value.replace(/<!--[\s\S]*?-->/g, '').trim() === ''
        ? []
        : [{ wrong: 'raw HTML does not reach the page', write: 'Markdown, or rename the file to index.mdx' }]
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return judgeElement(node, parent)
    case 'link':
    case 'definition':
    case 'image':
      return isSafeUrl(node.url)
        ? []
        : [
            {
              wrong: `"${node.url}" is not an address for readers`,
              write: 'https://…, mailto:…, tel:…, /path/ or #anchor',
            },
          ]
    default:
      return []
  }
}

function judgeElement(node: JsxElement, parent: Parents | undefined): Finding[] {
  const name = node.name ?? ''
  const allowed = [...Object.keys(components), ...inlineElements]
  if (!allowed.includes(name)) {
    const guess = nearest(name, allowed)
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
    if (!isSafeUrl(attribute.value ?? '')) {
      return [{ wrong: `"${attribute.value}" is not an address for readers`, write: 'https://… or the name of a file' }]
    }
    return []
  })
  return unsafe.length > 0 || !isComponentName(name) ? unsafe : judgeComponent(name, node, parent)
}

/** Whether a brace holds nothing but a comment, the only note that MDX has. */
function isComment(code: string): boolean {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').trim() === ''
}

/** Browsers drop control characters and spaces before they look for a scheme; Markdown makes U+FFFD of some. */
function isSafeUrl(url: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what hides a scheme
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\u0000-\u0020\u007f-\u009f\ufffd]/g, ''))?.[1]
  return scheme === undefined || ['http', 'https', 'mailto', 'tel'].includes(scheme.toLowerCase())
}
