import type { APIRoute } from 'astro'
import { type ArticleProps, articlePaths } from '../../../article/articles.ts'
import { type CardShape, cardContent, cardHash, cardShapes, drawCard } from '../../../metadata/share-card.ts'

interface Props extends ArticleProps {
  shape: CardShape
}

export async function getStaticPaths() {
  const shapes = Object.keys(cardShapes) as CardShape[]
  const articles = await articlePaths()
  const cards = articles.flatMap(({ params, props }) =>
    shapes.map(async (shape) => {
      const card = `${shape}-${await cardHash(cardContent(props.article), shape)}`
      return { params: { ...params, card }, props: { ...props, shape } }
    }),
  )
  return Promise.all(cards)
}

export const GET: APIRoute<Props> = async ({ props: { article, shape } }) => {
  const { bytes } = await drawCard(cardContent(article), shape)
  return new Response(new Uint8Array(bytes), { headers: { 'Content-Type': 'image/jpeg' } })
}
