import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { compileText, isPlain } from '../../src/markdown/compile.ts'
import { remarkPlugins } from '../../src/markdown/plugins.ts'

/** What a text becomes; a picture stands as `[src|alt|credit]`. */
async function html(markdown: string, file = 'a.mdx'): Promise<string> {
  const { blocks, problems } = await compileText(markdown, file)
  expect(problems).toEqual([])
  return blocks
    .map((block) => (typeof block === 'string' ? block : `[${block.src}|${block.alt}|${block.credit ?? ''}]`))
    .join('')
    .replace(/ id="p[a-z0-9]{4}"/g, '')
}

describe.each(['a.mdx', 'a.md'])('GitHub Flavored Markdown in %s', (file) => {
  test('tables scroll in themselves and keep their alignment without a style', async () => {
    expect(await html('| Năm | Số |\n|---|--:|\n| 2018 | 285 |', file)).toBe(
      '<div class="table" role="region" aria-label="Bảng, cuộn ngang được" tabindex="0"><table data-heads="short">\n<thead>\n<tr>\n' +
        '<th scope="col">Năm</th>\n<th data-align="right" scope="col">Số</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n' +
        '<td>2018</td>\n<td data-align="right">285</td>\n</tr>\n</tbody>\n</table></div>',
    )
  })

  test.each([
    ['is named so', '| Tổng cộng | 3 |'],
    ['is all in bold', '| **Hai xã** | **3** |'],
  ])('a last row of totals is the foot of its table where it %s', async (_, row) => {
    const output = await html(`| Xã | Số |\n|---|--:|\n| A | 1 |\n| B | 2 |\n${row}`, file)
    expect(output).toMatch(/<td>B<\/td>[\s\S]*<\/tbody>\s*<tfoot><tr>\n<td>(?:<strong>)?(?:Tổng cộng|Hai xã)/)
    expect(output.match(/<tr>/g)).toHaveLength(4)
  })

  test('a row with one word in bold is a row like others', async () => {
    expect(await html('| Xã | Số |\n|---|--:|\n| A | 1 |\n| **B** | 2 |', file)).not.toContain('<tfoot>')
  })

  test('what heads the rows may break where it is long', async () => {
    expect(await html(`| Xã | Số |\n|---|--:|\n| ${'Xã rất xa '.repeat(4)} | 1 |`, file)).not.toContain('data-heads')
  })

  test('who says a quotation is told apart, and a dialogue is none', async () => {
    expect(await html('> Nước lên.\n>\n> — Bà Tư', file)).toContain('<p class="said-by">— Bà Tư</p>')
    expect(await html('> – Đi đâu?\n>\n> – Về.', file)).not.toContain('said-by')
    expect(await html('> – Bà Tư', file)).not.toContain('said-by')
  })

  test('footnotes are labelled in Vietnamese', async () => {
    const output = await html('Một.[^1]\n\n[^1]: Hai.', file)
    expect(output).toContain('>Chú thích</h2>')
    expect(output).toContain('aria-label="Về chỗ đang đọc"')
    expect(output).not.toMatch(/user-content|Footnotes/)
  })

  test('two tildes strike, one means about', async () => {
    expect(await html('~~cũ~~ và ~50 người, ~60 xe', file)).toBe('<p><del>cũ</del> và ~50 người, ~60 xe</p>')
  })

  test('task lists have named boxes', async () => {
    expect(await html('- [x] Một\n- [ ] Hai', file)).toContain(
      '<input type="checkbox" checked disabled aria-label="đã xong"> Một',
    )
  })

  test('bare addresses are links', async () => {
    expect(await html('Xem https://bao.vn/a nhé', file)).toBe(
      '<p>Xem <a href="https://bao.vn/a">https://bao.vn/a</a> nhé</p>',
    )
  })
})

test('quotes, dots and dashes stay as the author wrote them', async () => {
  const text = '"Thẳng" và “cong”, \'một\'... hai -- ba --- bốn'
  expect(await html(text)).toBe(`<p>${text}</p>`)
})

test('headings come under the page’s h1 without a gap, with plain ids', async () => {
  expect(await html('# Đầu\n\n#### Sâu\n\n## Đầu')).toBe(
    '<h2 id="dau">Đầu</h2>\n<h3 id="sau">Sâu</h3>\n<h3 id="dau-2">Đầu</h3>',
  )
})

test('headings leave the page’s own ids to the page', async () => {
  expect(await html('## Cài đặt\n\n## Mã QR\n\n## Cài đặt')).toBe(
    '<h2 id="cai-dat-2">Cài đặt</h2>\n<h2 id="ma-qr-2">Mã QR</h2>\n<h2 id="cai-dat-3">Cài đặt</h2>',
  )
  const output = await html('## Chú thích fn 1\n\nMột.[^1]\n\n[^1]: Hai.')
  expect(output.match(/id="chu-thich-fn-1"/g)).toHaveLength(1)
})

