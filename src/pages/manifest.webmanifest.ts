import type { APIRoute } from 'astro'
import { href } from '../metadata/addresses.ts'
import { site } from '../site.ts'
import { coloursOf } from '../styles/colours.ts'

/** What a phone needs to keep the site on its home screen. @see https://www.w3.org/TR/appmanifest/ */
export const GET: APIRoute = () => {
  const { ground } = coloursOf('light')
  const manifest = {
    id: href('/'),
    name: site.name,
    short_name: site.name,
    description: site.description,
    lang: site.language,
    dir: 'ltr',
    start_url: href('/'),
    scope: href('/'),
    display: 'minimal-ui',
    background_color: ground,
    theme_color: ground,
    icons: [
      { src: href('/favicon.svg'), type: 'image/svg+xml', sizes: 'any' },
      { src: href('/icon-192.png'), type: 'image/png', sizes: '192x192' },
      { src: href('/icon-512.png'), type: 'image/png', sizes: '512x512' },
      { src: href('/icon-maskable-512.png'), type: 'image/png', sizes: '512x512', purpose: 'maskable' },
    ],
  }
  return new Response(JSON.stringify(manifest), { headers: { 'Content-Type': 'application/manifest+json' } })
}
