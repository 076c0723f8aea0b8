import type { APIRoute } from 'astro'
import { drawIcon, icons } from '../images/icons.ts'

export function getStaticPaths() {
  return Object.entries(icons).map(([icon, props]) => ({ params: { icon }, props }))
}

export const GET: APIRoute<{ size: number }> = async ({ props }) =>
  new Response(new Uint8Array(await drawIcon(props.size)), { headers: { 'Content-Type': 'image/png' } })
