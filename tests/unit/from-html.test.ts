import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readByline } from '../../src/desk/bylines.ts'
import { partCredit } from '../../src/desk/credits.ts'
import { draftFromHtml } from '../../src/desk/from-html.ts'
import { compileText } from '../../src/markdown/compile.ts'
import { readDate } from '../../src/vietnamese/read-date.ts'
import { photo, repository } from '../project.ts'

const pages = join(repository, 'tests/fixtures/pages')
const fixture = async (name: string) => {
  const file = join(pages, `${name}.html`)
  return draftFromHtml(await readFile(file), file)
}
const utf8 = (html: string) => new TextEncoder().encode(html)
const draftOf = (html: string, file = '/nowhere/page.html') => draftFromHtml(utf8(html), file)
const sentence = 'Một câu văn đủ dài để được coi là một đoạn của bài, không phải là một nhãn hay một đường dẫn.'
const page = (text: string, head = '') =>
  `<html><head><meta charset="utf-8"><title>Bài thử của trang</title>${head}</head><body><h1>Bài thử của trang</h1><div class="article-body">${text}</div></body></html>`

/** What each page must give; a block by how it begins, a picture as caption | credit | after. */
const expected: Record<
  string,
  { title: string; date: string; author?: string[]; lead: string; photos: string[]; blocks: string[]; notes?: RegExp[] }
