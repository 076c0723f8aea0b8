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
  /** Whether pages can be read without a network; `false` removes what an earlier version kept on readers' devices. */
  offline: true as boolean,
} as const
