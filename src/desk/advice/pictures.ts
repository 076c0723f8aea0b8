import type { Image, Paragraph } from 'mdast'
import { visit } from 'unist-util-visit'
import { comparable } from '../../articles/read.ts'
import { splitCredit } from '../../vietnamese/credit.ts'
import type { Finding, Rule, Written } from './rule.ts'

/** An alt text that says what the caption says: who cannot see the picture hears it twice and learns nothing of it. */
export const altIsCaption: Rule = {
  name: 'alt-is-caption',
  find: (article) => {
    const tell = (from: number, to: number): Finding => ({
      from,
      to,
      wrong: 'the alt text is the caption again',
      write: 'what is seen on the picture, for somebody who does not see it',
    })
    const photo = article.matter.frontmatter?.photo
    const range = article.matter.rangeOf('photo', 'alt')
    const lead = photo && range && isSame(photo.alt, photo.caption) ? [tell(...range)] : []
    return [
      ...lead,
      ...imagesOf(article).flatMap(({ from, to, alt, caption }) => (isSame(alt, caption) ? [tell(from, to)] : [])),
    ]
  },
}

/** A picture beside the article that nothing shows: its line was forgotten, or its file. */
export const unusedPicture: Rule = {
  name: 'unused-picture',
  find: ({ pictures, text, matter }) => {
    // Where the text could not be read, nobody knows what it shows.
    if (!text.source || !matter.frontmatter || text.problems.length > 0) return []
    const used = new Set(
      text.blocks.flatMap((block) => (typeof block === 'string' ? [] : [block.src.replace(/^\.\//, '')])),
    )
    return pictures
      .filter((name) => !used.has(name))
      .map((name) => ({
        from: 0,
        to: 0,
        wrong: `nothing shows "${name}"`,
        write: `![what is seen on it](${name}), or take the file away`,
      }))
  },
}

const isSame = (alt: string, caption: string | undefined) =>
  alt.trim() !== '' && comparable(alt).toLowerCase() === comparable(splitCredit(caption ?? '').caption).toLowerCase()

/** The pictures of the text with what is printed below them: their title, or the line under them. */
function imagesOf({ text }: Written): { from: number; to: number; alt: string; caption: string }[] {
  const images: ReturnType<typeof imagesOf> = []
  if (!text.source) return images
  visit(text.source, 'image', (image: Image, index, parent) => {
    const below = parent?.type === 'paragraph' ? wordsAfter(parent, index ?? 0) : ''
    const { start, end } = image.position ?? {}
    images.push({
      from: start?.offset ?? 0,
      to: end?.offset ?? 0,
      alt: image.alt ?? '',
      caption: below || (image.title ?? ''),
    })
  })
  return images
}

function wordsAfter(paragraph: Paragraph, index: number): string {
  let words = ''
  for (const node of paragraph.children.slice(index + 1)) {
    if (node.type === 'image') break
    visit(node, 'text', ({ value }) => {
      words += value
    })
  }
  return words.trim()
}
