import { readFile } from 'node:fs/promises'
import type { APIRoute } from 'astro'
import type { ArticleProps } from '../../../articles/articles.ts'
import { articlePaths } from '../../../articles/stale.ts'
import { kindOf } from '../../../hosts/media-types.ts'
import { companionsOf } from '../../../metadata/companions.ts'

/** In the dev server a route for each file beside an article; a build takes them in packs (`src/build/packs.ts`). */
export async function getStaticPaths() {
  if (import.meta.env.PROD) return []
  const paths = (await articlePaths()).map(async ({ params, props }) =>
    [...(await companionsOf(props.article)).keys()].map((companion) => ({ params: { ...params, companion }, props })),
  )
  return (await Promise.all(paths)).flat()
}

export const GET: APIRoute<ArticleProps> = async ({ params: { companion = '' }, props: { article } }) => {
  const made = await (await companionsOf(article)).get(companion)?.()
  if (made === undefined) return new Response(null, { status: 404 })
  const body = typeof made === 'string' ? made : new Uint8Array(await readFile(made.file))
  return new Response(body, { headers: { 'Content-Type': kindOf(companion)?.type ?? '' } })
}
