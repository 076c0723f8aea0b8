import { type Article, articleText } from '../articles/articles.ts'
import { strings } from '../strings.ts'
import { permalink, videoUrl } from './addresses.ts'
import { publishPicture } from './pictures.ts'
import { escapeXml } from './xml.ts'

/** A tag, whose attributes may hold its signs; in the words between, the same letters are words. */
const tags = /<[a-z](?:[^<>"]|"[^"]*")*>/g

/** What only the site's own pages read. */
const own = / (?:id|class|tabindex|role|data-[\w-]+)="[^"]*"/g

/**
 * An article's text as HTML that stands alone: absolute pictures with their sizes, no ids and classes.
 * What feed readers and embeds show.
 */
export async function fullText(article: Article): Promise<string> {
  const { blocks } = await articleText(article)
  const parts = blocks.map(async (block) => {
    if (typeof block === 'string') return absoluteLinks(block, article).replace(tags, (tag) => tag.replace(own, ''))
    const { url, width, height, alt } = await publishPicture(block)
    const image = `<img src="${url}" width="${width}" height="${height}" alt="${escapeXml(alt)}">`
    if (!block.video) return image
    const video = escapeXml(videoUrl(article, block.video.src))
    return `<a href="${video}">${image}</a> <a href="${video}">${strings.watch}</a>`
  })
  return (await Promise.all(parts)).join('').replace(/<\/?span>/g, '')
}

/** Where a feed is read, a path leads nowhere. */
function absoluteLinks(html: string, article: Article): string {
  return html.replace(/(?<=<a href=")[^"]*/g, (address) =>
    /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(address) ? address : new URL(address, permalink(article)).href,
  )
}
