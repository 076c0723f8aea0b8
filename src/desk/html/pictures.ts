import { readdir } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import sharp from 'sharp'
import { trimEnd } from '../../vietnamese/trim.ts'
import { partCredit } from '../credits.ts'
import { alignment, line, names, tag, textOf } from './dom.ts'

/** A picture as the page places it. */
export interface Picture {
  /** Addresses of its file, the best first. */
  addresses: string[]
  caption?: string
  credit?: string
}

const creditElements =
  '.PhotoCMS_Author,.photo-author,.img-author,.copyright,.source,.credit,.photo-credit,[class*=credit],[class*=nguon-anh],[itemprop=copyrightHolder]'
const captionElements =
  'figcaption,.PhotoCMS_Caption,.pCaption,.caption,.Caption,.wp-caption-text,.photo-caption,[class*=caption],[class*=Caption],[class*=chuthich],[class*=chu-thich],.desc_cation,.Image,td.pic + td,[data-placeholder]'

/** Elements that CMSs wrap around a picture and its caption. */
const wrapper =
  /(?:^|[\s_-])(?:image|img|photo|picture|figure|tplCaption|imgtable|wp-caption|expNoEdit|VCSortableInPreviewMode|slide|gallery|thumb|pic|ImageBox|PhotoCMS\w*|contentimg|imgcontent|table-img|img-wrap\w*|image-?wrapper|media)(?:$|[\s_-])/i

/** Whether an element is a picture's frame rather than a part of the text. */
export function framesPicture(element: Element): boolean {
  const name = tag(element)
  const images = pagePictures(element)
  if (images.length === 0) return false
  if (name === 'figure' || name === 'picture' || name === 'img') return true
  const own = textOf(element)
  if (own.length > 700) return false
  if (element.getAttribute('type') === 'Photo') return true
  const blocks = [...element.querySelectorAll('p,li,h2,h3')].filter((block) => textOf(block).length > 0)
  if (name === 'table') return blocks.length <= 2 * images.length && own.length <= 500 * images.length
  if (wrapper.test(names(element))) return blocks.length <= images.length + 1
  if (own === '') return name !== 'body'
  if (/^(?:div|center)$/.test(name)) {
    const captions = [...element.querySelectorAll(captionElements)].map(textOf).join('')
    return captions !== '' && line(captions).length >= own.length * 0.6
  }
  // A paragraph with the picture in it: its words are the caption where they look like one.
  return name === 'p' && own.length < 400 && looksLikeCaption(element, own)
}

/** Whether a block right after a picture is its caption. */
export function looksLikeCaption(element: Element, text = textOf(element)): boolean {
  if (text === '' || text.length > 500) return false
  if (/caption|chu-?thich|photo-desc|imgdesc|desc-img|img-desc|photocms/i.test(names(element))) return true
  if (/(?:^|\s)(?:image|img|anh)(?:$|\s)/i.test(names(element)) && tag(element) === 'p') return true
  if (text.length > 350) return false
  if (partCredit(text).credit !== undefined) return true
  return alignment(element) === 'center' || isWhollyIn(element, 'em,i')
}

/** Whether all of an element's text is within elements that a selector finds. */
export function isWhollyIn(element: Element, selector: string): boolean {
  const inside = [...element.querySelectorAll(selector)].filter((e) => !e.parentElement?.closest(selector))
  const text = inside.map(textOf).join('').replace(/\s/g, '')
  return text !== '' && text.length >= textOf(element).replace(/[\s.]/g, '').length
}

/** The pictures that a frame holds, with the caption and the credit that it names. */
export function picturesOf(frame: Element): Picture[] {
  const images = pagePictures(frame)
  const { caption, credit } = captionOf(frame)
  return images.map((image, i) => {
    const own = line(
      image.getAttribute('data-caption') ??
        image.closest('[data-caption]')?.getAttribute('data-caption') ??
        image.getAttribute('data-desc'),
    )
    const parts =
      caption && i === images.length - 1
        ? { caption, credit }
        : own
          ? partCredit(own.replace(/<[^<>]{0,500}>/g, ' '))
          : {}
    const said = line(image.getAttribute('data-author') ?? image.getAttribute('data-credit'))
    const by = parts.credit ?? (i === images.length - 1 ? credit : undefined) ?? (said || undefined)
    return {
      addresses: addressesOf(image),
      ...(parts.caption && { caption: parts.caption }),
      ...(by && { credit: by }),
    }
  })
}