test('the number of a footnote is no word of what it stands at', async () => {
  const text = '## Mục[^a]\n\nMột[^a], hai.\n\n![Ảnh](a.jpg)\nChú thích[^a].'
  const { paragraphs, captions, paragraphIds, ids } = await compileText(`${text}\n\n[^a]: Nói rõ.`, 'a.mdx')
  expect(paragraphs.map((words) => words.trim())).toEqual(['Mục', 'Một, hai.', 'Chú thích', 'Nói rõ.'])
  expect(captions).toEqual(['Chú thích.'])
  expect(ids).toContain('muc')
  // One more before it changes its number, and nothing of what links point at.
  const more = await compileText(
    `Thêm[^b].\n\n${text}\n\n[^a]: Nói rõ.\n\n[^b]: Thêm.`,
    'a.mdx',
    undefined,
    paragraphIds,
  )
  expect(more.paragraphIds.slice(1)).toEqual(paragraphIds)
})

test('what an item says before a list in it is a paragraph, and so are words in a component on its line', async () => {
  const text =
    '- Cha\n  - Con\n- [ ] Việc\n  - Con\n\n<Aside title="Khung">Chữ *một*.</Aside>\n\n<PullQuote>Hai.</PullQuote>'
  const { paragraphs, paragraphIds } = await compileText(`${text}\n\n\`\`\`\nmã\n\`\`\``, 'a.mdx')
  const said = ['Cha', 'Con', 'Việc', 'Con', 'Khung', 'Chữ một.', 'Hai.', 'mã']
  expect(paragraphs.map((words) => words.trim())).toEqual(said)
  expect(paragraphIds).toHaveLength(6)
  expect(await html('- Cha\n  - Con')).toBe('<ul>\n<li><p>Cha\n</p><ul>\n<li>Con</li>\n</ul>\n</li>\n</ul>')
})

test('words around a block in an item are paragraphs, and a rule in a component is none', async () => {
  const { paragraphs } = await compileText('1. Một\n   ```\n   mã\n   ```\n   sau', 'a.mdx')
  expect(paragraphs.map((words) => words.trim())).toEqual(['Một', 'mã', 'sau'])
  const aside = await compileText('<Aside>\n\n---\n\nChữ\n\n</Aside>', 'a.mdx')
  expect([aside.paragraphs, aside.paragraphIds.length]).toEqual([['Chữ'], 1])
})

test('short groups stay on one line, with the author’s own space', async () => {
  expect(await html('Nghị quyết T.Ư 4 và T.Ư, 4; 38 triệu đồng, 5 tỷ, 10 chi bộ')).toBe(
    '<p>Nghị quyết <span class="glue">T.Ư 4</span> và <span class="glue">T.Ư, 4</span>; ' +
      '<span class="glue">38 triệu</span> đồng, <span class="glue">5 tỷ</span>, 10 chi bộ</p>',
  )
})

