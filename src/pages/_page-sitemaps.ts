import { ownerPages, publishedArticles } from '../articles/articles.ts'
import { listsOf, partSitemap, yearsOf } from '../articles/lists.ts'
import { absolute } from '../metadata/addresses.ts'
import { allListKinds, listPath, pathOfPageFile, paths } from '../routes.ts'

/** The sitemaps of the pages that are no articles, by their names. */
export const pageSitemaps = async () => partSitemap('trang', await pages())

/** Every page that search engines may list and that is no article: a page says `noindex` in its head. */
async function pages(): Promise<string[]> {
  const sources = import.meta.glob<string>('./**/*.{astro,md,mdx}', { query: '?raw', import: 'default', eager: true })
  const files = Object.entries(sources).flatMap(([file, source]) =>
    saysNoindex(source) ? [] : (pathOfPageFile(file.slice('./'.length)) ?? []),
  )
  const articles = await publishedArticles()
  const lists = allListKinds.flatMap((kind) => listsOf(kind, articles).map(({ name }) => listPath(kind, name)))
  const owned = (await ownerPages()).map(({ id }) => paths.page(id))
  const all = [...files.sort(), ...owned, ...[...yearsOf(articles).keys()].map(paths.year), ...lists]
  return [...new Set(all)].map((path) => absolute(encodeURI(path)))
}

/** Whether a page's source says `noindex` in its head or its frontmatter, and not in a comment alone. */
function saysNoindex(source: string): boolean {
  const code = source.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?<![:"'])\/\/.*/g, '')
  return /\bnoindex\s*(?::\s*true\b|[,}])/.test(code)
}
