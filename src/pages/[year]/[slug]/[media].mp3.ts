import type { APIRoute } from 'astro'
import { mediaBytes, mediaPaths } from '../../../articles/media.ts'

export const getStaticPaths = () => mediaPaths('mp3')

export const GET: APIRoute<{ path: string }> = async ({ props }) =>
  new Response(await mediaBytes(props.path), { headers: { 'Content-Type': 'audio/mpeg' } })
