/** Every word of the interface. Articles bring their own. */
export const strings = {
  skipToText: 'Đến nội dung',
  homeLink: 'Trang đầu',
  byline: 'Tác giả',
  published: 'Đăng lúc',
  updated: 'Cập nhật',
  minutes: (n: number) => `${n} phút đọc`,
  photoCredit: (name: string) => `Ảnh: ${name}`,
  corrections: 'Đính chính',
  republishedFrom: 'Theo',
  footnotes: 'Chú thích',
  backToText: 'Về chỗ đang đọc',
  table: 'Bảng, cuộn ngang được',
  done: 'đã xong',
  notDone: 'chưa xong',
  latest: 'Mới nhất',
  latestLine: 'Bài mới nhất',
  nothingYet: 'Chưa có bài nào.',
  year: (year: number) => `Năm ${year}`,
  byAuthor: (name: string) => `Bài của ${name}`,
  readOn: 'Đọc bài',
  end: 'Hết',
  share: {
    title: 'Chia sẻ',
    mail: 'Thư',
    qrCode: 'Mã QR',
    qrAlt: 'Mã QR của bài này',
  },
  cite: { title: 'Trích dẫn' },
  feed: 'Đây là nguồn tin. Chép địa chỉ trang này vào trình đọc tin để nhận bài mới.',
  articles: 'Bài',
  moved: 'Bài đã chuyển đến địa chỉ mới',
  removed: {
    title: 'Bài này đã được gỡ',
    text: 'Bài từng đăng ở địa chỉ này không còn được lưu hành.',
  },
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
    reset: 'Đặt lại',
    close: 'Đóng',
  },
} as const

/*
 * The words of what scripts add to a page. Each is an export of its own, so that a script carries only what it says.
 */
export const share = 'Chia sẻ'
export const copyLink = 'Chép liên kết'
export const copyQuote = 'Chép liên kết đến câu này'
export const copyCitation = 'Chép trích dẫn'
export const copied = 'Đã chép'
