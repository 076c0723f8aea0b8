import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sheetForAll } from '../../src/build/old-browsers.ts'

test.each([
  ['a { margin-inline: calc(var(--b) * -1) auto }', 'a{margin-left:calc(var(--b) * -1);margin-right:auto}'],
  ['a { padding-block: var(--b) }', 'a{padding-top:var(--b);padding-bottom:var(--b)}'],
  ['a { border-inline-start: 2px solid red }', 'a{border-left:2px solid red}'],
  ['a { border-block-start-color: red }', 'a{border-top-color:red}'],
  ['a { inset-inline-start: 0 }', 'a{left:0}'],
  ['a { inset: 0 }', 'a{top:0;bottom:0;left:0;right:0}'],
  ['a:is(.b, .c) > :is(p, i) { top: 0 }', 'a.b>p,a.b>i,a.c>p,a.c>i{top:0}'],
  [':root:is(.b, :has(i)) { top: 0 }', ':root:is(.b,:has(i)){top:0}'],
  ['@media (min-width: 40rem) { a { top: 0 } }', '@media (min-width:40rem){a{top:0}}'],
  ['a { color: rgb(0 0 0 / 0.5) }', 'a{color:rgba(0,0,0,.5)}'],
])('%s is written for old browsers', async (sheet, expected) => {
  const folder = await mkdtemp(join(tmpdir(), 'sheet-'))
  await writeFile(join(folder, 'a.css'), sheet)
  expect(sheetForAll(join(folder, 'a.css'))).toBe(expected)
  await rm(folder, { recursive: true })
})
