import type { ArticleSource } from '../../articles/read.ts'
import type { Passage } from './passages.ts'

/** An article as rules read it. */
export interface Written extends ArticleSource {
  /** The words that readers see, each sentence at its place in the file. */
  passages: readonly Passage[]
  /** Names of the pictures in the article's folder. */
  pictures: readonly string[]
}

/** What a rule found. */
export interface Finding {
  /** Offset of its first character in the file. */
  from: number
  /** Offset after its last character. */
  to: number
  /** What stands there, and why an editor may want to change it. */
  wrong: string
  /** What to write instead. */
  write: string
}

/** Something that an editor may want to change. It never keeps an article from being published. */
export interface Rule {
  /** As it is printed beside what it finds. */
  name: string
  find: (article: Written) => Finding[]
}
