import { existsSync, writeFileSync } from 'node:fs'
import type { AstroPrerenderer, RouteData } from 'astro'
import type { KeptBuild } from './kept-build.ts'

/**
 * Astro's own prerenderer, for a folder that is kept, where the pages and Astro's copies of them are the same files.
 *
 * @param base the path that the site lies at, with a slash at its end
 */
export function keptPrerenderer(prerenderer: AstroPrerenderer, kept: KeptBuild, base: string): AstroPrerenderer {
  const rendered: { url: string; routeData: RouteData; output: number }[] = []
  const render: AstroPrerenderer['render'] = (request, options) => {
    kept.replace(new URL(request.url).pathname.slice(base.length))
    return prerenderer.render(request, options)
  }
  return {
    ...prerenderer,
    render(request, options) {
      // One after the other: the next file that the route lists is this one's.
      const output = options.routeData.distURL?.length ?? 0
      rendered.push({ url: request.url, routeData: options.routeData, output })
      return render(request, options)
    },
    // Once all pages are made, Astro removes its copy of each address that a route no longer has. Another route may have
    // made a page there: the old address of a renamed article leads on. It is made once more.
    async teardown() {
      for (const { url, routeData, output } of rendered) {
        const file = routeData.distURL?.[output]
        if (!file || existsSync(file)) continue
        const made = await render(new Request(url), { routeData })
        const response = made instanceof Response ? made : made.response
        writeFileSync(file, Buffer.from(await response.arrayBuffer()))
      }
      await prerenderer.teardown?.()
    },
  }
}
