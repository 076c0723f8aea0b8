import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { longArticle } from '../build/pages.ts'
import { useSite } from './site.ts'
import { fakeVoice } from './voice.ts'

interface Fake {
  said: string[]
  voicesCome(): void
  end(): void
  rate(): number
  lock(): void
}
declare const fake: Fake

const site = useSite()

async function open(kind: Parameters<typeof fakeVoice>[0]): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width: 390, height: 844 } })
  await page.addInitScript(fakeVoice, kind)
  await page.goto(site.host.url + longArticle)
  return page
}

const said = (page: Page) => page.evaluate(() => fake.said)
const end = (page: Page) => page.evaluate(() => fake.end())
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  // The tool is fetched with the first click.
  if (name === 'Nghe bài') await page.getByRole('button', { name: 'Tạm dừng' }).waitFor()
}
/** The words that are painted as spoken. */
const painted = (page: Page) => page.evaluate(() => [...(CSS.highlights.get('spoken') ?? [])].map(String).join())

test('without a Vietnamese voice there is no button; Android’s comes late and is named vi_VN', async () => {
  const none = await open('none')
  expect(await none.getByRole('button', { name: 'Nghe bài' }).count()).toBe(0)
  const page = await open('android')
  expect(await page.getByRole('button', { name: 'Nghe bài' }).count()).toBe(0)
  await page.evaluate(() => fake.voicesCome())
  await press(page, 'Nghe bài')
  expect(await said(page)).toEqual([
    'Nêu cao vai trò gương mẫu của cán bộ, đảng viên trong thực hiện nghị quyết Trung ương 4',
  ])
  await Promise.all([none.close(), page.close()])
})

/** How the long article is read aloud, where that is not as it is written. */
const readAloud = (text: string) =>
  text
    .replace(/T\.Ư,?/g, 'Trung ương')
    .replaceAll('khóa XII', 'khóa 12')
    .replaceAll('85%', '85 phần trăm')
    .replaceAll('đồng/năm', 'đồng một năm')

test('reads everything once and in order, in parts that no voice stalls on, and stops at the end', async () => {
  const page = await open('chrome')
  await press(page, 'Nghe bài')
  const marked = new Set<string>()
  for (let i = 0; i < 200 && (await painted(page)); i++) {
    marked.add(await painted(page))
    await end(page)
  }
  const all = await said(page)
  expect(Math.max(...all.map((part) => part.length))).toBeLessThanOrEqual(200)
  const fold = (text: string) => text.replace(/\s+/g, ' ').trim()
  const text = await page.evaluate(() =>
    [...document.querySelectorAll('.headline, .text p, .text figcaption')]
      .map((e) => (e.matches('figcaption') ? 'Chú thích ảnh: ' : '') + e.textContent)
      .join(' '),
  )
  expect(fold(all.join(' '))).toBe(readAloud(fold(text)))
  expect(all.join()).not.toContain('T.Ư')
  expect(marked.size, 'sentences').toBeGreaterThan(15)
  expect(await page.getByRole('button', { name: 'Tạm dừng' }).count(), 'the player goes').toBe(0)
  await page.close()
})

test('pauses and goes on with the same sentence, and steps back and forward by sentences', async () => {
  const page = await open('chrome')
  await press(page, 'Nghe bài')
  await end(page)
  const sentence = await painted(page)
  await press(page, 'Tạm dừng')
  const before = (await said(page)).length
  await press(page, 'Nghe tiếp')
  expect((await said(page)).slice(before - 1)).toEqual(Array(2).fill((await said(page))[before - 1]))
  await press(page, 'Câu sau')
  expect(await painted(page)).not.toBe(sentence)
  await press(page, 'Câu trước')
  expect(await painted(page)).toBe(sentence)
  await press(page, 'Câu trước')
  await press(page, 'Câu trước')
  expect(await painted(page), 'stays at the first').toContain('Nêu cao vai trò')
  await page.close()
})

test('goes on from the paragraph that is tapped, keeps it in view, and changes its speed', async () => {
  const page = await open('chrome')
  await press(page, 'Nghe bài')
  await page.click('.text p >> nth=7', { position: { x: 20, y: 10 } })
  expect((await said(page)).at(-1)).toMatch(/^Đảng viên Vũ Văn Linh/)
  await page.waitForFunction(() => {
    const [range] = [...(CSS.highlights.get('spoken') ?? [])] as Range[]
    const top = range?.getBoundingClientRect().top ?? -1
    return top >= 0 && top < innerHeight
  })
  await page.getByRole('button', { name: 'Tốc độ' }).click()
  expect(await page.evaluate(() => fake.rate())).toBe(1.25)
  expect(await page.getByRole('button', { name: 'Tốc độ 1,25' }).count()).toBe(1)
  await press(page, 'Đóng')
  expect(await painted(page)).toBe('')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Nghe bài')
  await page.close()
})

test('goes on where a locked phone fell silent, and says once why', async () => {
  const page = await open('android')
  const notice = page.locator('.said')
  await page.evaluate(() => fake.voicesCome())
  await press(page, 'Nghe bài')
  const [first = ''] = await said(page)
  await page.evaluate(() => fake.lock())
  expect(await said(page)).toEqual([first, first])
  expect(await notice.textContent()).toBe('Máy này ngừng đọc khi khóa màn hình')

  await page.reload()
  await page.evaluate(() => fake.voicesCome())
  await press(page, 'Nghe bài')
  await page.evaluate(() => fake.lock())
  expect(await said(page)).toEqual([first, first])
  expect(await notice.textContent()).toBe('')
  await page.close()
})
