declare module '@citation-js/core' {
  /** Only what the tests read. */
  export class Cite {
    constructor(data: string)
    data: { title?: string; author?: unknown; URL?: string }[]
  }
}
declare module '@citation-js/plugin-bibtex'
