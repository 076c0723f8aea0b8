declare module 'virtual:inline' {
  /** The style sheet that pages inline, minified; its fonts are named `fonts/<file>`. */
  export const first: string
  /** The script that restores the reader's settings before the first paint. */
  export const boot: string
  /** Path of the style sheet that is fetched after the text, without the base path. */
  export const latePath: string
  /** Path of the style sheet that only articles with components fetch, without the base path. */
  export const componentsPath: string
  /** Path of the script that is fetched after the text, without the base path. */
  export const readerPath: string
  /** Path of the script that only the offline page fetches, without the base path. */
  export const offlineListPath: string
  /** Path of the script that only the search page fetches, without the base path. */
  export const searchPath: string
}

interface ImportMetaEnv {
  /** Whether the host builds a preview, which must say `noindex`; from `isPreview` in `src/hosts/address.ts`. */
  readonly PREVIEW: boolean
}
