import type { Problem } from '../problem.ts'

/**
 * What an article may hold at most. Parsers of Markdown take the square of some of these, and call themselves for each
 * level of others; no article comes near any of them.
 */
const limits = {
  /** Of the text, in characters: a book of a hundred pages. */
  characters: 200_000,
  /** Of one paragraph: each mark is compared with those before it. */
  marksInParagraph: 3_000,
  footnotes: 2_000,
  /** Of lists and quotations in one another. */
  depth: 50,
  tags: 10_000,
  /** Of tables. */
  rows: 3_000,
}

/** @returns the one thing that is too much, with its line; a text that holds it is not parsed */
export function checkLimits(body: string, file: string): Problem | undefined {
  const tell = (line: number, wrong: string, write: string): Problem => ({ file, line, column: 1, wrong, write })
  if (body.length > limits.characters) {
    const wrong = `the text has ${body.length} characters, more than ${limits.characters}`
    return tell(1, wrong, 'several articles, a part each, with links from one to the next')
  }
  const count = (pattern: RegExp) => body.match(pattern)?.length ?? 0
  if (count(/\[\^/g) > limits.footnotes * 2) {
    return tell(1, `the text has more than ${limits.footnotes} footnotes`, 'several articles, a part each')
  }
  if (count(/<[a-z/]/gi) > limits.tags)
    return tell(1, `the text has more than ${limits.tags} tags`, 'Markdown in their place')
  if (count(/^ {0,3}\|/gm) > limits.rows) {
    return tell(1, `the text has tables of more than ${limits.rows} rows`, 'a file to download, with a link to it')
  }
  let marks = 0
  for (const [i, line] of body.split('\n').entries()) {
    if (depthOf(line) > limits.depth) {
      const wrong = `lists or quotations stand in one another more than ${limits.depth} deep`
      return tell(i + 1, wrong, 'lists of one or two levels, and plain paragraphs')
    }
    marks = line.trim() === '' ? 0 : marks + (line.match(/[*_~[\]`{}\\]/g)?.length ?? 0)
    if (marks > limits.marksInParagraph) {
      const wrong = `more than ${limits.marksInParagraph} marks (* _ ~ [ ] \`) stand in one paragraph`
      return tell(i + 1, wrong, 'the words without them, or several paragraphs')
    }
  }
  return undefined
}

/** How many lists and quotations a line opens or goes on with. A line of `* * *` alone is a rule. */
function depthOf(line: string): number {
  let depth = 0
  let spaces = 0
  for (let i = 0; i < line.length; i++) {
    const sign = line.charAt(i)
    if (sign === ' ') spaces++
    else if (sign === '\t') spaces += 4
    else if (sign === '>') depth++
    else if (/[-*+]/.test(sign) && /[ \t]/.test(line.charAt(i + 1))) depth++
    else break
  }
  return /^[-*+ \t]+$/.test(line) && depth < 50 ? 0 : Math.max(depth, Math.floor(spaces / 4))
}

/** For what is nested in ways that no limit counts. */
export const tooDeep = (file: string): Problem => ({
  file,
  line: 1,
  column: 1,
  wrong: 'marks or components stand in one another too deep to be read',
  write: 'plain paragraphs, with a list or a quotation of one level',
})
