/* Held by `astro check`: an entry of a collection has the fields of its schema, and no others. */
import { type CollectionEntry, getCollection } from 'astro:content'

export const titles = async (): Promise<string[]> => (await getCollection('articles')).map((entry) => entry.data.title)

export const photoOf = ({ data }: CollectionEntry<'articles'>): string | undefined => data.photo?.src

export const footer = async (): Promise<string[]> => (await getCollection('pages')).map(({ data }) => data.title)

export const roles = async (): Promise<(string | undefined)[]> =>
  (await getCollection('authors')).map(({ data }) => data.role)

// @ts-expect-error a misspelt field is no field
export const misspelt = ({ data }: CollectionEntry<'articles'>) => data.tilte
