import { boot, componentsPath, first, latePath, offlineListPath, readerPath, searchPath } from 'virtual:inline'
import { sitePath } from './articles/permalink.ts'
import headline from './fonts/headline.woff2?url'
import italic from './fonts/italic.woff2?url'
import text from './fonts/text.woff2?url'
import { contentSecurityPolicy } from './metadata/policy.ts'

const fonts: Record<string, string> = { headline, italic, text }

/** The one style sheet that every page inlines. */
export const styles = first.replace(/(["'(])fonts\/(\w+)\.woff2/g, (_, before, name) => `${before}${fonts[name]}`)

export { boot }

/** Where the style sheet is that is fetched after the text. */
export const lateStyles = sitePath(`/${latePath}`, import.meta.env.BASE_URL)

/** Where the style sheet is that only articles with components fetch, before the first of them. */
export const componentStyles = sitePath(`/${componentsPath}`, import.meta.env.BASE_URL)

/** Where the script is that is fetched after the text. */
export const readerScript = sitePath(`/${readerPath}`, import.meta.env.BASE_URL)

/** Where the script is that lists, on the offline page, what is on the device. */
export const offlineListScript = sitePath(`/${offlineListPath}`, import.meta.env.BASE_URL)

/** Where the script is that searches, on the page for it. */
export const searchScript = sitePath(`/${searchPath}`, import.meta.env.BASE_URL)

/** The faces that every article needs; italic is fetched by the browser where a text uses it. */
export const preloadedFonts = [text, headline]

/** The policy for pages, for hosts that send no headers. */
export const policy = contentSecurityPolicy({ styles, scripts: [boot] })
