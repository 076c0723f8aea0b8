import type { APIRoute } from 'astro'
import { type Article, publishedArticles } from '../../../articles/articles.ts'
import { cacheKey } from '../../../articles/cache-key.ts'
import { type Volume, volumesOf } from '../../../articles/lists.ts'
import { knownWords } from '../../../search/index-parts.ts'
import { indexOf, partsOf } from '../../../search/volumes.ts'

interface Props extends Record<string, unknown> {
  volume: Volume<Article>
  /** Which part of the volume's index; `ids` are its articles, `words` what it knows. */
  part: number | 'ids' | 'words'
}

/** The index, in files of which a search fetches those that its words stand in; none where there is no search. */
export async function getStaticPaths() {
  const articles = await publishedArticles()
  if (articles.length < 2) return []
  return volumesOf(articles).flatMap((volume) => {
    const key = cacheKey(volume.articles.map(({ digest }) => digest))
    const parts: [file: string, part: Props['part']][] = [
      ['bai', 'ids'],
      ['tu', 'words'],
      ...Array.from({ length: partsOf(volume) }, (_, part): [string, number] => [`${part}`, part]),
    ]
    return parts.map(([file, part]) => ({
      params: { volume: volume.name, file },
      props: { volume, part } satisfies Props,
      cacheKey: key,
    }))
  })
}

export const GET: APIRoute<Props> = async ({ props }) =>
  new Response(JSON.stringify(await contentsOf(props)), {
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  })

async function contentsOf({ volume, part }: Props): Promise<unknown> {
  if (part === 'ids') return volume.articles.map(({ id }) => id).reverse()
  const index = await indexOf(volume)
  return part === 'words' ? knownWords(index) : index[part]
}
