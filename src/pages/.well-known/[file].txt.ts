import type { APIRoute } from 'astro'
import { absolute } from '../../metadata/addresses.ts'
import { site } from '../../site.ts'

/** Only an owner who gives a contact has a security.txt. @see https://www.rfc-editor.org/rfc/rfc9116 */
export function getStaticPaths() {
  return site.security ? [{ params: { file: 'security' }, props: site.security }] : []
}

export const GET: APIRoute<{ contact: string; expires: string }> = ({ props: { contact, expires } }) => {
  const fields = {
    Contact: contact,
    Expires: expires,
    'Preferred-Languages': site.language,
    Canonical: absolute('/.well-known/security.txt'),
  }
  const text = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`)
  return new Response(text.join(''), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}
