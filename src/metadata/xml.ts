/** A text within an element or an attribute of XML or HTML. */
export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/**
 * Takes away the white space that feedsmith sets around CDATA: a reader of feeds shows it before a title, and a program
 * that compares titles finds another.
 */
export const withoutLayout = (xml: string): string =>
  xml
    .replace(/(<[\w:]{1,40}(?: [^<>]{0,400})?>)\s+(?=<!\[CDATA\[)/g, '$1')
    .replace(/\]\]>\s+(?=<\/[\w:]{1,40}>)/g, ']]>')
