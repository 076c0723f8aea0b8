import type { APIRoute } from 'astro'
import { sitePath } from '../routes.ts'
import { site } from '../site.ts'
import { coloursOf } from '../styles/colours.ts'

/** What a phone needs to keep the site on its home screen. @see https://www.w3.org/TR/appmanifest/ */
export const GET: APIRoute = () => {
  const path = (file: string) => sitePath(file, import.meta.env.BASE_URL)
  const { ground } = coloursOf('light')
  const manifest = {
    id: path('/'),
    name: site.name,
    short_name: site.name,
    description: site.description,
    lang: site.language,
    dir: 'ltr',
    start_url: path('/'),
    scope: path('/'),
    display: 'minimal-ui',
    background_color: ground,
    theme_color: ground,
    icons: [
      { src: path('/favicon.svg'), type: 'image/svg+xml', sizes: 'any' },
      { src: path('/icon-192.png'), type: 'image/png', sizes: '192x192' },
      { src: path('/icon-512.png'), type: 'image/png', sizes: '512x512' },
      { src: path('/icon-maskable-512.png'), type: 'image/png', sizes: '512x512', purpose: 'maskable' },
    ],
  }
  return new Response(JSON.stringify(manifest), { headers: { 'Content-Type': 'application/manifest+json' } })
}
