import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { parseHTML } from 'linkedom'

/** The page of the newspaper's long article, as a path of the site and as a file of `dist/`. */
export const longArticle = '/2018/bai-dai/'
export const longArticleFile = `${longArticle.slice(1)}index.html`

/** Every file below a folder, as sorted paths with forward slashes. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

/** The pages of a build, as paths. */
export async function listPages(dist: string): Promise<string[]> {
  return (await listFiles(dist)).filter((file) => file.endsWith('.html'))
}

/** A page of a build as a document. */
export async function readPage(dist: string, file: string): Promise<Document> {
  return parseHTML(await readFile(join(dist, file), 'utf8')).document as unknown as Document
}

/** What a reader sees of an element: its text with its white space folded. */
export function textOf(element: Element | null): string {
  return (element?.textContent ?? '').replace(/[\t\n\r ]+/g, ' ').trim()
}

/**
 * Words of a page's interface that run together: Astro drops the white space between elements on lines of their own,
 * which readers without styles, and screen readers, would miss.
 */
export function runTogether(page: Document): string[] {
  const inline = 'a, button, em, small, span, strong, time'
  return [...page.querySelectorAll(`:is(${inline}) + :is(${inline})`)].flatMap((element) => {
    const before = element.previousElementSibling
    const isApart = element.closest('.text, .wordmark') || element.previousSibling !== before
    return isApart ? [] : `${before?.outerHTML}${element.outerHTML}`
  })
}
