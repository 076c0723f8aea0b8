/** Every word of the interface. Articles bring their own. */
export const strings = {
  skipToText: 'Đến nội dung',
  byline: 'Tác giả',
  published: 'Đăng lúc',
  updated: 'Cập nhật',
  minutes: (n: number) => `${n} phút đọc`,
  total: (n: number) => `${n} bài`,
  /** After the first names of many. */
  andOthers: (count: number) => `và ${count} người khác`,
  photoCredit: (name: string) => `Ảnh: ${name}`,
  corrections: 'Đính chính',
  source: 'Nguồn',
  footnotes: 'Chú thích',
  backToText: 'Về chỗ đang đọc',
  gallery: (pictures: number) => `Bộ ảnh, ${pictures} ảnh`,
  timeline: 'Dòng thời gian',
  recording: (minutes: number) => `Nghe bài, ${minutes} phút`,
  watch: 'Xem video',
  watchOn: (host: string) => `Xem trên ${host}`,
  table: 'Bảng, cuộn ngang được',
  done: 'đã xong',
  notDone: 'chưa xong',
  latest: 'Mới nhất',
  nothingYet: 'Chưa có bài nào.',
  year: (year: number) => `Năm ${year}`,
  part: (title: string, number: number) => `${title}, trang ${number}`,
  older: 'Bài cũ hơn',
  newer: 'Bài mới hơn',
  goOnReading: 'Đọc tiếp',
  inTime: 'Bài trước, bài sau',
  rss: 'Kênh RSS',
  browse: { title: 'Các mục', years: 'Năm' },
  search: { title: 'Tìm bài', label: 'Từ khóa', submit: 'Tìm' },
  /** How the lists of each kind are called. */
  list: {
    'chuyen-muc': (name: string) => name,
    'chu-de': (name: string) => name,
    'tac-gia': (name: string) => `Bài của ${name}`,
  },
  share: {
    title: 'Chia sẻ',
    mail: 'Email',
    qrCode: 'Mã QR',
    qrAlt: 'Mã QR của bài này',
  },
  cite: { title: 'Trích dẫn bài này' },
  feed: 'Đây là kênh RSS. Sao chép địa chỉ trang này vào trình đọc tin để nhận bài mới.',
  articles: 'Bài',
  moved: 'Bài đã chuyển đến địa chỉ mới',
  removed: 'Bài này đã được gỡ',
  old: 'Bài đăng cách đây hơn một năm',
  notFound: {
    title: 'Không có trang này',
    text: 'Địa chỉ có thể đã gõ sai, hoặc bài đã chuyển đi nơi khác.',
  },
  settings: {
    open: 'Cỡ chữ và nền',
    size: 'Cỡ chữ',
    sizes: ['Nhỏ', 'Vừa', 'Lớn', 'Rất lớn', 'Lớn nhất'],
    spacing: 'Giãn dòng',
    spacings: ['Vừa', 'Thoáng'],
    face: 'Kiểu chữ',
    faces: ['Có chân', 'Không chân'],
    theme: 'Nền',
    themes: ['Tự động', 'Sáng', 'Ngà', 'Tối'],
    keys: 'Phím tắt',
    keysChoices: ['Bật', 'Tắt'],
    reset: 'Đặt lại',
    close: 'Đóng',
  },
} as const

/*
 * The words of what scripts add to a page. Each is an export of its own, so that a script carries only what it says.
 */