function captionOf(frame: Element): { caption?: string; credit?: string } {
  const copy = frame.cloneNode(true) as Element
  for (const hidden of [
    ...copy.querySelectorAll(
      'script,style,noscript,button,[role=button],[class*=zoom],[class*=expand],[hidden],.hidden',
    ),
  ])
    hidden.remove()
  const creditText = [...copy.querySelectorAll(creditElements)].map((element) => {
    const text = textOf(element)
    element.remove()
    return text
  })
  const marked = [...copy.querySelectorAll(captionElements)].filter((e) => !e.parentElement?.closest(captionElements))
  const inMarked = line(marked.map(textOf).join(' '))
  // A frame has no text but the caption's, whether or not the CMS marks it.
  const all = textOf(copy)
  const parts = partCredit(all.length > inMarked.length ? all : inMarked)
  const credit = parts.credit ?? creditOnly(creditText.find(Boolean) ?? '')
  return { ...(parts.caption && { caption: parts.caption }), ...(credit && { credit }) }
}

function creditOnly(text: string): string | undefined {
  const label = /^[\s(–—-]*(?:(?:nguồn\s+)?ảnh|nguồn|photo|tranh|đồ họa)?\s*[:–—-]?\s*/iu
  const name = trimEnd(text.replace(label, ''), /[).\s]/)
  return name || undefined
}

/** The pictures within an element that are content: no icons, no counters, no advertising. */
export function pagePictures(element: Element): Element[] {
  const images = tag(element) === 'img' ? [element] : [...element.querySelectorAll('img')]
  return images.filter((image) => {
    if (image.closest('noscript,[hidden]')) return false
    const sizes = ['width', 'height'].map((side) => Number.parseInt(image.getAttribute(side) ?? '', 10))
    if (sizes.some((size) => size <= 60)) return false
    const addresses = addressesOf(image)
    if (addresses.length === 0) return false
    return !/(?:^|[/_-])(?:icon|logo|avatar|spacer|blank|pixel|emoji|sprite|banner|qc|adv|loading|facebook|zalo|share|print|email)s?(?=[._/-]|\d|$)[^/]*$/i.test(
      addresses[0] ?? '',
    )
  })
}

function addressesOf(image: Element): string[] {
  const picture = image.closest('picture')
  const sets = [image, ...(picture ? picture.querySelectorAll('source') : [])].flatMap((e) =>
    ['srcset', 'data-srcset'].map((a) => e.getAttribute(a) ?? ''),
  )
  const largest = sets
    .flatMap((set) => set.split(/,\s+/))
    .map((candidate) => candidate.trim().split(/\s+/))
    .map(([address = '', size = '1x']) => ({ address, size: Number.parseFloat(size) || 0 }))
    .sort((a, b) => b.size - a.size)
    .map(({ address }) => address)
  const named = ['data-original', 'data-src', 'data-photo-original-src', 'data-lazy-src', 'src'].map(
    (a) => image.getAttribute(a) ?? '',
  )
  return [...new Set([...named.slice(0, 3), ...largest, ...named.slice(3)])].filter(
    (a) => a && !/^(?:data|blob|javascript):/i.test(a.trim()),
  )
}

/** What a picture's address calls it. */
export function pictureName(address: string): string {
  const path = address.split(/[?#]/)[0] ?? ''
  try {
    return basename(decodeURIComponent(path))
  } catch {
    return basename(path)
  }
}

/** Where a picture's bytes are. */
export type SavedPicture = { file: string } | { bytes: Buffer }

/**
 * Finds pictures among the files that were saved with a page. Only the page's own folder is looked into, whatever
 * paths the page names.
 *
 * @param page path of the page's file
 * @param archived pictures by their addresses, where the page came in one file with them
 */
export async function savedPictures(
  page: string,
  archived: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<(picture: Picture) => Promise<SavedPicture | undefined>> {
  const stem = basename(page, extname(page))
  const folders = [`${stem}_files`, `${stem}_tệp`, `${stem}-files`, `${stem}.files`, stem].map((name) =>
    join(dirname(page), name),
  )
  const found = new Map<string, string>()
  for (const folder of folders) {
    const files = await readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const file of files) if (file.isFile()) found.set(file.name.normalize('NFC'), join(folder, file.name))
  }
  return async (picture) => {
    let best: { file: string; width: number } | undefined
    for (const address of picture.addresses) {
      const bytes = archived.get(address)
      if (bytes && (await widthOf(bytes))) return { bytes: Buffer.from(bytes) }
      const file = found.get(pictureName(address).normalize('NFC'))
      if (!file) continue
      const width = await widthOf(file)
      if (width && (!best || width > best.width)) best = { file, width }
    }
    return best && { file: best.file }
  }
}

/** A picture's width; undefined where the file is none that the site can show. */
async function widthOf(file: string | Uint8Array): Promise<number | undefined> {
  try {
    const { format, width } = await sharp(file).metadata()
    return /^(?:jpeg|png|webp|avif|heif|tiff)$/.test(format ?? '') ? width : undefined
  } catch {
    return undefined
  }
}
