import { z } from 'astro/zod'
import { splitCredit } from '../vietnamese/credit.ts'
import { isDay, isMoment } from '../vietnamese/date.ts'
import { slugify, spellingKey } from '../vietnamese/slug.ts'
import { withPlainSpaces } from '../vietnamese/spaces.ts'
import { unprintable } from '../vietnamese/unprintable.ts'

/*
 * The frontmatter of an article: this file is the manual for editors.
 * Each `error` says what to write; what is wrong with the value is told from the value itself.
 */

/** One line of text: no line break, no white space at its ends. */
const line = (write: string) =>
  z
    .string({ error: write })
    .refine((text) => text.trim() !== '', { error: write })
    .refine((text) => text === text.trim() && !/[\r\n]/.test(text) && text.search(unprintable) < 0, {
      error: write,
    })
    .transform(withPlainSpaces)

const moment = (field: string) => {
  const write = `${field}: "2018-09-07T08:09:00+07:00"  (in quotes, with the offset from UTC)`
  return z.string({ error: write }).refine(isMoment, { error: write })
}

/** A name that has a page, whose address its letters make. */
const named = (write: string) =>
  line(write).refine((name) => slugify(name) !== '', {
    error: `${write}  (in letters of the Latin alphabet, of which its page's address is made)`,
  })

/** A name or a list of names, always a list once it is read, and each name once. */
const names = (field: 'author' | 'tags', example: [string, string]) => {
  const write = `${field}: ${example[0]}  (several: ${flowList(example)})`
  const list = z
    .array(named(`${field}: ${example[0]}`), { error: write })
    .min(1, { error: write })
    .transform((all) =>
      all.filter((name, i) => all.findIndex((other) => spellingKey(other) === spellingKey(name)) === i),
    )
  const isName = (value: unknown) => typeof value === 'string' && splitNames(field, value).length === 1
  return z.preprocess((value) => (isName(value) ? [value] : value), list)
}

/** The names that an editor typed in one; tags may hold an "and". */
export const splitNames = (field: string, text: string): string[] =>
  text
    .split(field === 'author' ? /[,;]| và / : /[,;]/)
    .map((name) => name.trim())
    .filter(Boolean)

/** A list as YAML has it on one line; what YAML could take for more than text stands in quotes. */
export const flowList = (names: readonly string[]): string =>
  `[${names.map((name) => (/^[\p{L}\p{N}][\p{L}\p{N} .-]*$/u.test(name) ? name : JSON.stringify(name))).join(', ')}]`

const address = (field: string) => url(`${field}: https://example.vn/...`)

const url = (write: string) => z.url({ protocol: /^https?$/, error: write })

const creditAlone = 'credit: Dương Hà  (the name alone, without "Ảnh:")'

const photo = z.strictObject(
  {
    /** The picture's file, beside the article. JPEG, PNG, WebP, AVIF or TIFF, 320 px wide or more. */
    src: line('src: anh.jpg  (the name of a file beside the article)'),
    /** What is seen, for a reader who does not see it. Never the caption again. */
    alt: line('alt: "..."  (what is seen on the picture, in one sentence)'),
    /** What the picture shows and where; printed below it. */
    caption: line('caption: "..."  (the sentence below the picture)').optional(),
    /** Who made the picture; printed after the caption as `Ảnh: ...`. */
    credit: line(creditAlone)
      .refine((credit) => splitCredit(credit).caption !== '', { error: creditAlone })
      .optional(),
    /** After which paragraph the photo stands; 0, before the text, where the field is absent. */
    position: z
      .int({ error: 'position: 1  (a whole number of paragraphs; 0 is before the text)' })
      .min(0, { error: 'position: 0  (before the text, or more)' })
      .default(0),
    /** The licence's name, as in `CC BY 4.0`. */
    license: line('license: CC BY 4.0').optional(),
    /** Where the licence's text is. */
    licenseUrl: address('licenseUrl').optional(),
    /** Where the file is not the credited picture: a sentence that says so, printed after the credit. */
    standIn: line('standIn: "Hình minh họa. ..."  (a sentence that says what the picture is)').optional(),
  },
  { error: 'photo:\n  src: anh.jpg\n  alt: "..."' },
)

