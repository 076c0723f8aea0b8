/**
 * What an electronic newspaper in Vietnam has to say of itself. All of it is optional: what is not filled in is nowhere.
 *
 * @see Luật Báo chí 2016, Điều 46
 */
export interface Masthead {
  /** Cơ quan chủ quản. */
  governingBody?: string
  /** Giấy phép: its number, and the day it was given, `2026-01-31`. */
  licence?: { number: string; date: string }
  /** Tổng Biên tập. */
  editorInChief?: string
  address?: string
  telephone?: string
  email?: string
}

/** What an owner changes: who publishes, and how. The address comes from `SITE_URL`. */
export interface Site {
  /** The name on the page, in titles, feeds and cards. */
  name: string
  /** One sentence for search engines and feed readers. */
  description: string
  /** BCP 47. */
  language: string
  /** Open Graph form of language and country. */
  locale: string
  /** The sections in the order of the header; those that it does not name follow as they were first used. */
  sections: string[]
  masthead: Masthead
  /** What readers see where an article was taken down; one sentence, without saying why unless you want to. */
  removed: string
  /** Whether companies may train AI on the texts. Link previews and search are allowed either way. */
  aiTraining: boolean
  /** Where security researchers write (https: or mailto:), and until when that holds; without it: no security.txt. */
  security?: { contact: string; expires: string }
  /**
   * Whether the domain asks to stand on the browsers' own list of HTTPS-only sites. That binds every subdomain and takes
   * months to undo: https://hstspreload.org. Without it browsers that came once still keep to HTTPS.
   */
  preloadHsts: boolean
  /** The publisher's logo for search engines, a PNG, JPEG or WebP in `public/` of at least 112 × 112 pixels: `logo.png`. */
  logo?: string
  /** The key of IndexNow, 8 to 128 letters, digits and hyphens, any you like: https://www.indexnow.org/documentation. */
  indexNowKey?: string
  /**
   * A counter of visits on a server of your own, which sets no cookie: the address of its script, https:. The policy lets
   * pages fetch from its origin, and from no other; without it no page contacts anybody else.
   */
  counter?: { script: string }
  /** Whether pages can be read without a network; `false` removes what an earlier version kept on readers' devices. */
  offline: boolean
}

export const site: Site = {
  name: 'Trang Đọc',
  description: 'Bài báo tiếng Việt, trình bày để đọc đến hết.',
  language: 'vi',
  locale: 'vi_VN',
  sections: [],
  masthead: {},
  removed: 'Bài từng đăng ở địa chỉ này không còn được lưu hành.',
  aiTraining: true,
  preloadHsts: false,
  offline: true,
}
