import { join } from 'node:path'
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate'
import { expect, inject, test } from 'vitest'
import { pageIds } from '../../src/markdown/headings.ts'
import { listPages, longArticleFile, readPage } from './pages.ts'

const dist = inject('dist')

test('every page is valid HTML by html-validate’s standard preset', async () => {
  const config = { root: true, extends: ['html-validate:standard'] }
  const validator = new HtmlValidate(new FileSystemConfigLoader(config))
  const pages = await listPages(dist)
  expect(pages.length).toBeGreaterThan(3)
  const report = await validator.validateMultipleFiles(pages.map((file) => join(dist, file)))
  const messages = report.results.flatMap(({ filePath, messages: found }) =>
    found.map(({ ruleId, message, line, column }) => `${filePath}:${line}:${column} ${ruleId}: ${message}`),
  )
  expect(messages).toEqual([])
})

test('no heading of a text can take an id of the page around it', async () => {
  const page = await readPage(dist, longArticleFile)
  const around = [...page.querySelectorAll('[id]')].filter((element) => !element.closest('.text')).map(({ id }) => id)
  expect(around.length).toBeGreaterThan(10)
  expect(around.filter((id) => !pageIds.includes(id))).toEqual([])
})

// Astro drops the white space between elements on lines of their own, which a reader without styles, and a screen
// reader, would miss between two words.
test('no two words of the interface run together', async () => {
  const inline = 'a, button, small, span, time'
  const together = new Set<string>()
  for (const file of await listPages(dist)) {
    const page = await readPage(dist, file)
    for (const element of page.querySelectorAll(`:is(${inline}) + :is(${inline})`)) {
      const before = element.previousElementSibling
      if (element.closest('.text, .wordmark') || element.previousSibling !== before) continue
      together.add(`${before?.outerHTML}${element.outerHTML}`)
    }
  }
  expect([...together]).toEqual([])
})
