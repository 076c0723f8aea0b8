import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { create, type Font } from 'fontkit'
import { expect, inject, test } from 'vitest'
import { readingSet } from '../../src/fonts/reading-set.ts'
import { listFiles, listPages, readPage } from './pages.ts'

const dist = inject('dist')

async function openFonts(): Promise<Map<string, Font>> {
  const files = (await listFiles(dist)).filter((file) => file.endsWith('.woff2'))
  const fonts = files.map(async (file) => create(await readFile(join(dist, file))) as Font)
  return new Map((await Promise.all(fonts)).map((font) => [font.postscriptName, font]))
}

test('the faces carry a name of ours, every letter of Vietnamese, and kerning', async () => {
  const fonts = await openFonts()
  expect([...fonts.keys()].sort()).toEqual(['Trang-Doc-Headline', 'Trang-Doc-Text', 'Trang-Doc-Text-Italic'])
  for (const [name, font] of fonts) {
    const missing = [...readingSet].filter((letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
    expect(missing, `${name} lacks`).toEqual([])
    const width = (text: string, features: Record<string, boolean>) =>
      font.layout(text, features).positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
    expect(width('Vũ Văn To AV', { kern: true }), `${name} kerns`).toBeLessThan(width('Vũ Văn To AV', { kern: false }))
  }
})

test('every character that a page sets in a face of ours is in it', async () => {
  const fonts = await openFonts()
  const uses = {
    'Trang-Doc-Headline': 'h1, h2, h3, .wordmark, .signature, strong',
    'Trang-Doc-Text': '.text, .standfirst, .teaser-lead',
  }
  for (const file of await listPages(dist)) {
    const page = await readPage(dist, file)
    for (const [name, selector] of Object.entries(uses)) {
      for (const back of page.querySelectorAll('[data-footnote-backref]')) back.remove()
      const text = [...page.querySelectorAll(selector)].map((element) => element.textContent).join('')
      const missing = [...new Set(text)].filter(
        (letter) => /\S/.test(letter) && !fonts.get(name)?.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0),
      )
      expect(missing, `${file}: ${name} lacks`).toEqual([])
    }
  }
})