const correction = z.strictObject(
  {
    /** When the text was put right. */
    date: moment('date'),
    /** What was wrong and what is right, as the reader is told. */
    text: line('text: "..."  (what was wrong, and what is right)'),
  },
  { error: 'corrections:\n  - date: "2018-09-08T10:00:00+07:00"\n    text: "..."' },
)

const source = z.strictObject(
  {
    /** Who published the article first. */
    name: line('name: Báo Vĩnh Phúc'),
    /** Where it stood. */
    url: address('url').optional(),
    /** When it was published there: a day or a moment. */
    published: z
      .string({ error: 'published: "2018-09-07"' })
      .refine((text) => isDay(text) || isMoment(text), { error: 'published: "2018-09-07"' })
      .optional(),
  },
  { error: 'source:\n  name: Báo Vĩnh Phúc\n  url: https://...' },
)

/** Files that a build writes and no article ever was, and what lies below such a name or below that of a page's file. */
const notOfPages =
  /\.(?:avif|css|gz|ico|jpe?g|js|json|md|mp[34]|png|svg|txt|vtt|webmanifest|woff2|xml)(?:\/|$)|\.html?\//i

/**
 * Whether a text is a path that a page of an old site may have had: `/2018/ten-cu/`, `/tin/bai-12.htm`, `/?p=123`.
 * Letters are written as such, not as their codes. Left out are signs that hosts read as more than themselves: `*`, `$`,
 * `;`, an apostrophe, and a colon that begins a name.
 */
export const isAlias = (path: string): boolean =>
  /^\/(?![/?]?$)(?![._])[\p{L}\p{M}\p{N}/._~!()+,=:@-]{0,500}(?:\?[\p{L}\p{M}\p{N}/._~!()*+,=:@&-]{1,500})?$/u.test(
    path,
  ) &&
  !/\/\/|\/\.{1,2}(?:\/|$)|\/:/.test(path) &&
  !notOfPages.test(path.split('?', 1)[0] ?? '')

/** An old address of an article: a path of this site. */
const alias = z.string({ error: 'aliases: [/2018/ten-cu/]' }).refine(isAlias, {
  error: 'aliases: [/2018/ten-cu/]  (a path of this site, as /2018/ten-cu/, /tin/bai-12.htm or "/?p=123")',
})

/** In characters; a longer headline fits the cards of links at no size that can be read. */
export const longestHeadline = 160

const fields = z.strictObject({
  /** The headline, in plain text. */
  title: line('title: "..."  (the headline, in plain text)').refine((title) => [...title].length <= longestHeadline, {
    error: `title: "..."  (at most ${longestHeadline} characters, which is what fits a share card)`,
  }),
  /** The lead, for previews, lists and feeds; shown on the page only where the text does not open with the same words. */
  description: line('description: "..."  (the lead, in one or two sentences)'),
  /** When the article was published. Quoted, with its offset: YAML reads an unquoted date as UTC, seven hours off. */
  date: moment('date'),
  /** When the text was last changed in substance; never before `date`. */
  updated: moment('updated').optional(),
  /** What was put right after publication, shown at the article. */
  corrections: z.array(correction, { error: 'corrections:\n  - date: "..."\n    text: "..."' }).default([]),
  /** Who wrote it: a name or a list of names, family name first as it is spoken. */
  author: names('author', ['Bình Duyên', 'Vũ An']),
  /** The dateline, as in `Vĩnh Phúc`. */
  place: line('place: Vĩnh Phúc').optional(),
  /** The section it belongs to, as in `Xây dựng Đảng`. */
  section: named('section: Thời sự').optional(),
  /** What it is about; each tag has a page. */
  tags: names('tags', ['Phát triển Đảng', 'Vĩnh Phúc']).default([]),
  /** The lead photo. */
  photo: photo.optional(),
  /** The whole text, read aloud: an MP3 file beside the article. */
  audio: line('audio: bai.mp3  (the name of a file beside the article)').optional(),
  /** Where a republished article comes from. */
  source: source.optional(),
  /** Old addresses that lead here. */
  aliases: z.array(alias, { error: 'aliases: [/2018/ten-cu/]' }).default([]),
  /** `true` where age does not matter: a year after `date` no line says that the article is old. */
  timeless: z.boolean({ error: 'timeless: true  (or leave the line out)' }).default(false),
  /** `true`: it leads the front page until a newer article that says so is out. */
  front: z.boolean({ error: 'front: true  (or leave the line out)' }).default(false),
  /** `true` keeps the article out of a build. */
  draft: z.boolean({ error: 'draft: true  (or leave the line out)' }).default(false),
})

