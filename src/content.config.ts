import { defineCollection } from 'astro:content'
import type { ImageMetadata } from 'astro'
import { z } from 'astro/zod'
import { articleLoader } from './article/loader.ts'
import type { ReadArticle } from './article/read.ts'
import type { PlacedPicture } from './article/text.ts'

/** An article in Astro's store: as it was read, with its pictures resolved. */
type StoredArticle = Omit<ReadArticle, 'blocks'> & {
  blocks: (string | (Omit<PlacedPicture, 'src'> & { src: ImageMetadata }))[]
}

const articles = defineCollection({
  loader: articleLoader(),
  // The loader has validated each article; here Astro only learns which texts are the names of pictures.
  schema: ({ image }) =>
    z.looseObject({
      blocks: z.array(z.union([z.string(), z.looseObject({ src: image() })])),
    }) as unknown as z.ZodType<StoredArticle>,
})

export const collections = { articles }
