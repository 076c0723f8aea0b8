/* Held by `astro check`: an entry of the collection has the fields of the schema, and no others. */
import { type CollectionEntry, getCollection } from 'astro:content'

export const titles = async (): Promise<string[]> => (await getCollection('articles')).map((entry) => entry.data.title)

export const photoOf = ({ data }: CollectionEntry<'articles'>): string | undefined => data.photo?.src

// @ts-expect-error a misspelt field is no field
export const misspelt = ({ data }: CollectionEntry<'articles'>) => data.tilte