> = {
  'baotinh-cu': {
    title: 'Hợp tác xã đổi mới cách bán hàng',
    date: '2010-09-07T08:09:00+07:00',
    author: ['Dương Thử'],
    lead: 'Một hợp tác xã trồng nấm mở cửa hàng của mình ngay tại chợ huyện, không qua thương lái.',
    photos: ['Sơ chế nấm trước khi bán | Dương Thử | 1'],
    blocks: [
      '(BTT) - Hợp tác xã có 24 hộ, mỗi tháng làm ra chừn',
      'Từ khi có cửa hàng riêng, giá bán tăng một phần ba',
      'Ông chủ nhiệm cho biết: "Chúng tôi chỉ tiếc là khô',
      '| Năm  | Sản lượng (tấn) |\n| ---- | --------------- |\n| 2008 | 14              |\n| 2009 | 21              |',
      'Năm tới, hợp tác xã sẽ mua thêm một kho lạnh để gi',
    ],
  },
  dantri: {
    title: 'Làng nghề đan lát giữ nghề bằng cách dạy trẻ em',
    date: '2023-06-01T07:20:00+07:00',
    author: ['Phạm Thị Thử'],
    lead: '(Dân Thử) - Mỗi chiều thứ bảy, những người thợ già mở cửa sân nhà cho trẻ con trong làng vào học đan.',
    photos: ['Trẻ em trong làng học đan rổ | Hoàng Thử | 1', 'Những chiếc rổ đầu tiên. (Ảnh minh họa) |  | 2'],
    blocks: [
      'Lớp học không thu tiền, tre nứa do các gia đình gó',
      'Cụ Thử, 82 tuổi, nói rằng *nghề còn là do tay còn ',
      'Đến nay đã có hơn năm mươi em qua lớp, trong đó và',
    ],
  },
  laodong: {
    title: 'Lớp xóa mù chữ ban đêm của công nhân',
    date: '2018-09-07T00:00:00+07:00',
    lead: 'Ba tối mỗi tuần, phòng sinh hoạt của khu nhà trọ trở thành lớp học của hai mươi công nhân.',
    photos: ['Lớp học lúc tám giờ tối. | Công đoàn cơ sở | 1'],
    blocks: [
      'Học viên lớn nhất đã năm mươi hai tuổi, nhỏ nhất m',
      'Cô giáo là một kế toán đã nghỉ hưu, dạy không lấy ',
      'Khóa đầu kết thúc vào tháng tới; mỗi người sẽ tự v',
      'Theo Bản tin Công đoàn',
    ],
  },
  nhandan: {
    title: 'Thư viện lưu động về các xã vùng cao',
    date: '2020-11-20T15:45:00+07:00',
    author: ['LÝ THỬ', 'VŨ MẪU'],
    lead: 'NDO - Chuyến xe chở hai nghìn cuốn sách đi qua sáu xã trong một tuần, dừng lại ở sân các trường học.',
    photos: ['Học sinh chọn sách bên xe thư viện. | LÝ THỬ | 0'],
    blocks: [
      'Mỗi điểm dừng kéo dài nửa ngày, đủ để các em đọc x',
      '> Có em đi bộ năm cây số để trả sách đúng hẹn.',
      'Thủ thư cho biết sách về cây trồng và vật nuôi đượ',
      'Trong năm tới xe sẽ quay lại mỗi quý một lần, theo',
    ],
  },
  qdnd: {
    title: 'Trạm quân y giúp dân chống rét',
    date: '2019-01-12T20:15:00+07:00',
    author: ['ĐINH THỬ'],
    lead: 'QĐT Online - Trạm quân y của đơn vị nấu nước gừng và khám bệnh cho người già trong bản.',
    photos: ['Chiến sĩ quân y đo huyết áp cho người dân. |  | 1'],
    blocks: [
      'Nhiệt độ trong bản xuống còn bốn độ vào lúc sáng s',
      'Quân y sĩ đi từng nhà, mang theo chăn ấm và thuốc ',
      'Trưởng bản nói bà con đã biết che chuồng trại nên ',
    ],
  },
  thanhnien: {
    title: 'Đội bóng chuyền của những người bán cá',
    date: '2019-12-02T08:30:00+07:00',
    author: ['Hồ Thử'],
    lead: 'Cứ năm giờ chiều, khi chợ tan, sân sau chợ lại vang tiếng bóng của mười hai người bán cá.',
    photos: ['Một buổi tập ở sân sau chợ | HỒ THỬ | 1'],
    blocks: [
      'Đội được lập từ ba năm trước, ban đầu chỉ để giãn ',
      'Năm nay họ đăng ký dự giải phong trào của quận và ',
      'Trận kế tiếp sẽ diễn ra vào chủ nhật, và cả chợ đã',
    ],
  },
  tienphong: {
    title: 'Bản đồ cây xanh do sinh viên vẽ',
    date: '2023-09-07T08:09:00+07:00',
    author: ['Ngô Thử', 'Bùi Mẫu'],
    lead: 'TTO - Nhóm sinh viên đếm và đánh số hơn bốn nghìn cây trên mười hai tuyến phố của quận.',
    photos: ['Sinh viên đo đường kính một cây xà cừ. | Ngô Thử | 1'],
    blocks: [
      'Mỗi cây được ghi loài, đường kính thân và tình trạ',
      'Bản đồ được mở cho mọi người xem và sửa, giống như',
      'Nhóm nói rằng \\{phiên bản đầu} còn thiếu các ngõ n',
      'Phòng quản lý đô thị cho biết sẽ dùng số liệu này ',
      'Đọc thêm: cuốn sách của nhóm có hướng dẫn cách nhậ',
    ],
  },
  tuoitre: {
    title: 'Vườn rau trên sân thượng trường học',
    date: '2022-04-10T09:15:00+07:00',
    author: ['TRẦN BÌNH'],
    lead: 'TMO - Học sinh một trường tiểu học trồng rau trên sân thượng và mang về bếp ăn của trường.',
    photos: ['Các em tưới rau vào giờ ra chơi | T.BÌNH | 0'],
    blocks: [
      'Mỗi lớp chăm một luống rau dài ba mét, ghi nhật ký',
      '“Các em háo hức lắm”, cô hiệu trưởng nói. “**Bữa n',
      '### Ba bước làm luống rau',
      '1. Trộn đất với phân hữu cơ\n2. Gieo hạt cách nhau 10 cm\n3. Tưới hai lần mỗi ngày',
      '[Video](https://www.youtube.com/embed/abc123)',
      'Nhà trường dự định mở rộng vườn sang mái nhà thi đ',
    ],
  },
  vietnamnet: {
    title: 'Quán cà phê không bàn ghế',
    date: '2024-05-15T10:05:00+07:00',
    author: ['Đỗ Thử'],
    lead: 'Khách đến quán ngồi trên bậc thềm, trên bệ cửa sổ hoặc đứng, và phần lớn đều thích như thế.',
    photos: ['Một góc quán. | Đỗ Thử | 1'],
    blocks: [
      'Chủ quán nói ý tưởng đến từ một lần chuyển nhà: đồ',
      'Giá một cốc rẻ hơn các quán xung quanh khoảng năm ',
      'Quán mở cửa từ sáu giờ sáng đến hai giờ chiều, ngh',
    ],
  },
  vietnamplus: {
    title: 'Đường sắt thử tàu đêm có toa giường nằm mới',
    date: '2024-08-09T21:10:00+07:00',
    lead: 'Các toa mới có ổ cắm ở từng giường và cửa sổ mở được, chạy thử trong hai tuần.',
    photos: ['Bên trong toa mới. | Thử Nghiệm/TTXVN | 2'],
    blocks: [
      'Tàu rời ga lúc mười giờ đêm và đến nơi vào sáu giờ',
      '[Video](https://video.example/tau.mp4)',
      'Hành khách đi thử được mời điền phiếu góp ý, trong',
      'Giá vé chính thức sẽ được công bố sau đợt chạy thử',
      '**(TTXVN/VietThuPlus)**',
    ],
  },
  vnexpress: {
    title: 'Cầu đi bộ mở cửa sau hai năm xây dựng',
    date: '2021-03-05T06:30:00+07:00',
    author: ['Nguyễn Văn Thử'],
    lead: 'Cây cầu dài 120 m nối hai bờ hồ đón những người đi bộ đầu tiên vào sáng thứ sáu.',
    photos: ['Người dân đi bộ trên cầu sáng 5/3. | Lê Thử | 1'],
    blocks: [
      'Từ sáng sớm, hàng trăm người dân đã có mặt ở hai đ',
      'Cầu rộng 4 m, mặt lát gỗ, hai bên có lan can thép ',
      '## Không xe máy',
      'Ban quản lý nói xe máy không được lên cầu; người đ',
    ],
  },
  vov: {
    title: 'Chợ nổi họp muộn hơn vì nước cạn',
    date: '2019-02-18T08:09:00+07:00',
    author: ['Trương Thử'],
    lead: 'VOT.VN - Ghe lớn không vào được lòng kênh trước bảy giờ nên chợ họp muộn hơn một tiếng.',
    photos: ['Ghe thuyền chờ con nước lên. |  | 1'],
    blocks: [
      'Theo những người buôn bán lâu năm, năm nào vào kho',
      'Người mua từ các huyện xa cũng đổi giờ đi, thành r',
      'Ban quản lý chợ sẽ nạo vét đoạn kênh dài 400 m trư',
    ],
  },
  znews: {
    title: 'Xưởng sửa đồng hồ trong ngõ nhỏ',
    date: '2021-10-11T06:05:00+07:00',
    author: ['Mai Thử'],
    lead: 'Người thợ già vẫn sửa những chiếc đồng hồ mà nơi khác đã trả lại cho khách.',
    photos: [' |  | 1', 'Hai chiếc đồng hồ chờ sửa. | Mai Thử | 1'],
    blocks: [
      'Trong xưởng rộng sáu mét vuông có hơn ba trăm chiế',
      '### Một đời thợ',
      'Ông học nghề từ năm mười lăm tuổi, ở một hiệu trên',
      'Khách của ông bây giờ phần nhiều là người trẻ mang',
    ],
  },
}

