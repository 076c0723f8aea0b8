declare module 'virtual:client-files' {
  /** The style sheets that pages inline, minified: of any page, of an article, of a list. */
  export const styles: string
  export const articleStyles: string
  export const listStyles: string
  /** The script that restores the reader's settings before the first paint. */
  export const boot: string
  /** Paths of what pages fetch, without the base path. */
  export const lateStyles: string
  export const componentStyles: string
  export const readerScript: string
  export const offlineListScript: string
  export const searchScript: string
  export const passagesScript: string
  export const nearWordsScript: string
}

interface ImportMetaEnv {
  /** Whether the host builds a preview, which must say `noindex`; from `isPreview` in `src/hosts/address.ts`. */
  readonly PREVIEW: boolean
}
