/*
 * Makes a file for reference managers out of what the page says of itself in JSON-LD. Fetched when somebody asks for
 * one; without it the citation stands there as a line of text.
 */

import { copyCitation } from '../strings.ts'
import type { Page } from './page.ts'

/** What the page's JSON-LD says that a citation needs. */
export interface CitedArticle {
  headline: string
  description: string
  url: string
  inLanguage: string
  /** ISO 8601 with offset. */
  datePublished: string
  author: { name: string }[]
  publisher: { name: string }
  /** Where it was published first. */
  isBasedOn?: { publisher: { name: string } }
}

const newspaper = ({ isBasedOn, publisher }: CitedArticle) => (isBasedOn?.publisher ?? publisher).name
/** The day in Viet Nam, as the page has it. */
const day = ({ datePublished }: CitedArticle) =>
  new Date(Date.parse(datePublished) + 7 * 3_600_000).toISOString().slice(0, 10)
/** `/2018/ten-bai/` → `2018-ten-bai` */
const key = ({ url }: CitedArticle) => url.split('/').slice(-3, -1).join('-')

/** What TeX reads as its own signs; those that no reader misses become spaces. */
const braced = (text: string) => text.replace(/[\\~^]/g, ' ').replace(/[%#$&_{}]/g, (sign) => `\\${sign}`)

/** BibTeX for biber and BibTeX: names in double braces, so that they stay one; UTF-8, so that letters stay theirs. */
function bibtex(article: CitedArticle): string {
  const fields = {
    author: article.author.map(({ name }) => `{${braced(name)}}`).join(' and '),
    title: `{${braced(article.headline)}}`,
    journal: braced(newspaper(article)),
    year: day(article).slice(0, 4),
    date: day(article),
    url: article.url,
    langid: 'vietnamese',
  }
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`)
  return `@article{${key(article)},\n${lines.join('\n')}\n}\n`
}

/** RIS, type NEWS. @see https://en.wikipedia.org/wiki/RIS_(file_format) */
function ris(article: CitedArticle): string {
  const lines = [
    ['TY', 'NEWS'],
    ...article.author.map(({ name }) => ['AU', name]),
    ['TI', article.headline],
    ['T2', newspaper(article)],
    ['PY', day(article).slice(0, 4)],
    ['DA', day(article).replace(/-/g, '/')],
    ['AB', article.description],
    ['LA', article.inLanguage],
    ['UR', article.url],
    ['ER', ''],
  ]
  return lines.map(([tag, value]) => `${tag}  - ${value}\r\n`).join('')
}

/** CSL-JSON. @see https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types */
function cslJson(article: CitedArticle): string {
  const item = {
    id: key(article),
    type: 'article-newspaper',
    title: article.headline,
    author: article.author.map(({ name }) => ({ literal: name })),
    'container-title': newspaper(article),
    issued: { 'date-parts': [day(article).split('-').map(Number)] },
    abstract: article.description,
    language: article.inLanguage,
    URL: article.url,
  }
  return `${JSON.stringify([item], null, 2)}\n`
}

/** The formats, and how their files end. Written by hand: libraries split Vietnamese names and turn letters into TeX. */
export const formats = {
  BibTeX: { ending: 'bib', write: bibtex },
  RIS: { ending: 'ris', write: ris },
  'CSL-JSON': { ending: 'json', write: cslJson },
} as const

/** Offers the citation as a line to copy and as a file, the first time that its section is opened. */
export function offerCitations({ button, copyText, make }: Page, section: HTMLElement): void {
  const list = section.querySelector<HTMLElement>('.links')
  if (!list?.hidden) return
  const line = section.querySelector('.citation')?.textContent ?? ''
  const names = Object.keys(formats) as (keyof typeof formats)[]
  const controls = [
    button(copyCitation, () => copyText(line)),
    ...names.map((format) => button(format, () => download(format))),
  ]
  list.append(...controls.map((control) => make('li', {}, control)))
  list.hidden = false
}

/** Hands the page's article to the reader as a file in one of the formats. */
function download(format: keyof typeof formats): void {
  const { ending, write } = formats[format]
  const article: CitedArticle = JSON.parse(`${document.querySelector('[type="application/ld+json"]')?.textContent}`)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([write(article)], { type: 'text/plain' }))
  link.download = `${key(article)}.${ending}`
  link.click()
  // The download has begun by then; the browser keeps what it needs.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