describe('pictures', () => {
  const figure =
    '<figure>[a.jpg|Ảnh một|]<figcaption>Chú thích. <span class="credit">Ảnh: Vũ An</span></figcaption></figure>'
  const withCredit = figure.replace('Ảnh một|', 'Ảnh một|Vũ An')

  test.each([
    ['a title', '![Ảnh một](a.jpg "Chú thích. Ảnh: Vũ An")'],
    ['a line below', '![Ảnh một](a.jpg)\n*Chú thích. Ảnh: Vũ An*'],
  ])('take their caption from %s', async (_, markdown) => {
    expect(await html(markdown)).toBe(withCredit)
  })

  test('keep what stands in the line below them', async () => {
    const below = 'Chú **đậm** [nối](/a/) H<sub>2</sub>O[^1]. Ảnh: Vũ An'
    const output = await html(`![Một](a.jpg)\n*${below}*\n\n[^1]: Hai.`)
    expect(output).toContain(
      'Chú <strong>đậm</strong> <a href="/a/">nối</a> H<sub>2</sub>O<sup><a href="#chu-thich-fn-1"',
    )
    expect(output).toContain('</sup>. <span class="credit">Ảnh: Vũ An</span></figcaption>')
    expect(await html('![Một](a.jpg)\n*Chú.* Ảnh: Vũ An')).toContain('<figcaption>Chú. <span class="credit">')
    expect(await html('![Một](a.jpg)\n*Chú* hai.[^1]\n\n[^1]: Hai.')).toContain('<em>Chú</em> hai.<sup>')
  })

  test('may have a comment beside them', async () => {
    expect(await html('![b](b.jpg "Câu.") {/* ghi chú */}')).toContain('<figcaption>Câu.</figcaption>')
  })

  test.each([
    ['two captions', '![b](b.jpg "Câu dưới. Ảnh: Vũ An")\nĐoạn văn ngay sau.'],
    ['a footnote', '![b](b.jpg "Câu dưới[^1].")\n\n[^1]: Hai.'],
    ['within a sentence', '![b](b.jpg) [![c](c.jpg)](https://bao.vn/)'],
    ['within a sentence', '[![c](c.jpg)](https://bao.vn/) ![b](b.jpg)'],
    ['within a sentence', '![b](b.jpg) **![c](c.jpg)**'],
    ['a footnote', 'Một.[^1]\n\n[^1]: Xem ![b](b.jpg "Câu dưới.")'],
  ])('are not lost without a word: %s', async (wrong, text) => {
    const { problems } = await compileText(text, 'a.mdx')
    expect(problems.map((problem) => problem.wrong).join()).toContain(wrong)
  })

  test('may stand two in a paragraph, and without a caption', async () => {
    expect(await html('![một](a.jpg)\n![hai](b.jpg)')).toBe(
      '<figure>[a.jpg|một|]</figure><figure>[b.jpg|hai|]</figure>',
    )
  })

  const frontmatter = (photo: object) =>
    ({ photo: { src: 'x.jpg', alt: 'X', credit: 'Đào Thử', position: 1, ...photo } }) as never
  test('the lead photo stands after its paragraph', async () => {
    const { blocks, paragraphIds } = await compileText('Một.\n\nHai.', 'a.mdx', frontmatter({ caption: 'Chú.' }))
    expect(blocks).toEqual([
      `<p id="${paragraphIds[0]}">Một.</p><figure>`,
      { src: 'x.jpg', alt: 'X', credit: 'Đào Thử', lead: true },
      '<figcaption>Chú. <span class="credit">Ảnh: Đào Thử</span></figcaption></figure>\n' +
        `<p id="${paragraphIds[1]}">Hai.</p>`,
    ])
  })

  test('a stand-in says so, and its file does not carry the name', async () => {
    const { blocks } = await compileText('Một.', 'a.mdx', frontmatter({ standIn: 'Hình minh họa.', position: 0 }))
    expect(blocks[1]).toEqual({ src: 'x.jpg', alt: 'X', lead: true })
    expect(blocks[2]).toContain('<span class="credit">Ảnh: Đào Thử</span> <span class="stand-in">Hình minh họa.</span>')
  })
})

test('inline HTML that Markdown lacks stays', async () => {
  expect(await html('H<sub>2</sub>O')).toBe('<p>H<sub>2</sub>O</p>')
})

test('plain texts, which another parser reads, become the tree that remark makes of them', async () => {
  const pieces = [
    ...['Đảng viên ', '**đậm**', '*nghiêng*', '# Đầu', '## Mục ', '- mục', '- ', '* x', '1. một', '2) hai', '> trích '],
    ...[
      '`mã`',
      '```\n',
      '---\n',
      '***',
      '![Ảnh](a.jpg "Chú thích. Ảnh: A")\n\n',
      '![Ảnh](a.jpg)\n',
      '[liên kết](/2018/x/)',
      '[a][b]',
    ],
    ...[
      '\n[b]: /x "t"\n',
      '\\*',
      '&amp;',
      '&nbsp;',
      '  \n',
      '\n',
      '\n\n',
      '\n\n',
      '“q”',
      '...',
      '--',
      ' — ',
      '(',
      ')',
      '[',
    ],
    ...[
      ']',
      '!',
      '"',
      "'",
      '.',
      ':',
      '=',
      '===\n',
      '+',
      '^',
      '\u00a0',
      '    ',
      '$a$',
      '$$\n',
      '==a==',
      '#tag',
      ':--',
      '-: ',
    ],
    ...[
      '[x] ',
      '1.',
      '0',
      '*',
      '**',
      '#',
      '>',
      '\t',
      'h.\n',
      'TP. ',
      '/',
      'x://y',
      'a_b_c',
      '5*6',
      'mailto:a',
      '😀',
      '|',
      '~',
    ],
  ]
  // A generator of its own (mulberry32): the same texts in every run.
  let state = 1
  const random = (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
  const remark = unified().use(remarkParse).use(remarkMdx).use(remarkPlugins).freeze()
  const same = (_: string, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value
  let plain = 0
  for (let i = 0; i < 9_000; i++) {
    const text = Array.from({ length: 1 + random(9) }, () => pieces[random(pieces.length)]).join('')
    if (!isPlain(text)) continue
    plain++
    const { source } = await compileText(text, 'a.mdx')
    expect(JSON.stringify(source, same), JSON.stringify(text)).toBe(JSON.stringify(remark.parse(text), same))
  }
  expect(plain).toBeGreaterThan(1_000)
})