describe('a saved page', () => {
  for (const [name, wanted] of Object.entries(expected)) {
    test(`of ${name} gives headline, date, author, lead, pictures and every paragraph in order`, async () => {
      const draft = await fixture(name)
      expect(draft.title).toBe(wanted.title)
      expect(draft.date).toBe(wanted.date)
      expect(draft.author).toEqual(wanted.author)
      expect(draft.description).toBe(wanted.lead)
      expect(draft.photos.map((p) => [p.caption ?? '', p.credit ?? '', p.after].join(' | '))).toEqual(wanted.photos)
      expect(draft.blocks.map((block, i) => block.slice(0, wanted.blocks[i]?.length))).toEqual(wanted.blocks)
      if (!wanted.author) expect(draft.notes).toContain('No author was found.')
    })
  }

  test('gives each paragraph whole: its words are those of one element of the page, or of a line of it', async () => {
    const plain = (text: string) => text.replace(/[\s\u00a0]+/g, ' ').trim()
    for (const [name, { blocks }] of Object.entries(expected)) {
      const elements = [
        ...parseHTML(await readFile(join(pages, `${name}.html`), 'utf8')).document.querySelectorAll('*'),
      ]
      // Old pages part their paragraphs by line breaks, or by what stands between them.
      const lines = elements.flatMap(({ innerHTML }) => [
        innerHTML,
        ...innerHTML.split(/<br[^>]*>|<\/?(?:table|p|div)\b[^>]*>/),
      ])
      const texts = new Set(
        lines.map((html) => plain(parseHTML(`<p>${html}</p>`).document.firstElementChild?.textContent ?? '')),
      )
      const draft = await fixture(name)
      expect(draft.blocks).toHaveLength(blocks.length)
      for (const block of draft.blocks) {
        // Tables, lists and films are no one element's words.
        if (/^(?:\||1\. |\[Video\])/.test(block)) continue
        const { paragraphs } = await compileText(block, 'bai.md')
        for (const paragraph of paragraphs) expect(texts, `${name}: ${paragraph}`).toContain(plain(paragraph))
      }
    }
  })

  test('gives blocks that the site compiles as Markdown and as MDX', async () => {
    for (const name of Object.keys(expected)) {
      for (const block of (await fixture(name)).blocks) {
        for (const file of ['bai.md', 'bai.mdx']) expect((await compileText(block, file)).problems, block).toEqual([])
      }
    }
  })

  test('names where it comes from', async () => {
    expect((await fixture('vnexpress')).source).toEqual({
      name: 'Báo Tin Nhanh',
      url: 'https://tin-nhanh.example/cau-di-bo-mo-cua-4123456.html',
      published: '2021-03-05T06:30:00+07:00',
    })
  })

  test('says what was left out, what is unsure and what is not there', async () => {
    expect((await fixture('dantri')).notes.join('\n')).toMatch(/Left out.*Xem thêm/)
    expect((await fixture('tienphong')).notes.join('\n')).toMatch(/Kept, though.*Đọc thêm/)
    expect((await fixture('laodong')).notes.join('\n')).toMatch(/no time; 00:00[\s\S]*Theo Bản tin Công đoàn/)
    expect((await fixture('thanhnien')).notes.join('\n')).toMatch(/taken as Vietnamese time/)
    expect((await fixture('znews')).notes.join('\n')).toMatch(/JSON-LD.*broken/)
  })
})

