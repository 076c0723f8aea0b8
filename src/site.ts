/** What an owner changes: who publishes, and in which language and time zone. The address comes from `SITE_URL`. */
export const site = {
  /** The name on the page, in titles, feeds and cards. */
  name: 'Trang Đọc',
  /** One sentence for search engines and feed readers. */
  description: 'Bài báo tiếng Việt, trình bày để đọc đến hết.',
  /** BCP 47. */
  language: 'vi',
  /** Open Graph form of language and country. */
  locale: 'vi_VN',
  /** Dates are shown, and year folders counted, at this offset; Viet Nam has no summer time. */
  utcOffset: '+07:00',
  /** Syllables a minute; no Vietnamese norm is published, and English silent reading is 238 words (Brysbaert 2019). */
  readingSpeed: 240,
  /** Whether companies may train AI on the texts. Link previews and search are allowed either way. */
  aiTraining: true,
  /** Where security researchers write (https: or mailto:), and until when that holds; undefined: no security.txt. */
  security: undefined as { contact: string; expires: string } | undefined,
  /**
   * Whether the domain asks to stand on the browsers' own list of HTTPS-only sites. That binds every subdomain and takes
   * months to undo: https://hstspreload.org. Without it browsers that came once still keep to HTTPS.
   */
  preloadHsts: false as boolean,
  /** Whether pages can be read without a network; `false` removes what an earlier version kept on readers' devices. */
  offline: true as boolean,
} as const
