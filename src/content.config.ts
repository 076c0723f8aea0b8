import { defineCollection } from 'astro:content'
import type { ImageMetadata } from 'astro'
import { z } from 'astro/zod'
import { articleLoader } from './article/loader.ts'

/** An article in Astro's store. One string costs the store a tenth of what an object of many values does. */
interface StoredArticle {
  /** The article as it was read, in JSON. */
  article: string
  /** The files of its pictures, in the order in which they stand in its blocks. */
  pictures: ImageMetadata[]
}

const articles = defineCollection({
  loader: articleLoader(),
  // The loader has validated each article; here Astro only learns which texts are the names of pictures.
  schema: ({ image }) =>
    z.object({ article: z.string(), pictures: z.array(image()) }) as unknown as z.ZodType<StoredArticle>,
})

export const collections = { articles }
