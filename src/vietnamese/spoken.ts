/** What is written short and said in full. */
const saidInFull: [RegExp, string][] = [
  [/T\.Ư,?/g, 'Trung ương'],
  [/TP\. ?/g, 'thành phố '],
  [/UBND/g, 'Ủy ban nhân dân'],
]

/** A text as it is said. */
export const spoken = (text: string): string =>
  saidInFull.reduce((said, [written, full]) => said.replace(written, full), text)

/**
 * A paragraph's sentences. A dot within a word (`T.Ư`) or after a short title (`TP.`, `PGS.TS.`) ends none.
 * Not `Intl.Segmenter`: Firefox has it from 125 on only.
 */
export const sentences = (text: string): RegExpMatchArray[] => [
  ...text.matchAll(/\S(?:(?:T[PXS]|Tp|ThS|GS|BS|KTS|LS)\. |[\s\S])*?(?:[.!?…]{1,9}["”’)]{0,4}(?=\s)|$)/g),
]

/** The lines of a poem, which are said one by one. */
export const lines = (text: string): RegExpMatchArray[] => [...text.matchAll(/\S[^\n]*/g)]

/** A sentence in parts that Chrome's voices finish: cut at a semicolon, colon or comma, at a space where there is none. */
export const parts = (sentence: string): string[] =>
  sentence.match(/.{1,200}$|.{0,199}[;:,](?=\s)|.{1,200}(?=\s)/gs) ?? []