describe('pictures saved with the page', () => {
  let root: string
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'trang-luu-'))
    await mkdir(join(root, 'bai_files'))
    await writeFile(join(root, 'bai_files/ảnh một.jpg'), await photo(640))
    await writeFile(join(root, 'bai_files/nho.jpg'), await photo(330))
    await writeFile(join(root, 'bai_files/hong.jpg'), 'not a picture')
    await writeFile(join(root, 'ngoai.jpg'), await photo(640))
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  const pictures = async (img: string) =>
    draftOf(page(`<p>${sentence}</p><figure>${img}</figure><p>${sentence} Nữa.</p>`), join(root, 'bai.html'))

  test('are found by name, decoded, the widest first', async () => {
    const draft = await pictures(
      '<img data-src="https://cdn.example/nho.jpg?w=1" src="bai_files/%E1%BA%A3nh%20m%E1%BB%99t.jpg">',
    )
    expect(draft.photos[0]).toMatchObject({ file: join(root, 'bai_files/ảnh một.jpg'), after: 1 })
  })

  test('are named in a note where they are not there, or are none', async () => {
    for (const name of ['khong-co.jpg', 'hong.jpg']) {
      const draft = await pictures(`<img src="bai_files/${name}">`)
      expect(draft.photos[0]?.file).toBeUndefined()
      expect(draft.notes.join('\n')).toContain(name)
    }
  })

  test('are looked for in the page’s own folder alone', async () => {
    for (const path of [
      '../ngoai.jpg',
      'ngoai.jpg',
      `${root}/ngoai.jpg`,
      '..%2fngoai.jpg',
      `file://${root}/ngoai.jpg`,
    ]) {
      expect((await pictures(`<img src="${path}">`)).photos[0]?.file, path).toBeUndefined()
    }
  })
})

