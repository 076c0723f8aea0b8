import type { APIRoute } from 'astro'
import { drawIcon, icoFile } from '../images/icons.ts'

export const GET: APIRoute = async () =>
  new Response(new Uint8Array(icoFile(await drawIcon(32), 32)), { headers: { 'Content-Type': 'image/x-icon' } })
