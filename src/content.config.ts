import { defineCollection } from 'astro:content'
import { articleLoader } from './articles/loader.ts'
import { articleSchema } from './articles/schema.ts'

const articles = defineCollection({ loader: articleLoader(), schema: articleSchema })

export const collections = { articles }
