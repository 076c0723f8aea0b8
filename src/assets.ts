import * as files from 'virtual:client-files'
import { contentSecurityPolicy, counterOrigin } from './metadata/policy.ts'
import { sitePath } from './routes.ts'

/** What a page inlines: all that its first view may need, or what an article's does, or a list's. */
export const styles = { any: files.styles, article: files.articleStyles, list: files.listStyles } as const

/** What a page is, by what its first view needs. */
export type PageKind = keyof typeof styles

/** The script that every page inlines, before the first paint. */
export const { boot } = files

/**
 * What a browser may fetch before it is opened, once the reader points at it: pages of this site, which end in a slash.
 * `src/reader/tools.ts` takes it away where the reader saves data.
 *
 * @see https://html.spec.whatwg.org/multipage/speculative-loading.html
 */
export const speculationRules = JSON.stringify({
  prefetch: [{ where: { href_matches: `${sitePath('/', import.meta.env.BASE_URL)}{*/}?` }, eagerness: 'moderate' }],
})

const at = (path: string) => sitePath(`/${path}`, import.meta.env.BASE_URL)

/** Where the style sheet is that is fetched after the text. */
export const lateStyles = at(files.lateStyles)

/** Where the style sheet is that only articles with components fetch, before the first of them. */
export const componentStyles = at(files.componentStyles)

/** Where the script is that is fetched after the text. */
export const readerScript = at(files.readerScript)

/** Where the script is that lists, on the offline page, what is on the device. */
export const offlineListScript = at(files.offlineListScript)

/** Where the script is that searches, on the page for it. */
export const searchScript = at(files.searchScript)

/** Where the modules are that it imports: what reads the texts that were found, and what knows words near to others. */
export const [passagesScript, nearWordsScript] = [at(files.passagesScript), at(files.nearWordsScript)]

/** The policy for pages, for hosts that send no headers. */
export const policy = contentSecurityPolicy({
  styles: Object.values(styles),
  scripts: [boot, speculationRules],
  counter: counterOrigin,
})
