import type { Mistake } from '../problem.ts'

/** What is written in place of an element of HTML, with its words. */
const marks: Readonly<Record<string, (words: string) => string>> = {
  b: (words) => `**${words}**`,
  strong: (words) => `**${words}**`,
  i: (words) => `*${words}*`,
  em: (words) => `*${words}*`,
  br: () => '<br/>',
  s: (words) => `~~${words}~~`,
  strike: (words) => `~~${words}~~`,
  del: (words) => `~~${words}~~`,
  a: (words) => `[${words}](https://…)`,
  img: () => '![what is seen on it](anh.jpg "Caption. Ảnh: Name")',
  hr: () => '***  (with an empty line above and below)',
  li: (words) => `- ${words}`,
  ul: () => '- …  (a line for each item)',
  ol: () => '1. …  (a line for each item)',
  blockquote: (words) => `> ${words}`,
  table: () => '| … | … |  (a line for each row, below the first |---|---|)',
  iframe: () => '<Video src="https://…">  (with a picture in it)',
  video: () => '<Video src="phim.mp4">  (with a picture in it)',
  h1: (words) => `## ${words}`,
  h2: (words) => `## ${words}`,
  h3: (words) => `### ${words}`,
  h4: (words) => `### ${words}`,
  code: (words) => `\`${words}\``,
}

const wordsAlone =
  /^(?:u|ins|span|font|p|div|center|small|big|mark|tt|label|section|article|header|footer|main|nav|pre|figure|figcaption|picture|dl|dt|dd|tr|td|th|tbody|thead|caption|abbr|q|cite|sub|sup|h5|h6|o|st)$/

/** Whether a name is an element of HTML that editors paste. */
export const isHtml = (name: string): boolean =>
  Object.hasOwn(marks, name.toLowerCase()) || wordsAlone.test(name.toLowerCase())

/**
 * What to write in place of an element of HTML.
 *
 * @param inner the text between its tags, as far as it is known
 * @param tag as it stands there
 */
export function insteadOf(name: string, inner: string, tag: string): Mistake {
  const element = name.toLowerCase()
  const words = inner
    .replace(/<[^<>]{0,200}>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  const mark = marks[element]
  const wrong = element === 'br' ? `${tag} has no slash` : `there is no component <${name}>, which is HTML`
  if (mark) return { wrong, write: mark(words || '…') }
  const short = words !== '' && words.length < 80
  return { wrong, write: short ? `${words}  (the words alone, or **${words}**)` : 'the words alone, without the tags' }
}
