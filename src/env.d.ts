declare module 'virtual:inline' {
  /** The site's style sheet, minified; its fonts are named `fonts/<file>`. */
  export const styles: string
  /** The script that restores the reader's settings before the first paint. */
  export const boot: string
  /** The path of the script that is fetched after the text, without the base path. */
  export const readerScript: string
}