describe('encodings', () => {
  const html = page(`<p>${sentence}</p><p>Đoạn thứ hai cũng dài vừa đủ để không ai nhầm nó với một nhãn ở bên lề.</p>`)
  const utf16 = (little: boolean) => {
    const bytes = new Uint8Array(2 + html.length * 2)
    const view = new DataView(bytes.buffer)
    for (const [i, code] of [0xfeff, ...Array.from(html, (c) => c.charCodeAt(0))].entries())
      view.setUint16(i * 2, code, little)
    return bytes
  }

  test('UTF-8 with a mark, and UTF-16 either way', async () => {
    for (const bytes of [utf8(`\ufeff${html}`), utf16(true), utf16(false)]) {
      const draft = await draftFromHtml(bytes, 'bai.html')
      expect(draft.title).toBe('Bài thử của trang')
      expect(draft.blocks[0]).toBe(sentence)
    }
  })

  test('windows-1258, which is decomposed, is composed and said', async () => {
    const legacy = page(`<p>${'Ti\u00ea\u0301ng Vi\u00ea\u0323t co\u0301 d\u00e2\u0301u. '.repeat(8)}</p>`, '').replace(
      'utf-8',
      'windows-1258',
    )
    const codes: Record<string, number> = {
      '\u0301': 0xec,
      '\u0323': 0xf2,
      '\u0300': 0xcc,
      '\u0309': 0xd2,
      '\u0303': 0xde,
      '\u01b0': 0xfd,
      '\u01a1': 0xf5,
      '\u0111': 0xf0,
    }
    const text = legacy.replaceAll('Bài thử của trang', 'Ba\u0300i th\u01b0\u0309 cu\u0309a trang')
    const draft = await draftFromHtml(
      Uint8Array.from(text, (c) => codes[c] ?? c.charCodeAt(0)),
      'bai.html',
    )
    expect(draft.title).toBe('Bài thử của trang')
    expect(draft.blocks[0]).toMatch(/^Tiếng Việt có dấu\./)
    expect(draft.notes.join('\n')).toMatch(/windows-1258[\s\S]*composed/)
  })

  test('entities are characters', async () => {
    const draft = await draftOf(
      page(
        `<p>Ti&#7871;ng Vi&#x1EC7;t &amp; d&acirc;n ca &ldquo;quan h&#7885;&rdquo;&nbsp;l&agrave; nh&#7919;ng th&#7913; r&#7845;t x&#432;a. ${sentence}</p>`,
      ),
    )
    expect(draft.blocks[0]).toContain('Tiếng Việt & dân ca “quan họ” là những thứ rất xưa.')
  })

  test('a web archive without parts is told how to be saved', async () => {
    await expect(
      draftOf('From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n'),
    ).rejects.toThrow(/Webpage, complete/)
  })
})

describe('hostile pages', () => {
  test('leave no code and no address that readers must not follow', async () => {
    const draft = await draftOf(
      page(
        `<p onclick="a()">${sentence}<script>alert(1)</script> <a href="javascript:alert(2)">bấm đây</a> <a href=" data:text/html,x">và đây</a> <a href="https://vi.example/?fbclid=1&amp;q=2" onclick="b()">nguồn</a></p>
         <img src=x onerror="alert(3)"><svg onload="alert(4)"><text>svg</text></svg><style>p{}</style>
         <p>&lt;script&gt;alert(5)&lt;/script&gt; {alert(6)} &lt;Aside&gt; import x from 'y' ${sentence}</p><p>import a from 'b'</p><p>export const a = 1</p><p># không phải đề mục, chỉ là dấu thăng</p><p>    bốn dấu cách &amp;lt;b&gt;</p>`,
      ),
    )
    const all = draft.blocks.join('\n\n')
    expect(all).not.toMatch(/javascript:|data:|onerror|onclick|alert\([1234]\)|fbclid/)
    expect(all).toContain('bấm đây')
    expect(all).toContain('[nguồn](https://vi.example/?q=2)')
    for (const block of draft.blocks) {
      const compiled = await compileText(block, 'bai.mdx')
      expect(compiled.problems, block).toEqual([])
      expect(compiled.begins.component, block).toBeUndefined()
    }
    expect((await compileText(all, 'bai.mdx')).paragraphs.join('\n')).toContain(
      '<script>alert(5)</script> {alert(6)} <Aside> import',
    )
  })

  test.each(['div', 'span', 'b', 'blockquote'])('nested 5,000 times in %s are refused with what to do', async (tag) => {
    const html = page(`${`<${tag}>`.repeat(5000)}<p>${sentence} ${sentence}</p>${`</${tag}>`.repeat(5000)}`)
    await expect(draftOf(html)).rejects.toThrow(/nests over 500 elements.*\.txt file/)
  })

  test('of five megabytes are read whole', async () => {
    const paragraphs = Array.from({ length: 12_000 }, (_, i) => `<p>Đoạn ${i}. ${sentence} ${sentence} ${sentence}</p>`)
    const html = page(paragraphs.join(''))
    expect(utf8(html).length).toBeGreaterThan(5_000_000)
    const draft = await draftOf(html)
    expect(draft.blocks).toHaveLength(12_000)
  }, 120_000)

  test('without an article are refused', async () => {
    for (const html of [
      '',
      ' \n',
      '{"a":1}',
      '<html><body><ul><li><a href="/">Trang chủ</a></li></ul></body></html>',
    ]) {
      await expect(draftOf(html), html).rejects.toThrow(/no article|empty/)
    }
  })
})

