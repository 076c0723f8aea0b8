import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { AstroIntegration } from 'astro'

/**
 * Builds into a fresh folder beside the cache and puts it in the place of `dist/` when everything is there, so that a
 * build that fails or is killed leaves the last good one whole, and two at once do not mix.
 */
export function replaceDist(): AstroIntegration {
  let target: URL
  let fresh: URL
  return {
    name: 'replace-dist',
    hooks: {
      async 'astro:config:setup'({ command, config, updateConfig }) {
        if (command !== 'build') return
        target = config.outDir
        const cache = new URL('.cache/', config.root)
        await mkdir(cache, { recursive: true })
        fresh = pathToFileURL(`${await mkdtemp(fileURLToPath(new URL('dist-', cache)))}/`)
        updateConfig({ outDir: fresh })
        // Node skips its exit handlers when it is killed; what is left then is swept by the next build's owner.
        process.once('exit', () => void rm(fresh, { recursive: true, force: true }))
      },
      async 'astro:build:done'() {
        const [old, dist] = [new URL(`${fresh.href.slice(0, -1)}.old`), fileURLToPath(target)]
        if (existsSync(dist)) await rename(dist, old)
        await rename(fresh, dist)
        await rm(old, { recursive: true, force: true })
      },
    },
  }
}
