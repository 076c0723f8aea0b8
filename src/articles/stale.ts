import { type Article, type ArticleProps, publishedArticles } from './articles.ts'
import { paths } from './permalink.ts'
import { taken } from './store.ts'

/** The paths of the units that this build must make; in the dev server all are made as they are asked for. */
export const stalePaths = (): ReadonlySet<string> => taken().plan.stale

/** The articles whose folders this build must make. */
export async function staleArticles(): Promise<Article[]> {
  const stale = stalePaths()
  return (await publishedArticles()).filter(({ id }) => stale.has(paths.article(id)))
}

/** The pages of those articles, for `getStaticPaths`. */
export async function articlePaths() {
  return (await staleArticles()).map((article) => {
    const [year, slug] = article.id.split('/')
    return { params: { year, slug }, props: { article } satisfies ArticleProps }
  })
}
