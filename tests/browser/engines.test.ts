import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { paths } from '../../src/routes.ts'
import { copyLink, keep, listen, strings } from '../../src/strings.ts'
import { longArticle } from '../build/pages.ts'
import { findEngines, type Tab } from './engines.ts'
import { type Host, serve } from './host.ts'
import { buttonsThatDoNothing, scrollAndType, whatIsWrong } from './look.ts'

const { engines, missing } = await findEngines()
if (missing.length > 0) console.log(`engines.test.ts: not here, so not tested: ${missing.join(', ')}`)

const pages = { article: longArticle, front: paths.home, search: paths.search, offline: paths.offline }
/** What a host can do to a page, so that every engine meets the same, as policies in a header. */
const conditions = {
  'no script': "script-src 'none'",
  // The page's own small script runs, and no file comes.
  'script lost': '',
  // Of a page without an origin the browser keeps nothing: no storage, no cache, no worker.
  'no storage': 'sandbox allow-scripts allow-forms',
  // Last: from here on a worker answers for the host.
  everything: '',
}
type Condition = keyof typeof conditions
type PageName = keyof typeof pages

const cells = (Object.keys(conditions) as Condition[]).flatMap((condition) =>
  (Object.keys(pages) as PageName[]).map((page) => [condition, page] as const),
)
const bare = (text: string) => text.normalize('NFC').replace(/\s+/g, '')
const table: Record<string, Record<string, string>> = {}

describe.each(engines)('$name', ({ name, open }) => {
  let host: Host
  let tab: Tab
  let condition: Condition = 'everything'

  beforeAll(async () => {
    host = await serve(inject('dist'))
    host.wrong = (path) =>
      condition === 'script lost' && path.endsWith('.js')
        ? { status: 404, type: 'text/javascript', body: '' }
        : undefined
    tab = await open()
  })
  afterAll(async () => {
    await tab?.close()
    await host?.close()
  })

  test.each(cells)('%s: %s', async (given, page) => {
    condition = given
    host.policy = conditions[given]
    tab.errors?.splice(0)
    await tab.go(host.url + pages[page])
    const { faults, buttons } = await tab.run<{ faults: string[]; buttons: string[] }>(whatIsWrong)
    const dead = await tab.run<string[]>(buttonsThatDoNothing)
    if (given === 'everything') await tab.run(scrollAndType)
    // In a page without an origin their 'self' is nobody: the policy stops the site's own pictures, sheets and scripts.
    if (given === 'no storage' && (name === 'WebKitGTK' || name === 'Chromium 65')) {
      faults.splice(0, Infinity, ...faults.filter((what) => !what.includes('picture')))
      dead.splice(0, Infinity, ...dead.filter((button) => button !== strings.share.qrCode))
    }
    // Firefox tells so of what a policy stops, too; Chromium 65 of the words of scripts, which are for 80 and later.
    const uncaught = (tab.errors ?? []).filter(
      (error) => !error.includes('Content-Security-Policy') && !(name === 'Chromium 65' && /^SyntaxError/.test(error)),
    )
    const wrong = [...faults, ...dead.map((button) => `does nothing: ${button}`), ...uncaught]
    const row = `${name}, ${given}`
    table[row] = { ...table[row], [page]: wrong.length > 0 ? 'BROKEN' : `whole, ${buttons.length} buttons` }
    expect(wrong).toEqual([])
  })

  test('dark where the system is', async (context) => {
    if (!tab.dark) return context.skip()
    const ground = () => tab.run<string>('return getComputedStyle(document.documentElement).backgroundColor')
    await tab.go(host.url + longArticle)
    await tab.dark(true)
    expect(await ground()).toBe('rgb(21, 23, 26)')
    await tab.dark(false)
    expect(await ground()).toBe('rgb(255, 254, 252)')
  })

  test('what is printed is whole, and nothing of the interface is on it', async (context) => {
    if (!tab.print) return context.skip()
    await tab.go(host.url + longArticle)
    const file = join(await mkdtemp(join(tmpdir(), 'print-')), 'bai.pdf')
    await writeFile(file, await tab.print())
    const text = await promisify(execFile)('pdftotext', ['-layout', file, '-']).catch(() => undefined)
    await rm(dirname(file), { recursive: true })
    if (!text) return context.skip()
    // pdftotext sees spaces in words that old engines wrote.
    const words = bare(text.stdout)
    for (const part of ['Thực hiện lời dạy của Bác', 'Dương Hà']) expect(words).toContain(bare(part))
    for (const part of [strings.skipToText, listen, copyLink, keep]) expect(words).not.toContain(bare(part))
  })
})

afterAll(() => console.table(table))
