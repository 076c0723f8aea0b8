import type { Nodes } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { unindented } from '../../src/markdown/unindent.ts'

const mdx = unified().use(remarkParse).use(remarkMdx).use(remarkGfm)
const markdown = unified().use(remarkParse).use(remarkGfm)

/** What a text is made of, without components. */
const shape = (node: Nodes): unknown =>
  'children' in node
    ? node.children.flatMap((child) => (/^mdx/.test(child.type) ? shape(child) : [[child.type, shape(child)]]))
    : 'value' in node && node.value.trim()

/** As a component's tags are taken out: the lines that hold nothing else. */
const withoutTags = (text: string) => text.replace(/^[ \t>]*<\/?\w+>$/gm, '')

test.each<[what: string, source: string, text: string]>([
  ['a paragraph', 'Một.\n\n    Hai.\n\n\tBa.\n', 'Một.\n\nHai.\n\nBa.\n'],
  ['less than four spaces', '   Một.\n', '   Một.\n'],
  [
    'in a component',
    '<Aside>\n\n    Một.\n\n    Hai\n    dòng.\n\n</Aside>\n',
    '<Aside>\n\nMột.\n\nHai\ndòng.\n\n</Aside>\n',
  ],
  [
    'a list',
    '<Aside>\n\n\t- Một.\n\t- Hai.\n\n\t\t- Ba.\n\n</Aside>\n',
    '<Aside>\n\n- Một.\n- Hai.\n\n\t- Ba.\n\n</Aside>\n',
  ],
  ['a quotation', '    > Một\n    > hai.\n', '> Một\n> hai.\n'],
  ['in a quotation', '>     Một.\n>\n>     Hai.\n', '> Một.\n>\n> Hai.\n'],
  ['in an item', '- Một.\n\n      Hai.\n', '- Một.\n\n  Hai.\n'],
  [
    'a component in an item',
    '- Một.\n\n  <Aside>\n\n      Hai.\n\n  </Aside>\n',
    '- Một.\n\n  <Aside>\n\n  Hai.\n\n  </Aside>\n',
  ],
  [
    'a component in a component',
    '<Aside>\n\n    <Aside>\n\n        Một.\n\n    </Aside>\n\n</Aside>\n',
    '<Aside>\n\n<Aside>\n\nMột.\n\n</Aside>\n\n</Aside>\n',
  ],
  ['code between fences', '    ```\n    a\n      b\n    ```\n', '```\na\n  b\n```\n'],
  ['the rest of a footnote', 'Một.[^1]\n\n[^1]: Hai.\n\n    Ba.\n', 'Một.[^1]\n\n[^1]: Hai.\n\n    Ba.\n'],
  ['a table', '    | a | b |\n    |---|---|\n    | c | d |\n', '| a | b |\n|---|---|\n| c | d |\n'],
])('%s', (_, source, text) => {
  const plain = unindented(source, (part) => mdx.parse(part))
  expect(plain).toBe(text)
  // Plain Markdown reads it as MDX read the source.
  expect(shape(markdown.parse(withoutTags(plain)))).toEqual(shape(mdx.parse(source)))
})
