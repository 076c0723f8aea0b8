import { DOMParser } from 'linkedom'
import { escapeXml } from '../metadata/xml.ts'
import type { DraftPhoto } from './draft.ts'

/**
 * An OpenDocument text as plain HTML: headings, paragraphs, bold, italics, links, lists, tables, pictures by number.
 *
 * @param files the package's parts by their names
 * @param photos the pictures are added here
 * @see https://docs.oasis-open.org/office/OpenDocument/v1.3/os/part3-schema/OpenDocument-v1.3-os-part3-schema.html
 */
export function odtAsHtml(files: Readonly<Record<string, Uint8Array>>, photos: DraftPhoto[]): string {
  const xml = new TextDecoder().decode(files['content.xml'])
  const document = new DOMParser().parseFromString(xml, 'text/xml') as unknown as Document
  const styles = new Map<string, string[]>()
  for (const style of document.getElementsByTagName('style:style')) {
    const properties = style.getElementsByTagName('style:text-properties')[0]
    const marks = [
      ...(properties?.getAttribute('fo:font-weight') === 'bold' ? ['strong'] : []),
      ...(properties?.getAttribute('fo:font-style') === 'italic' ? ['em'] : []),
    ]
    styles.set(style.getAttribute('style:name') ?? '', marks)
  }
  const text = document.getElementsByTagName('office:text')[0]
  return text ? inner(text) : ''

  function inner(node: Node): string {
    return [...node.childNodes].map(html).join('')
  }

  function html(node: Node): string {
    if (node.nodeType === 3) return escapeXml(node.textContent ?? '')
    if (node.nodeType !== 1) return ''
    const element = node as Element
    const attribute = (name: string) => element.getAttribute(name) ?? ''
    switch (element.tagName.toLowerCase()) {
      case 'text:h': {
        const level = Math.min(6, Math.max(1, Number(attribute('text:outline-level')) || 1))
        return `<h${level}>${inner(element)}</h${level}>`
      }
      case 'text:p':
        return `<p>${marked(attribute('text:style-name'), inner(element))}</p>`
      case 'text:span':
        return marked(attribute('text:style-name'), inner(element))
      case 'text:a':
        return `<a href="${escapeXml(attribute('xlink:href'))}">${inner(element)}</a>`
      case 'text:line-break':
        return '<br>'
      case 'text:tab':
      case 'text:s':
        return ' '
      case 'text:list':
        return `<ul>${inner(element)}</ul>`
      case 'text:list-item':
        return `<li>${inner(element)}</li>`
      case 'table:table':
        return `<table>${inner(element)}</table>`
      case 'table:table-row':
        return `<tr>${inner(element)}</tr>`
      case 'table:table-cell':
        return `<td>${inner(element)}</td>`
      case 'draw:image':
        return picture(attribute('xlink:href'))
      // What a reader of the text does not see: changes, notes of the office, forms, alternative texts.
      case 'text:tracked-changes':
      case 'office:annotation':
      case 'office:forms':
      case 'text:sequence-decls':
      case 'svg:title':
      case 'svg:desc':
      case 'text:note-citation':
        return ''
      case 'text:note':
        return ` (${inner(element).replace(/<\/?p>/g, '')})`
      default:
        return inner(element)
    }
  }

  function picture(href: string): string {
    const bytes = files[href.replace(/^\.\//, '')]
    if (!bytes) return ''
    photos.push({ name: href.slice(href.lastIndexOf('/') + 1), bytes: Buffer.from(bytes), after: 0 })
    return `<img src="${photos.length - 1}">`
  }

  function marked(style: string, words: string): string {
    if (words.trim() === '' || /^<(?:p|ul|table)/.test(words)) return words
    return (styles.get(style) ?? []).reduce((within, mark) => `<${mark}>${within}</${mark}>`, words)
  }
}
