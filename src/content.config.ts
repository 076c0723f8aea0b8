import { defineCollection } from 'astro:content'
import type { ImageMetadata } from 'astro'
import { z } from 'astro/zod'
import { articleLoader } from './articles/loader.ts'

/** What Astro's store holds of an article; the rest is in `store.ts`. */
interface StoredArticle {
  /** The files of its pictures, in the order in which they stand in its blocks. */
  pictures: ImageMetadata[]
}

const articles = defineCollection({
  loader: articleLoader(),
  // The loader has validated each article; here Astro only learns which texts are the names of pictures.
  schema: ({ image }) => z.object({ pictures: z.array(image()) }) as unknown as z.ZodType<StoredArticle>,
})

export const collections = { articles }