test.each([
  ['Thứ Sáu, 07/09/2018, 08:09 (GMT+7)', '2018-09-07T08:09:00+07:00'],
  ['07/09/2018 08:09', '2018-09-07T08:09:00+07:00'],
  ['08:09 07/09/2018', '2018-09-07T08:09:00+07:00'],
  ['08:09 | 07/09/2018', '2018-09-07T08:09:00+07:00'],
  ['08:09 ngày 07-09-2018', '2018-09-07T08:09:00+07:00'],
  ['7/9/2018 | 08:09 GMT+7', '2018-09-07T08:09:00+07:00'],
  ['7/9/2018 08:09:30 CH', '2018-09-07T20:09:30+07:00'],
  ['Thứ sáu, ngày 07/09/2018 - 20:09', '2018-09-07T20:09:00+07:00'],
  ['Ngày 7 tháng 9 năm 2018', '2018-09-07T00:00:00+07:00'],
  ['8 giờ 9, ngày 7.9.2018', '2018-09-07T00:00:00+07:00'],
  ['08h09 - 7 tháng 9, 2018', '2018-09-07T08:09:00+07:00'],
  ['2018-09-07T01:09:00Z', '2018-09-07T08:09:00+07:00'],
  ['2018-09-07 08:09:00', '2018-09-07T08:09:00+07:00'],
  ['2018-09-07T08:09:00.000+0700', '2018-09-07T08:09:00+07:00'],
  ['Fri, 07 Sep 2018 08:09:00 +0700', '2018-09-07T08:09:00+07:00'],
  ['9/7/2018 8:09:00 AM', '2018-09-07T08:09:00+07:00'],
  ['31/02/2018 08:09', undefined],
  ['Điện thoại: 0211.3861.2345', undefined],
])('the date %s', (text, moment) => {
  expect(readDate(text)?.moment).toBe(moment)
})

test.each([
  ['Việc kiểm tra hồ sơ. Ảnh: Đào Thử', 'Việc kiểm tra hồ sơ.', 'Đào Thử'],
  ['Kiểm tra hồ sơ (Ảnh: Đào Thử)', 'Kiểm tra hồ sơ', 'Đào Thử'],
  ['Kiểm tra hồ sơ - Ảnh: D.H.', 'Kiểm tra hồ sơ', 'D.H'],
  ['Kiểm tra hồ sơ. Ảnh - Đào Thử', 'Kiểm tra hồ sơ.', 'Đào Thử'],
  ['Kiểm tra hồ sơ (Ảnh DƯƠNG HÀ)', 'Kiểm tra hồ sơ', 'DƯƠNG HÀ'],
  ['Kiểm tra hồ sơ. Nguồn: Sở Nội vụ', 'Kiểm tra hồ sơ.', 'Sở Nội vụ'],
  ['Nguồn: nước sạch ở bản. Nguồn: Báo Thử', 'Nguồn: nước sạch ở bản.', 'Báo Thử'],
  ['Kiểm tra hồ sơ (Ảnh minh họa)', 'Kiểm tra hồ sơ (Ảnh minh họa)', undefined],
  ['Ảnh minh họa: Internet', 'Ảnh minh họa', 'Internet'],
  ['Bức ảnh chụp năm 1950', 'Bức ảnh chụp năm 1950', undefined],
])('the caption %s', (text, caption, credit) => {
  expect(partCredit(text)).toEqual({ caption, ...(credit && { credit }) })
})

test.each([
  ['Bài, ảnh: Bình Duyên - Vũ An', ['Bình Duyên', 'Vũ An']],
  ['Bài và ảnh: ĐINH THỬ', ['ĐINH THỬ']],
  ['Bình Duyên (tổng hợp)', ['Bình Duyên']],
  ['Theo TTXVN', []],
  ['VnExpress', []],
  ['binhduyen@bao.example', []],
  ['Chị Nguyễn Thị Hoa đi chợ về muộn', []],
])('the byline %s', (text, authors) => {
  expect(readByline(text).authors).toEqual(authors)
})
