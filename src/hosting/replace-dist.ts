import { existsSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { AstroIntegration } from 'astro'
import { freshPrefix, recoverDist, replacedSuffix } from './stale-builds.ts'
import { takeTurn } from './turn.ts'

/**
 * Builds into a fresh folder beside the cache and puts it in the place of `dist/` when everything is there, so that a
 * build that fails or is killed leaves the last good one whole; two at once take turns. Other integrations that
 * write into the build stand before this one.
 */
export function replaceDist(): AstroIntegration {
  let dist: string
  let fresh: string
  return {
    name: 'replace-dist',
    hooks: {
      async 'astro:config:setup'({ command, config, logger, updateConfig }) {
        if (command === 'dev') return
        dist = fileURLToPath(config.outDir)
        const cache = fileURLToPath(new URL('.cache/', config.root))
        await mkdir(cache, { recursive: true })
        if (command === 'build') await takeTurn(cache, (text) => logger.info(text))
        await recoverDist(cache, dist)
        if (command !== 'build') return
        fresh = await mkdtemp(join(cache, freshPrefix()))
        // mkdtemp lets nobody else in, and a web server is somebody else.
        await chmod(fresh, 0o755)
        updateConfig({ outDir: pathToFileURL(`${fresh}/`) })
        process.once('exit', (code) => {
          if (code !== 0) sayIfFull(cache)
          rmSync(fresh, { recursive: true, force: true })
        })
      },
      'astro:build:done'() {
        swap(fresh, dist)
      },
    },
  }
}

/**
 * Two renames without anything between them but the kernel; a build that is killed there is put right by the next
 * command (`recoverDist`).
 */
function swap(fresh: string, dist: string): void {
  const old = `${fresh}${replacedSuffix}`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(fresh, dist)
  rmSync(old, { recursive: true, force: true })
}

/** What ran out of space may have been anything, and said so in a stack of its own. */
function sayIfFull(folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  const free = Math.round((bavail * bsize) / 1024)
  if (free < 1024) {
    console.error(
      `The disk that holds ${dirname(folder)} is full (${free} KB are free), so the build stopped; the last good dist/ is as it was.`,
    )
  }
}
