import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { writeWhole } from './checked-file.ts'
import { buildFolder, pictureCache } from './folders.ts'
import { keptFile } from './kept-files.ts'
import { linkOrCopy } from './link-or-copy.ts'

/** What this build has published: many pages show the same picture. */
const published = new Map<string, Promise<void>>()

/**
 * Puts a picture into the site, encoded now or taken from the cache, whose file it shares. A route of Astro's for each
 * would cost a build of ten thousand articles half a minute. The dev server sends them from the cache.
 *
 * @param path within the site; its last part names all that decides the bytes
 */
export async function publish(path: string, make: () => Promise<Uint8Array>): Promise<void> {
  const kept = join(process.cwd(), pictureCache, basename(path))
  if (import.meta.env.DEV) {
    await keptFile(kept, make)
    return
  }
  const place = async () => {
    const file = join(process.cwd(), buildFolder, path)
    if (!existsSync(file)) linkOrCopy(await keptFile(kept, make), file)
  }
  const publishing = published.get(path) ?? place()
  published.set(path, publishing)
  await publishing
}

/**
 * Puts a text into the site beside the page that names it, whenever that page is made. A route of its own for each would
 * cost a build of ten thousand articles a quarter of a minute. The dev server has such a route.
 *
 * @param path within the site
 */
export function publishText(path: string, text: string): void {
  if (!import.meta.env.DEV) writeWhole(join(process.cwd(), buildFolder, path), text)
}

/** How the path of a published picture, card or text ends, wherever a page, a feed or a sitemap names one. */
export const publishedPath = /(?:_astro|\d{4}\/[a-z0-9-]+)\/(?:[a-z0-9-]+\.[0-9a-f]{12}\.(?:avif|jpg|png)|index\.md)/g
