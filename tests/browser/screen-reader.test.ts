import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { longArticle } from '../build/pages.ts'
import { useSite } from './site.ts'
import { fakeVoice } from './voice.ts'

/** The part of Guidepup's virtual screen reader that these tests use, as it stands in a page. */
interface Reader {
  start(options: { container: Node }): Promise<void>
  next(): Promise<void>
  lastSpokenPhrase(): Promise<string>
  spokenPhraseLog(): Promise<string[]>
}
declare const guidepup: { virtual: Reader }

const site = useSite()
let page: Page
let said: string[]
const voice: Parameters<typeof fakeVoice>[0] = 'chrome'

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: "export { virtual } from '@guidepup/virtual-screen-reader'", resolveDir: import.meta.dirname },
    bundle: true,
    format: 'iife',
    globalName: 'guidepup',
    write: false,
  })
  const context = await site.browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  await context.addInitScript(fakeVoice, voice)
  page = await context.newPage()
  await page.goto(site.host.url + longArticle)
  await page.getByRole('button', { name: 'Nghe bài' }).waitFor()
  // Its state comes from the worker.
  await page.locator('button[aria-pressed=false]').waitFor()
  await page.evaluate(`${outputFiles[0]?.text}; window.guidepup = guidepup`)
  said = await page.evaluate(async () => {
    const { virtual } = guidepup
    await virtual.start({ container: document.body })
    const phrases: string[] = []
    for (let phrase = ''; phrase !== 'end of contentinfo' && phrases.length < 1000; ) {
      await virtual.next()
      phrase = await virtual.lastSpokenPhrase()
      phrases.push(phrase)
    }
    return phrases
  })
})

/** What the reader says next, from now on. */
const announced = () => page.evaluate(async () => (await guidepup.virtual.spokenPhraseLog()).slice(-3))

test('the page is read in the order in which it is meant', () => {
  const parts = [
    /^link, Đến nội dung$/,
    /^button, Nghe bài$/,
    /^button, Cỡ chữ và nền$/,
    /^main$/,
    /^heading, Nêu cao vai trò .*, level 1$/,
    /^link, Bình Duyên$/,
    /^Thứ Sáu, 07\/09\/2018, 08:09 \(GMT\+7\)$/,
    /^Thực hiện lời dạy của Bác/,
    /^image, Nhìn từ trên xuống/,
    /^Việc kiểm tra hồ sơ đảng viên/,
    /^Ảnh: Dương Hà$/,
    /^Đảng bộ thị trấn Tam Sơn hiện có 285 đảng viên/,
    /^Từ một địa phương nghèo của huyện Sông Lô/,
    /^heading, Chia sẻ, level 2$/,
    /^button, Sao chép liên kết$/,
    /^group, Trích dẫn bài này$/,
    /^contentinfo$/,
    /^button, Lưu để đọc ngoại tuyến, not pressed$/,
  ]
  const missing = parts.filter((part) => !said.some((phrase) => part.test(phrase)))
  expect(missing, said.join('\n')).toEqual([])
  const places = parts.map((part) => said.findIndex((phrase) => part.test(phrase)))
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

test('nothing is said twice, and nothing without a name', () => {
  const structure =
    /^(end of |paragraph$|list$|listitem, |figure$|caption$|time$|main$|article$|banner$|contentinfo$|status$)/
  // Below the article the ways on are said again, on purpose: its section, the other sections, the search.
  const end = said.findIndex((phrase) => phrase.startsWith('heading, Đọc tiếp'))
  const words = said.filter((phrase) => !structure.test(phrase))
  expect(
    words.filter((phrase) => /^(link|button|image|heading|region|navigation|dialog|group)(, level \d)?$/.test(phrase)),
  ).toEqual([])
  // A picture that can be opened is one thing, a link around an image; the group of syllables recurs in the article.
  const once = said
    .slice(0, end)
    .filter((phrase) => !structure.test(phrase))
    .filter((phrase) => !phrase.startsWith('link, Nhìn') && !/^T\.Ư,? 4$/.test(phrase))
  expect(once.filter((phrase, i) => once.indexOf(phrase) !== i)).toEqual([])
})

test('changes are told: a copied link, a size that a key chose, an article that is kept', async () => {
  await page.getByRole('button', { name: 'Sao chép liên kết' }).click()
  await expect.poll(announced).toContain('polite: Đã sao chép')
  await page.keyboard.press('+')
  await expect.poll(announced).toContain('polite: Lớn')
  const keep = page.getByRole('button', { name: 'Lưu để đọc ngoại tuyến' })
  await keep.click()
  await expect.poll(() => keep.getAttribute('aria-pressed')).toBe('true')
  const listen = page.getByRole('button', { name: 'Nghe bài' })
  await listen.click()
  // The focus is on what pauses: its name is the state.
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Tạm dừng')
})
