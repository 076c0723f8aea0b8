import type { Article } from '../articles/articles.ts'
import type { ArticlePicture } from '../articles/read.ts'
import { derive } from '../images/derivatives.ts'
import { absolute } from './addresses.ts'

/** A picture's derivative as machines are told of it. */
export interface PublishedPicture {
  /** Absolute. */
  url: string
  type: 'image/jpeg' | 'image/png'
  width: number
  height: number
  alt: string
}

type Picture = Pick<ArticlePicture, 'file' | 'width' | 'height' | 'hash' | 'alt'>

/** Shapes that Google asks article pictures in, as width to height; most photos are themselves near 4 to 3. */
const ratios = [1, 16 / 9]

/** Search engines take no picture that is narrower. */
const searchWidth = 1200

/** One JPEG of a picture for feeds, Markdown and previews, at most 1440 px wide: the very file that the page offers. */
export async function publishPicture(picture: Picture): Promise<PublishedPicture> {
  const width = Math.min(1440, picture.width)
  const url = absolute(await derive(picture, { format: 'jpeg', width }))
  return {
    url,
    type: 'image/jpeg',
    width,
    height: Math.round((width * picture.height) / picture.width),
    alt: picture.alt,
  }
}

/**
 * An article's picture in several shapes for search engines.
 *
 * @returns none where there is no picture, or the original is too small to be cut to them
 * @see https://developers.google.com/search/docs/appearance/structured-data/article
 */
export async function searchPictures({ picture }: Article): Promise<PublishedPicture[]> {
  if (!picture) return []
  const shapes = ratios.map((ratio) => ({ width: searchWidth, height: Math.round(searchWidth / ratio) }))
  if (!shapes.every(({ width, height }) => picture.width >= width && picture.height >= height)) return []
  const cut = shapes.map(async (shape): Promise<PublishedPicture> => {
    const url = absolute(await derive(picture, { format: 'jpeg', ...shape }))
    return { url, type: 'image/jpeg', ...shape, alt: picture.alt }
  })
  return [await publishPicture(picture), ...(await Promise.all(cut))]
}