export const close = 'Đóng'
export const listen = 'Nghe bài'
export const pause = 'Tạm dừng'
export const resume = 'Nghe tiếp'
export const sentenceBefore = 'Câu trước'
export const sentenceAfter = 'Câu sau'
export const speed = 'Tốc độ'
export const silentWhenLocked = 'Máy này ngừng đọc khi khóa màn hình'
export const previousPhoto = 'Ảnh trước'
export const nextPhoto = 'Ảnh sau'
export const captionSpoken = 'Chú thích ảnh: '
export const goOn = 'Đọc tiếp'
export const mark = 'Đánh dấu'
export const marks = 'Đã đánh dấu'
export const copy = 'Sao chép'
export const copied = 'Đã sao chép'
export const remove = 'Bỏ'
export const note = 'Ghi chú'
export const allMarks = 'Mọi đoạn đã đánh dấu'
export const keep = 'Lưu để đọc ngoại tuyến'
export const savedTitle = 'Bài đã lưu'
export const readPart = (percent: number) => `Đã đọc ${percent}%`
export const readWhole = 'Đã đọc xong'
/** In the bar that is at hand, where words must be short. */
export const size = 'Cỡ chữ'
export const keepShort = 'Lưu'
export const notKept = 'Không lưu được'
export const newVersion = 'Có bản mới: tải lại'
export const share = 'Chia sẻ'
export const copyLink = 'Sao chép liên kết'
export const copyQuote = 'Sao chép liên kết đến câu này'
export const copyCitation = 'Sao chép trích dẫn'
/** What single keys do. */
export const keyList = [
  ['+ -', 'cỡ chữ'],
  ['t', 'nền'],
  ['n', 'nghe bài'],
  ['j k', 'đoạn sau, trước'],
  ['c', 'chia sẻ'],
  ['?', 'bảng này'],
] as const

/** What the page says that lists what is on the device; apart from `strings`, which a script carries whole. */
export const offline = {
  title: 'Đọc ngoại tuyến',
  text: 'Những bài đã đọc hay đã lưu trên máy này, mở được cả khi không có mạng.',
  nothing: 'Chưa có bài nào trên máy này.',
  saved: 'Đã lưu',
  retry: 'Thử tải lại trang',
} as const

/** What the search says; apart from `strings`, which a script carries whole. */
export const search = {
  searching: 'Đang tìm…',
  none: 'Không tìm thấy bài nào.',
  /** Of the first articles that have all the words, none has the phrase. */
  noneYet: 'Chưa thấy trong những bài đầu tiên.',
  found: (n: number) => `${n} bài`,
  /** There may be more. */
  foundYet: (n: number) => `${n} bài đầu tiên`,
  offline: 'Không có mạng, chỉ tìm trong các bài trên máy này:',
  failed: 'Không có mạng, chưa tìm được.',
  more: 'Xem thêm',
  didYouMean: 'Có phải bạn muốn tìm:',
  /** Articles have each of the words, none all of them. */
  oneByOne: 'Tìm riêng từng từ:',
  lists: 'Hoặc xem theo:',
} as const

/** What search engines and previews say of a list; apart from `strings`, which a script carries whole. */
export const listAbout = {
  'chuyen-muc': (name: string, site: string) => `Tin, bài trong chuyên mục ${name} của ${site}, mới nhất trước.`,
  'chu-de': (name: string, site: string) => `Tin, bài của ${site} có từ khóa ${name}, mới nhất trước.`,
  'tac-gia': (name: string, site: string) => `Tin, bài của ${name} trên ${site}, mới nhất trước.`,
  year: (year: number, site: string) => `Tin, bài đăng năm ${year} trên ${site}, mới nhất trước.`,
} as const

/** How a list is called where its kind must be said; apart from `strings`, which a script carries whole. */
export const listKind = { 'chuyen-muc': 'Chuyên mục', 'chu-de': 'Từ khóa', 'tac-gia': 'Tác giả' } as const
export const place = 'Địa danh'

/** What the masthead calls its parts; apart from `strings`, which a script carries whole. */
export const masthead = {
  title: 'Tòa soạn',
  governingBody: 'Cơ quan chủ quản',
  licence: 'Giấy phép',
  licenceOf: (number: string, day: string) => `số ${number}, cấp ngày ${day}`,
  editorInChief: 'Tổng Biên tập',
  address: 'Địa chỉ',
  telephone: 'Điện thoại',
  email: 'Email',
} as const

/** What the dev server says of an article that is not out; apart from `strings`, which a script carries whole. */
export const notOut = {
  draft: 'Bản nháp, người đọc chưa thấy',
  due: (moment: string) => `Hẹn đăng ${moment}, người đọc chưa thấy`,
} as const
