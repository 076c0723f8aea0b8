import { defineCollection } from 'astro:content'
import { articleLoader, authorLoader, pageLoader } from './articles/loader.ts'
import { articleSchema, authorEntrySchema, pageEntrySchema } from './articles/schema.ts'

const articles = defineCollection({ loader: articleLoader(), schema: articleSchema })
const pages = defineCollection({ loader: pageLoader(), schema: pageEntrySchema })
const authors = defineCollection({ loader: authorLoader(), schema: authorEntrySchema })

export const collections = { articles, pages, authors }
