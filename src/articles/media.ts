import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { GetStaticPathsResult } from 'astro'
import { publishedArticles } from './articles.ts'

/**
 * The routes of the files that articles play, which stand in the articles' folders under their own names.
 *
 * @param ending of the files' names, without the dot
 */
export async function mediaPaths(ending: 'mp3' | 'mp4' | 'vtt'): Promise<GetStaticPathsResult> {
  return (await publishedArticles()).flatMap(({ id, file, media }) => {
    const [year, slug] = id.split('/')
    return media
      .filter(({ name }) => name.endsWith(`.${ending}`))
      .map(({ name, hash }) => ({
        params: { year, slug, media: name.slice(0, -ending.length - 1) },
        props: { path: join(dirname(file), name) },
        cacheKey: hash,
      }))
  })
}

/** The bytes of such a file. */
export const mediaBytes = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(join(process.cwd(), path)))
