import { mkdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { AstroIntegration } from 'astro'
import { writeWhole } from '../cache/checked-file.ts'
import { buildFolder, cacheFolder, spareDist } from '../cache/folders.ts'
import { checkLimits, countsOf, hostOf } from '../hosts/limits.ts'
import { formatManifest, manifestFile } from '../hosts/manifest.ts'
import { parseRedirectsFile } from '../hosts/redirects.ts'
import { takeTurn } from './build-lock.ts'
import { collectLater } from './collect-later.ts'
import { KeptBuild } from './kept-build.ts'
import { keptPrerenderer } from './kept-prerenderer.ts'
import { prepareLock } from './permalinks.ts'
import { putInPlace } from './put-in-place.ts'
import { freshPrefix, recoverDist } from './stale-builds.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Builds in a folder that is kept from one build to the next and puts the result in the place of `dist/` when everything
 * is there, so that a build that fails or is killed leaves the last good one whole; two at once take turns. Other
 * integrations that write into the build stand before this one.
 */
export function replaceDist(env: Environment): AstroIntegration {
  let root: string
  let dist: string
  let base: string
  let kept: KeptBuild
  return {
    name: 'replace-dist',
    hooks: {
      async 'astro:config:setup'({ command, config, logger, updateConfig }) {
        if (command === 'dev') return
        root = fileURLToPath(config.root)
        base = config.base.replace(/\/?$/, '/')
        dist = fileURLToPath(config.outDir).replace(/[\\/]$/, '')
        const cache = join(root, cacheFolder)
        mkdirSync(cache, { recursive: true })
        if (command === 'build') await takeTurn(cache, (text) => logger.info(text))
        await recoverDist(cache, dist)
        if (command !== 'build') return
        collectLater(root)
        kept = new KeptBuild(root)
        kept.prepare()
        updateConfig({
          outDir: pathToFileURL(`${join(root, buildFolder)}/`),
          vite: { build: { emptyOutDir: false } },
        })
        process.once('exit', (code) => {
          if (code !== 0) sayIfFull(cache)
        })
      },
      'astro:build:start'({ setPrerenderer }) {
        setPrerenderer((prerenderer) => keptPrerenderer(prerenderer, kept, base))
      },
      async 'astro:build:done'({ assets, logger }) {
        const outputs = [...assets.values()].flat().map((url) => kept.pathOf(fileURLToPath(url)))
        const files = kept.finish(new Set(outputs))
        warnOfLimits(kept.folder, files, env, (text) => logger.warn(text))
        const next = join(root, cacheFolder, `${freshPrefix()}next`)
        const writeLock = await prepareLock(root, files, (text) => logger.info(text))
        try {
          putInPlace(kept.folder, files, dist, next, join(root, spareDist))
        } finally {
          rmSync(next, { recursive: true, force: true })
        }
        kept.remember()
        writeWhole(join(root, manifestFile), formatManifest([...files].map(([path, hash]) => ({ path, hash }))))
        writeLock()
        logger.info(`${files.size} files`)
      },
    },
  }
}

/** Says what is near a limit of the host that this build is for, and stops where the host would. */
function warnOfLimits(
  folder: string,
  files: ReadonlyMap<string, string>,
  env: Environment,
  warn: (text: string) => void,
) {
  const host = hostOf(env)
  if (!host) return
  const sizes = [...files.keys()].map((path) => ({ path, size: statSync(join(folder, path)).size }))
  const redirects = parseRedirectsFile(readFileSync(join(folder, '_redirects'), 'utf8'))
  for (const sentence of checkLimits(countsOf(sizes, redirects), host)) warn(sentence)
}

/** A full disk can fail any write, with a stack trace that tells an owner nothing. */
function sayIfFull(folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  const free = Math.round((bavail * bsize) / 1024)
  if (free < 1024) {
    console.error(
      `The disk that holds ${dirname(folder)} is full (${free} KB are free), so the build stopped; the last good dist/ is as it was.`,
    )
  }
}
