/** A picture that a source shows. */
export interface DraftPhoto {
  /** Path of its file on this disk; absent where the source names one that is not here. */
  file?: string
  /** Its bytes, where the source holds them itself. */
  bytes?: Buffer
  /** Whether the article is made without it where it cannot be read: nobody asked for this very picture. */
  mayFail?: boolean
  /** What the source calls it. */
  name?: string
  /** What is seen, where the source says so. */
  alt?: string
  caption?: string
  /** Who made it, without `Ảnh:`. */
  credit?: string
  /** After how many of the draft's blocks it stands. */
  after: number
}

/** An article as far as a source tells it; what it does not tell is absent. */
export interface Draft {
  title?: string
  /** The lead. */
  description?: string
  /** ISO 8601 with offset. */
  date?: string
  author?: string[]
  place?: string
  section?: string
  tags?: string[]
  source?: { name?: string; url?: string; published?: string }
  /** The last part of its address, where it had one that can stay. */
  slug?: string
  /** Old addresses that shall lead to it. */
  aliases?: string[]
  /** Whether it was published before, and is at once here. */
  isPublished?: boolean
  photos: DraftPhoto[]
  /** The text as blocks of Markdown that the content rules allow: paragraphs, headings, lists, quotations, tables. */
  blocks: string[]
  /** What the editor must still look at, each a sentence in English. */
  notes: string[]
}
