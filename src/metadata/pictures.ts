import { getImage } from 'astro:assets'
import type { Article, ArticlePicture } from '../articles/articles.ts'
import { measures } from '../images/measures.ts'
import { absolute } from './addresses.ts'

/** A picture's derivative as machines are told of it. */
export interface PublishedPicture {
  /** Absolute. */
  url: string
  width: number
  height: number
  alt: string
}

/** The shapes that Google asks article pictures in, as width to height. */
const ratios = [1, 4 / 3, 16 / 9]

/** Search engines take no picture that is narrower. */
const searchWidth = 1200

/** An article's lead picture: its photo, or the first in its text. */
export function leadPicture(article: Article): ArticlePicture | undefined {
  const pictures = article.blocks.filter((block) => typeof block !== 'string')
  return pictures.find(({ lead }) => lead) ?? pictures[0]
}

/** The address of an article's lead picture as a JPEG; undefined where it has none. */
export async function leadUrl(article: Article): Promise<string | undefined> {
  if (article.leadUrl) return article.leadUrl
  const lead = leadPicture(article)
  return lead && (await publishPicture(lead)).url
}

/** One JPEG of a picture for feeds, Markdown and previews, at most 1440 px wide. */
export async function publishPicture(picture: ArticlePicture, width = 1440): Promise<PublishedPicture> {
  const { width: full, height } = measures(picture.src)
  const wanted = Math.min(width, full)
  // No `fit`: the very derivative that the page shows.
  return derive(picture, { width: wanted, height: Math.round((wanted * height) / full) })
}

/**
 * A picture in three shapes for search engines.
 *
 * @returns none where the original is too small to be cut to them
 * @see https://developers.google.com/search/docs/appearance/structured-data/article
 */
export async function searchPictures(picture: ArticlePicture): Promise<PublishedPicture[]> {
  const { width, height } = measures(picture.src)
  const fits = ratios.every((ratio) => width >= searchWidth && height >= Math.round(searchWidth / ratio))
  if (!fits) return []
  return Promise.all(
    ratios.map((ratio) =>
      derive(picture, { width: searchWidth, height: Math.round(searchWidth / ratio), fit: 'cover' }),
    ),
  )
}

async function derive(
  picture: ArticlePicture,
  size: { width: number; height: number; fit?: 'cover' },
): Promise<PublishedPicture> {
  const { src, alt, credit, license, licenseUrl } = picture
  const image = await getImage({ src, ...size, format: 'jpeg', credit, license, licenseUrl })
  const base = import.meta.env.BASE_URL.replace(/\/$/, '')
  return { url: absolute(image.src.slice(base.length)), width: size.width, height: size.height, alt }
}
