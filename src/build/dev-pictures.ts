import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { pictureCache } from '../cache/folders.ts'
import { findKeptFile } from '../cache/kept-files.ts'
import { publishedPath } from '../cache/publish.ts'
import { kindOf } from '../hosts/media-types.ts'

/** Lets the dev server send the pictures and cards that its pages have published: a build finds them in its folder. */
export function devPictures(): AstroIntegration {
  return {
    name: 'dev-pictures',
    hooks: {
      'astro:config:setup'({ config, command, updateConfig }) {
        if (command !== 'dev') return
        const cache = join(fileURLToPath(config.root), pictureCache)
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'dev-pictures',
                configureServer({ middlewares }) {
                  middlewares.use((request, response, next) => {
                    const path = request.url?.match(publishedPath)?.[0]
                    const file = path && findKeptFile(join(cache, basename(path)))
                    if (!file) return next()
                    response.setHeader('Content-Type', kindOf(path)?.type ?? '')
                    response.end(readFileSync(file))
                  })
                },
              },
            ],
          },
        })
      },
    },
  }
}
