import { statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { isPreview, type SiteAddress } from '../hosts/address.ts'
import { headersFile } from '../hosts/headers-file.ts'
import { checkLimits, countsOf, hostOf } from '../hosts/limits.ts'
import { filesOf, formatManifest, hashFiles, manifestFile } from '../hosts/manifest.ts'
import { kindOf, hostFiles as noKinds } from '../hosts/media-types.ts'
import { parseRedirectsFile, serverRedirects, serverRedirectsFile } from '../hosts/redirects.ts'
import { site as owner } from '../site.ts'
import { packsFolder, unpack } from './packs.ts'
import { codeRevision, type LastBuild, lastBuild, note, reusedFrom, unitsPage, writeDown } from './reuse.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Writes into a finished build what hosts need: `_headers`, `_redirects`, `_redirects.conf`, `.nojekyll` and, at last, the
 * manifest. It stands before `replaceDist`, which moves the folder to its place.
 */
export function hostFiles(address: SiteAddress, env: Environment): AstroIntegration {
  let root: string
  let dist: string
  let revision: string
  let last: LastBuild | undefined
  let isBuild = false
  return {
    name: 'host-files',
    hooks: {
      'astro:config:setup'({ command, config, injectRoute, updateConfig }) {
        root = fileURLToPath(config.root)
        dist = fileURLToPath(config.outDir)
        revision = codeRevision(root, [address, isPreview(env)])
        isBuild = command === 'build'
        if (isBuild) {
          injectRoute({ pattern: `/${unitsPage}`, entrypoint: './src/build/units-route.ts' })
          injectRoute({ pattern: `/${packsFolder}/[pack].json`, entrypoint: './src/build/packs-route.ts' })
        }
        injectRoute({ pattern: '/_redirects', entrypoint: './src/build/redirects-route.ts' })
        updateConfig({
          vite: {
            define: {
              'import.meta.env.PREVIEW': JSON.stringify(isPreview(env)),
            },
          },
        })
      },
      'astro:config:done'() {
        // Before the articles are read: what is there already decides which of their pictures are opened.
        if (isBuild) last = lastBuild(root, dist, revision)
      },
      async 'astro:build:done'({ dir, logger }) {
        const fresh = fileURLToPath(dir)
        const reused = reusedFrom(fresh, last)
        const look = (path: string, bytes: Buffer) => note(reused, path, bytes)
        const unpacked = unpack(fresh, look)
        const isUnpacked = new Set(unpacked.map(({ path }) => path))
        const site = { base: address.base, isPreview: isPreview(env), preloadHsts: owner.preloadHsts }
        const whole = `${address.origin}${address.base}`.replace(/\/$/, '')
        await writeFile(join(fresh, '_headers'), headersFile(site, whole))
        await writeFile(join(fresh, '.nojekyll'), '')
        const redirects = parseRedirectsFile(await readFile(join(fresh, '_redirects'), 'utf8'))
        await writeFile(join(fresh, serverRedirectsFile), serverRedirects(redirects))
        const files = filesOf(fresh)
        checkKinds(files)
        const others = files.filter((path) => !isUnpacked.has(path))
        const entries = [...unpacked, ...hashFiles(fresh, others, look)]
        const paths = new Set(entries.map(({ path }) => path))
        const kept = reused.files.filter(({ path }) => !paths.has(path))
        const all = [...entries, ...kept].sort((a, b) => (a.path < b.path ? -1 : 1))
        const host = hostOf(env)
        if (host) {
          const sizes = all.map(({ path }) => ({ path, size: statSync(join(fresh, path)).size }))
          for (const sentence of checkLimits(countsOf(sizes, redirects), host)) logger.warn(sentence)
        }
        await writeFile(join(fresh, manifestFile), formatManifest(all))
        writeDown(root, revision, fresh, reused)
        logger.info(`${all.length} files for ${whole}${site.isPreview ? ', not for search engines' : ''}`)
        if (kept.length > 0) logger.info(`${kept.length} files are as the last build left them`)
      },
    },
  }
}

function checkKinds(files: readonly string[]): void {
  const unknown = files.filter((file) => !noKinds.includes(file) && !file.includes('.well-known/') && !kindOf(file))
  if (unknown.length > 0) {
    throw new Error(
      `hosts cannot be told the type of ${unknown.join(', ')}: add its ending to src/hosts/media-types.ts`,
    )
  }
}
