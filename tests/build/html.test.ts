import { join } from 'node:path'
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate'
import { expect, inject, test } from 'vitest'
import { pageIds } from '../../src/markdown/headings.ts'
import { listPages, longArticleFile, readPage, runTogether } from './pages.ts'

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

test('no two words of the interface run together', async () => {
  const pages = await Promise.all((await listPages(dist)).map((file) => readPage(dist, file)))
  expect([...new Set(pages.flatMap(runTogether))]).toEqual([])
})
