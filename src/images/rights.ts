import { escapeXml } from '../metadata/xml.ts'

/** Who made a picture, and under which licence it may be used. */
export interface PictureRights {
  credit?: string | undefined
  license?: string | undefined
  licenseUrl?: string | undefined
}

/**
 * The metadata packet that travels with a picture's file: the fields that image search and archives read.
 *
 * @returns XMP, or undefined where nothing is known
 * @see https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata
 * @see https://iptc.org/standards/photo-metadata/iptc-standard/
 */
export function rightsXmp({ credit, license, licenseUrl }: PictureRights): string | undefined {
  const fields = [
    credit && `<dc:creator><rdf:Seq><rdf:li>${escapeXml(credit)}</rdf:li></rdf:Seq></dc:creator>`,
    credit && `<photoshop:Credit>${escapeXml(credit)}</photoshop:Credit>`,
    license && `<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(license)}</rdf:li></rdf:Alt></dc:rights>`,
    licenseUrl && `<xmpRights:WebStatement>${escapeXml(licenseUrl)}</xmpRights:WebStatement>`,
  ].filter(Boolean)
  if (fields.length === 0) return undefined
  return [
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">',
    ...fields,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
  ].join('')
}
