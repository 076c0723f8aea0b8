import type { APIRoute } from 'astro'
import { type Article, ownerPages, publishedArticles } from '../articles/articles.ts'
import { cacheKey } from '../articles/cache-key.ts'
import { listsOf, volumesOf, yearsOf } from '../articles/lists.ts'
import { absolute } from '../metadata/addresses.ts'
import { articleSitemap, pageSitemap } from '../metadata/sitemaps.ts'
import { type ListKind, listKinds, listPath, pathOfPageFile, paths } from '../routes.ts'

interface Props extends Record<string, unknown> {
  articles?: Article[]
}

export async function getStaticPaths() {
  const volumes = volumesOf(await publishedArticles()).map(({ name, articles }) => ({
    params: { name },
    props: { articles } as Props,
    cacheKey: cacheKey(
      [],
      articles.map(({ digest }) => digest),
    ),
  }))
  return [{ params: { name: 'trang' }, props: {} as Props }, ...volumes]
}

export const GET: APIRoute<Props> = async ({ props: { articles } }) =>
  new Response(articles ? await articleSitemap(articles) : pageSitemap(await pages()), {
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
  })

/** Every page that search engines may list and that is no article: a page says `noindex` in its head. */
async function pages(): Promise<string[]> {
  const sources = import.meta.glob<string>('./**/*.astro', { query: '?raw', import: 'default', eager: true })
  const files = Object.entries(sources).flatMap(([file, source]) =>
    /\bnoindex\b/.test(source) ? [] : (pathOfPageFile(file.slice('./'.length)) ?? []),
  )
  const articles = await publishedArticles()
  const lists = (Object.keys(listKinds) as ListKind[]).flatMap((kind) =>
    listsOf(kind, articles).map(({ name }) => listPath(kind, name)),
  )
  const owned = (await ownerPages()).map(({ id }) => paths.page(id))
  return [...files.sort(), ...owned, ...[...yearsOf(articles).keys()].map(paths.year), ...lists].map(absolute)
}
