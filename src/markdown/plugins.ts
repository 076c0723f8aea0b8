import remarkGfm from 'remark-gfm'
import type { Options as RemarkRehypeOptions } from 'remark-rehype'
import type { PluggableList } from 'unified'
import { strings } from '../strings.ts'
import { rehypeComponents } from './components.ts'
import { rehypeFigures, rehypeLeadPhoto } from './figure.ts'
import { rehypeGlue } from './glue.ts'
import { rehypeHeadings } from './headings.ts'
import { rehypeInlineHtml } from './inline-html.ts'
import { rehypeParagraphIds } from './paragraph-ids.ts'
import { rehypeListItems } from './paragraphs.ts'
import { rehypeQuotations } from './quotations.ts'
import { rehypeTables, rehypeTaskLists } from './tables.ts'

/*
 * How Markdown becomes HTML, said once: for articles that are rendered as they are loaded,
 * and for `.md` and `.mdx` that Astro compiles.
 */

/** GitHub Flavored Markdown; two tildes strike, because one stands for "about" in Vietnamese ("~50 người"). */
export const remarkPlugins: PluggableList = [[remarkGfm, { singleTilde: false }]]

export const rehypePlugins: PluggableList = [
  rehypeInlineHtml,
  rehypeComponents,
  rehypeListItems,
  rehypeFigures,
  rehypeLeadPhoto,
  rehypeQuotations,
  rehypeHeadings,
  rehypeTables,
  rehypeTaskLists,
  rehypeGlue,
  rehypeParagraphIds,
]

export const remarkRehypeOptions: RemarkRehypeOptions = {
  footnoteLabel: strings.footnotes,
  footnoteLabelProperties: {},
  footnoteBackLabel: strings.backToText,
  clobberPrefix: 'chu-thich-',
}
