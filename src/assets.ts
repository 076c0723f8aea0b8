import * as files from 'virtual:client-files'
import headline from './fonts/headline.woff2?url'
import italic from './fonts/italic.woff2?url'
import text from './fonts/text.woff2?url'
import { contentSecurityPolicy, counterOrigin } from './metadata/policy.ts'
import { sitePath } from './routes.ts'

const fonts: Record<string, string> = { headline, italic, text }

/** The one style sheet that every page inlines. */
export const styles = files.styles.replace(
  /(["'(])fonts\/(\w+)\.woff2/g,
  (_, before, name) => `${before}${fonts[name]}`,
)

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
export const policy = contentSecurityPolicy({ styles, scripts: [boot, speculationRules], counter: counterOrigin })
