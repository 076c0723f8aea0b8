import type { APIRoute } from 'astro'
import { type Article, publishedArticles } from '../../../articles/articles.ts'
import { cacheKey } from '../../../articles/cache-key.ts'
import { type Volume, volumesOf } from '../../../articles/lists.ts'
import { indexOf, partsOf } from '../../../search/volumes.ts'

interface Props extends Record<string, unknown> {
  volume: Volume<Article>
  /** Which part of the volume's index; absent for the list of its articles. */
  part?: number
}

/** The index, in files of which a search fetches those that its words stand in; none where there is no search. */
export async function getStaticPaths() {
  const articles = await publishedArticles()
  if (articles.length < 2) return []
  return volumesOf(articles).flatMap((volume) => {
    const key = cacheKey(
      [],
      volume.articles.map(({ digest }) => digest),
    )
    const ids = { file: 'bai', props: { volume } as Props }
    const parts = Array.from({ length: partsOf(volume) }, (_, part) => ({
      file: String(part),
      props: { volume, part } as Props,
    }))
    return [ids, ...parts].map(({ file, props }) => ({
      params: { volume: volume.name, file },
      props,
      cacheKey: key,
    }))
  })
}

export const GET: APIRoute<Props> = async ({ props: { volume, part } }) => {
  const contents = part === undefined ? volume.articles.map(({ id }) => id).reverse() : (await indexOf(volume))[part]
  return new Response(JSON.stringify(contents), { headers: { 'Content-Type': 'application/json; charset=utf-8' } })
}
