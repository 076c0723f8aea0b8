import type { Article } from '../articles/articles.ts'
import { site } from '../site.ts'
import { localTime, shortDate } from '../vietnamese/date.ts'
import { permalink } from './addresses.ts'

/*
 * Citation formats, written by hand in UTF-8: the libraries for them split Vietnamese names, which are family name
 * first and one literal, and turn Vietnamese letters into TeX.
 */

const key = (article: Article) => article.id.replace('/', '-')
const container = (article: Article) => article.source?.name ?? site.name

function day(article: Article): [year: number, month: number, day: number] {
  const { year, month, day } = localTime(article.date)
  return [year, month, day]
}

const isoDay = (article: Article, separator: string) =>
  day(article)
    .map((part) => String(part).padStart(2, '0'))
    .join(separator)

/** BibTeX for biber and BibTeX: names in double braces, so that they stay one. */
export function bibtex(article: Article): string {
  const fields = {
    author: article.author.map((name) => `{${braced(name)}}`).join(' and '),
    title: `{${braced(article.title)}}`,
    journal: braced(container(article)),
    year: String(day(article)[0]),
    date: isoDay(article, '-'),
    url: permalink(article),
    langid: 'vietnamese',
  }
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`)
  return `@article{${key(article)},\n${lines.join('\n')}\n}\n`
}

const braced = (text: string) => text.replace(/[\\{}%#$&_~^]/g, (sign) => (/[%#$&_{}]/.test(sign) ? `\\${sign}` : ' '))

/** RIS, type NEWS. @see https://en.wikipedia.org/wiki/RIS_(file_format) */
export function ris(article: Article): string {
  const lines = [
    ['TY', 'NEWS'],
    ...article.author.map((name) => ['AU', name]),
    ['TI', article.title],
    ['T2', container(article)],
    ['PY', String(day(article)[0])],
    ['DA', isoDay(article, '/')],
    ['AB', article.description],
    ['LA', site.language],
    ['UR', permalink(article)],
    ['ER', ''],
  ]
  return lines.map(([tag, value]) => `${tag}  - ${value}\r\n`).join('')
}

/** CSL-JSON. @see https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types */
export function cslJson(article: Article): string {
  const item = {
    id: key(article),
    type: 'article-newspaper',
    title: article.title,
    author: article.author.map((literal) => ({ literal })),
    'container-title': container(article),
    issued: { 'date-parts': [day(article)] },
    abstract: article.description,
    language: site.language,
    URL: permalink(article),
  }
  return `${JSON.stringify([item], null, 2)}\n`
}

/** One line to paste below a text: author, title, where and when, address. */
export function formattedCitation(article: Article): string {
  return `${article.author.join(', ')}, “${article.title}”, ${container(article)}, ${shortDate(article.date)}, ${permalink(article)}`
}
