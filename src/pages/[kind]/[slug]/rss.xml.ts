import type { APIRoute } from 'astro'
import { type Article, publishedArticles } from '../../../articles/articles.ts'
import { cacheKey } from '../../../articles/cache-key.ts'
import { listFeedSize, listsOf } from '../../../articles/lists.ts'
import { rssFeed } from '../../../metadata/feeds.ts'
import { allListKinds, type ListKind, listPath, paths } from '../../../routes.ts'
import { site } from '../../../site.ts'
import { strings } from '../../../strings.ts'

interface Props extends Record<string, unknown> {
  kind: ListKind
  name: string
  articles: Article[]
}

/** A feed of full texts for each author, tag and section; shorter than the site's own. */
export async function getStaticPaths() {
  const all = await publishedArticles()
  return allListKinds.flatMap((kind) =>
    listsOf(kind, all).map(({ name, slug, articles }) => {
      const newest = articles.slice(0, listFeedSize)
      return {
        params: { kind, slug },
        props: { kind, name, articles: newest } satisfies Props,
        cacheKey: cacheKey(
          name,
          newest.map(({ digest }) => digest),
        ),
      }
    }),
  )
}

export const GET: APIRoute<Props> = async ({ props: { kind, name, articles } }) => {
  const path = listPath(kind, name)
  const title = `${strings.list[kind](name)} – ${site.name}`
  return new Response(await rssFeed(articles, { title, path, feed: paths.feedOf(path) }), {
    headers: { 'Content-Type': 'application/rss+xml; charset=utf-8' },
  })
}
