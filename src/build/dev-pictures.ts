import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { AstroIntegration } from 'astro'
import { pictureCache } from '../cache/folders.ts'
import { findKeptFile } from '../cache/kept-files.ts'
import { publishedPath } from '../cache/publish.ts'
import { kindOf } from '../hosts/media-types.ts'

/** Lets the dev server send the pictures and cards that its pages have published: a build finds them in its folder. */
export const devPictures = (): AstroIntegration => ({
  name: 'dev-pictures',
  hooks: {
    'astro:server:setup': ({ server }) => {
      server.middlewares.use((request, response, next) => {
        const path = request.url?.match(publishedPath)?.[0]
        const file = path && findKeptFile(join(process.cwd(), pictureCache, basename(path)))
        if (!file) return next()
        response.setHeader('Content-Type', kindOf(path)?.type ?? '')
        response.end(readFileSync(file))
      })
    },
  },
})
