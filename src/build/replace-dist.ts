import { existsSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { AstroIntegration } from 'astro'
import { manifestFile, parseManifest } from '../hosts/manifest.ts'
import { takeTurn } from './build-lock.ts'
import { assemble } from './reuse.ts'
import { freshPrefix, recoverDist, replacedSuffix } from './stale-builds.ts'

/**
 * Builds into a fresh folder beside the cache and puts it in the place of `dist/` when everything is there, so that a
 * build that fails or is killed leaves the last good one whole; two at once take turns. Other integrations that
 * write into the build stand before this one.
 */
export function replaceDist(): AstroIntegration {
  let cache: string
  let dist: string
  let fresh: string
  return {
    name: 'replace-dist',
    hooks: {
      async 'astro:config:setup'({ command, config, logger, updateConfig }) {
        if (command === 'dev') return
        dist = fileURLToPath(config.outDir)
        cache = fileURLToPath(new URL('.cache/', config.root))
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
        replace(cache, fresh, dist)
      },
    },
  }
}

/** The build before the last, which differs in little from the next one. */
const spareName = 'dist.previous'

/** Puts the new site in the place of `dist/`: what was built, or that and what the last build had. */
function replace(cache: string, fresh: string, dist: string): void {
  const spare = join(cache, spareName)
  const isWhole = parseManifest(readFileSync(join(fresh, manifestFile), 'utf8')).every(({ path }) =>
    existsSync(join(fresh, path)),
  )
  if (isWhole) {
    rmSync(spare, { recursive: true, force: true })
    rmSync(swap(fresh, dist), { recursive: true, force: true })
    return
  }
  const target = `${fresh}.next`
  assemble(fresh, dist, spare, target)
  renameSync(swap(target, dist), spare)
  rmSync(fresh, { recursive: true, force: true })
}

/**
 * Two renames without anything between them but the kernel; a build that is killed there is put right by the next
 * command (`recoverDist`).
 *
 * @returns where the folder is that was replaced
 */
function swap(fresh: string, dist: string): string {
  const old = `${fresh}${replacedSuffix}`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(fresh, dist)
  return old
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
