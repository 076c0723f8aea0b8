import type { APIRoute } from 'astro'
import { type Article, publishedArticles } from '../../../articles/articles.ts'
import { type Grouping, groupings, groupsOf, listFeedSize } from '../../../articles/lists.ts'
import { stalePaths } from '../../../articles/stale.ts'
import { rssFeed } from '../../../metadata/feeds.ts'
import { site } from '../../../site.ts'
import { strings } from '../../../strings.ts'

interface Props extends Record<string, unknown> {
  group: Grouping
  name: string
  articles: Article[]
}

/** A feed of full texts for each author, tag and section; shorter than the site's own. */
export async function getStaticPaths() {
  const all = await publishedArticles()
  const stale = stalePaths()
  return (Object.keys(groupings) as Grouping[]).flatMap((group) =>
    groupsOf(group, all)
      .filter(({ name }) => stale.has(groupings[group].pathOf(name)))
      .map(({ name, slug, articles }) => ({
        params: { group, slug },
        props: { group, name, articles: articles.slice(0, listFeedSize) } satisfies Props,
      })),
  )
}

export const GET: APIRoute<Props> = async ({ props: { group, name, articles } }) => {
  const path = groupings[group].pathOf(name)
  const title = `${group === 'tac-gia' ? strings.byAuthor(name) : name} – ${site.name}`
  return new Response(await rssFeed(articles, { title, path, feed: `${path}rss.xml` }), {
    headers: { 'Content-Type': 'application/rss+xml; charset=utf-8' },
  })
}
