import type { APIRoute } from 'astro'
import { site } from '../site.ts'

/** Shows search engines that who tells them of changes owns the site. @see https://www.indexnow.org/documentation */
export function getStaticPaths() {
  return site.indexNowKey ? [{ params: { key: site.indexNowKey } }] : []
}

export const GET: APIRoute = ({ params }) =>
  new Response(`${params.key}`, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
