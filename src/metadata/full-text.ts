import type { Article } from '../article/articles.ts'
import { strings } from '../strings.ts'
import { videoUrl } from './addresses.ts'
import { publishPicture } from './pictures.ts'

/**
 * An article's text as HTML that stands alone: absolute pictures with their sizes, no ids and classes.
 * What feed readers and embeds show.
 */
export async function fullText(article: Article): Promise<string> {
  const parts = article.blocks.map(async (block) => {
    if (typeof block === 'string') return block.replace(/ (?:id|class|tabindex|role|data-[\w-]+)="[^"]*"/g, '')
    const { url, width, height, alt } = await publishPicture(block)
    const image = `<img src="${url}" width="${width}" height="${height}" alt="${attribute(alt)}">`
    if (!block.video) return image
    const video = attribute(videoUrl(article, block.video.src))
    return `<a href="${video}">${image}</a> <a href="${video}">${strings.watch}</a>`
  })
  return (await Promise.all(parts)).join('').replace(/<\/?span>/g, '')
}

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