export const frontmatterSchema = fields.superRefine((article, context) => {
  const published = Date.parse(article.date)
  const later = (field: string, value: string | undefined, path: (string | number)[]) => {
    if (value === undefined || Date.parse(value) >= published) return
    context.addIssue({ code: 'custom', path, message: `${field}: a moment not before date, ${article.date}` })
  }
  later('updated', article.updated, ['updated'])
  for (const [i, { date }] of article.corrections.entries()) later('date', date, ['corrections', i, 'date'])
})

const picture = z.object({
  file: z.string(),
  width: z.int(),
  height: z.int(),
  hash: z.string(),
  alt: z.string(),
  credit: z.string().optional(),
  license: z.string().optional(),
  licenseUrl: z.string().optional(),
})

/**
 * An entry of the collection: the frontmatter, and what lists need to know of the text. It types `getCollection`; the
 * loader stores what `readArticle` has checked, and a picture with all that is known of it.
 */
export const articleSchema = fields.extend({
  /** Of the text, without headline and captions. */
  syllables: z.int(),
  /** Whether the text opens with the lead, so that the page need not print it before the text. */
  opensWithLead: z.boolean(),
  /** What lists show of it: its photo, or the first picture in its text. */
  picture: picture.optional(),
  /** What is known of its recording. */
  recording: z
    .object({
      /** In bytes. */
      size: z.int(),
      /** Whole seconds. */
      seconds: z.int(),
    })
    .optional(),
  /** Files beside it that its page plays: their names, and the SHA-256 of their bytes. */
  media: z.array(z.object({ name: z.string(), hash: z.string() })),
  /** Ids of the paragraphs that links can point at, in order. */
  paragraphIds: z.array(z.string()),
  /** The SHA-256 of its compiled text, by which `articleText` finds it. */
  text: z.string(),
})

/** The frontmatter of a page of the owner's: `content/pages/<slug>.mdx`. */
export const pageSchema = z.strictObject({
  /** What the page and the link to it are called. */
  title: line('title: Giới thiệu  (what the page is called)'),
  /** One sentence for search engines and previews. */
  description: line('description: "..."  (what the page says, in one sentence)'),
  /** `true` on the page about the newspaper: below its text stands what `site.ts` says of who publishes. */
  masthead: z.boolean({ error: 'masthead: true  (or leave the line out)' }).default(false),
})

/** What is known of an author or an agency: `content/authors/<name>.yaml`. */
export const authorSchema = z.strictObject({
  /** As bylines have it. */
  name: named('name: Bình Duyên'),
  /** `true` for an agency or a newsroom, which is no person. */
  organization: z.boolean({ error: 'organization: true  (or leave the line out)' }).default(false),
  /** As in `Phóng viên`. */
  role: line('role: Phóng viên').optional(),
  /** A sentence or two, for the end of articles and the author's page. */
  bio: line('bio: "..."  (one or two sentences)').optional(),
  /** A portrait's file, beside this one. */
  photo: line('photo: binh-duyen.jpg  (the name of a file beside this one)').optional(),
  /** The author's own pages elsewhere. */
  links: z.array(url('- https://example.vn/...'), { error: 'links:\n  - https://example.vn/...' }).default([]),
  /** The author's account in the fediverse, which Mastodon shows beside links to the articles. */
  fediverse: z
    .string({ error: 'fediverse: "@ten@example.vn"' })
    .regex(/^@[\w.-]+@[a-z0-9.-]+\.[a-z]+$/i, { error: 'fediverse: "@ten@example.vn"' })
    .optional(),
})

/** A page of the owner's as the collection has it. */
export const pageEntrySchema = pageSchema.extend({
  /** Stands for its text and pictures. */
  hash: z.string(),
})

/** An author as the collection has it. */
export const authorEntrySchema = authorSchema.omit({ photo: true }).extend({
  picture: picture.omit({ alt: true, credit: true, license: true, licenseUrl: true }).optional(),
})

/** An article's frontmatter, read and valid. */
export type Frontmatter = z.infer<typeof frontmatterSchema>
