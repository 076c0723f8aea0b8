import { globSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sheetForAll } from '../../src/build/old-browsers.ts'
import { repository } from '../project.ts'
import { unknownInScripts, unknownInSheet } from './floor.ts'

const sheets = ['first', 'late', 'components']
const sheetOf = (name: string) => sheetForAll(join(repository, `src/styles/${name}.css`))

test.each([
  ['a { margin-inline: calc(var(--b) * -1) auto }', 'a{margin-left:calc(var(--b) * -1);margin-right:auto}'],
  [
    'a { margin-block: calc((var(--b) * var(--c) - 1px) * 0.5) 0 }',
    'a{margin-top:calc((var(--b) * var(--c) - 1px) * .5);margin-bottom:0}',
  ],
  ['a { padding-block: var(--b) }', 'a{padding-top:var(--b);padding-bottom:var(--b)}'],
  ['a { border-inline-start: 2px solid red }', 'a{border-left:2px solid red}'],
  ['a { border-block-start-color: red }', 'a{border-top-color:red}'],
  ['a { inset-inline-start: 0 }', 'a{left:0}'],
  ['a { inset: 0 }', 'a{top:0;bottom:0;left:0;right:0}'],
  ['a:is(.b, .c) > :is(p, i) { top: 0 }', 'a.b>p,a.b>i,a.c>p,a.c>i{top:0}'],
  ['@media (min-width: 40rem) { a { top: 0 } }', '@media (min-width:40rem){a{top:0}}'],
  ['a { color: rgb(0 0 0 / 0.5) }', 'a{color:rgba(0,0,0,.5)}'],
])('%s is written for old browsers', async (sheet, expected) => {
  const folder = await mkdtemp(join(tmpdir(), 'sheet-'))
  await writeFile(join(folder, 'a.css'), sheet)
  expect(sheetForAll(join(folder, 'a.css'))).toBe(expected)
  await rm(folder, { recursive: true })
})

test.each(sheets)('%s.css has no value that was cut in two', (name) => {
  expect(sheetOf(name)).not.toMatch(/:(?:calc|min|max|clamp|var)[;}]|:\(/)
})

/** What a browser may not know without harm: the page is the same to read. */
const finish = new Set([
  // How the browser's own parts look, and how something scrolls.
  ...['color-scheme', 'accent-color', 'scrollbar-width', 'cursor', 'forced-color-adjust', 'text-size-adjust'],
  ...['scroll-padding-top', 'scroll-padding-bottom', 'scroll-padding-left', 'scroll-padding-right'],
  ...['scroll-snap-type', 'scroll-snap-align', 'scroll-snap-stop'],
  // Lines, and where they end.
  ...[
    'text-underline-offset',
    'text-decoration-thickness',
    'text-decoration-color',
    'text-wrap',
    'overflow-wrap: anywhere',
    'user-select',
    'break-after: avoid',
  ],
  // A picture is shown whole, and as wide as the text.
  ...['aspect-ratio', 'min'],
  // The browser's own ring shows the focus; words that a link leads to are not painted.
  ...[':focus-visible', ':target-text'],
  // Settings, and marks: tools that are not offered.
  ...[':has', ':where', ':popover-open', ':highlight', 'color-mix'],
])
/** What only browsers with popovers show, Chrome 114 and Safari 17 on. */
const popovers = /^\.(?:settings|sheet|note|zoom|keys|choices)\b/

test.each(sheets)('%s.css says nothing that old browsers need and do not know', (name) => {
  const unknown = unknownInSheet(sheetOf(name))
  expect(unknown.filter(([word, selector]) => !finish.has(word) && !popovers.test(selector))).toEqual([])
})

test.each([
  ['a{inset:0}', 'inset'],
  ['@media print{a{inset:0}}', 'inset'],
  ['a{width:clamp(1px,2vw,3px)}', 'clamp'],
  [':root{--size:clamp(1px,2vw,3px)}', 'clamp'],
  ['a{display:flex;gap:1em}', 'gap in flex'],
  ['a{display:grid;column-gap:1em}', 'gap in grid'],
  ['a:is(b,i){top:0}', ':is'],
  ['a{overflow:clip}', 'overflow: clip'],
  ['a:not(:popover-open){display:none}', 'hides by :popover-open'],
])('%s is found', (sheet, word) => {
  expect(unknownInSheet(sheet).map(([found]) => found)).toContain(word)
})

test.each(['a{width:1px;width:clamp(1px,2vw,3px)}', '@supports (inset:0){a{inset:0}}', 'a{display:grid;grid-gap:1em}'])(
  '%s is right',
  (sheet) => {
    expect(unknownInSheet(sheet).filter(([word]) => !finish.has(word))).toEqual([])
  },
)

test('scripts use nothing without asking that their browsers may not have', () => {
  expect([...unknownInScripts(globSync(join(repository, 'src/reader/*.ts'))).keys()].sort()).toEqual([
    // Ends of a range have been there always, under its own name.
    'AbstractRange.startContainer',
    'AbstractRange.startOffset',
    // Asked for by name, in `canShow`.
    'HTMLElement.hidePopover',
    'HTMLElement.showPopover',
    // Set, and then nobody waits for it.
    'HTMLImageElement.loading',
    // Asked for: `paint`, `mediaSession`, `share`, `requestIdleCallback ?? setTimeout`.
    'Highlight',
    'HighlightRegistry',
    'MediaMetadata',
    'MediaSession.metadata',
    'Navigator.mediaSession',
    'Navigator.share',
    'Window.requestIdleCallback',
  ])
})

test('methods and expressions that old browsers lack are found in a script', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'script-'))
  const file = join(folder, 'a.ts')
  await writeFile(
    file,
    "const a = [1].at(-1); const b = 'a'.replaceAll('a', 'b'); structuredClone(a); document.body.replaceChildren(b); /(?<=a)b/.test(b)",
  )
  expect([...unknownInScripts([file]).keys()].sort()).toEqual([
    'Array.at',
    'ParentNode.replaceChildren',
    'String.replaceAll',
    'look-behind',
    'structuredClone',
  ])
  await rm(folder, { recursive: true })
})
