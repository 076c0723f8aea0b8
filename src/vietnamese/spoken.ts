/** What is written short and said in full. */
const saidInFull: [RegExp, string][] = [
  [/T\.Ư,?/g, 'Trung ương'],
  [/TP\. ?/g, 'thành phố '],
  [/UBND/g, 'Ủy ban nhân dân'],
]

/** A text as it is said. */
export const spoken = (text: string): string =>
  saidInFull.reduce((said, [written, full]) => said.replace(written, full), text)

/** The lines of a poem, which are said one by one. */
export const lines = (text: string): RegExpMatchArray[] => [...text.matchAll(/\S[^\n]*/g)]

/** A sentence in parts that Chrome's voices finish: cut at a semicolon, colon or comma, at a space where there is none. */
export const parts = (sentence: string): string[] =>
  sentence.match(/.{1,200}$|.{0,199}[;:,](?=\s)|.{1,200}(?=\s)/gs) ?? []
