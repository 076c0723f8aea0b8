import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { site as owner } from '../site.ts'
import { isPreview, type SiteAddress } from './address.ts'
import { policyOf } from './built-site.ts'
import { compressFiles } from './compress.ts'
import { headersFile } from './forms/headers-file.ts'
import { kindOf, hostFiles as noKinds } from './kinds.ts'
import { filesOf, formatManifest, hashFiles, manifestFile } from './manifest.ts'
import { packsFolder, unpack } from './packs.ts'
import { checkLimit, limits, parseRedirectsFile } from './redirects.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Writes into a finished build what hosts need: `_headers`, `_redirects`, `.nojekyll`, compressed copies and, at last,
 * the manifest. It stands before `replaceDist`, which moves the folder to its place.
 */
export function hostFiles(address: SiteAddress, env: Environment): AstroIntegration {
  let cache: URL
  return {
    name: 'host-files',
    hooks: {
      'astro:config:setup'({ command, config, injectRoute, updateConfig }) {
        cache = new URL('.cache/compressed/', config.root)
        if (command === 'build') {
          injectRoute({ pattern: `/${packsFolder}/[pack].json`, entrypoint: './src/hosting/packs-route.ts' })
        }
        injectRoute({ pattern: '/_redirects', entrypoint: './src/hosting/redirects-route.ts' })
        updateConfig({ vite: { define: { 'import.meta.env.PREVIEW': JSON.stringify(isPreview(env)) } } })
      },
      async 'astro:build:done'({ dir, logger }) {
        const dist = fileURLToPath(dir)
        unpack(dist)
        const policy = policyOf(await readFile(join(dist, '404.html'), 'utf8'))
        const site = { base: address.base, policy, isPreview: isPreview(env), preloadHsts: owner.preloadHsts }
        const whole = `${address.origin}${address.base}`.replace(/\/$/, '')
        await writeFile(join(dist, '_headers'), headersFile(site, whole))
        await writeFile(join(dist, '.nojekyll'), '')
        const files = filesOf(dist)
        checkKinds(files)
        if (env.CF_PAGES) await checkCloudflare(dist, files)
        // These compress by themselves, and count files.
        const entries = hashFiles(dist, files)
        const copies = isCompressing(env) ? [] : await compressFiles(dist, entries, fileURLToPath(cache))
        const all = [...entries, ...copies].sort((a, b) => (a.path < b.path ? -1 : 1))
        await writeFile(join(dist, manifestFile), formatManifest(all))
        logger.info(
          `${files.length} files for ${whole}${site.isPreview ? ', not for search engines' : ''}; ${copies.length} compressed copies`,
        )
      },
    },
  }
}

/** Whether the build runs at a host that compresses by itself. */
function isCompressing(env: Environment): boolean {
  return Boolean(env.CF_PAGES || env.NETLIFY || env.VERCEL)
}

function checkKinds(files: readonly string[]): void {
  const unknown = files.filter((file) => !noKinds.includes(file) && !file.includes('.well-known/') && !kindOf(file))
  if (unknown.length > 0) {
    throw new Error(`hosts cannot be told the type of ${unknown.join(', ')}: add its ending to src/hosting/kinds.ts`)
  }
}

async function checkCloudflare(dist: string, files: readonly string[]): Promise<void> {
  const redirects = parseRedirectsFile(await readFile(join(dist, '_redirects'), 'utf8')).filter(({ to }) => to !== null)
  checkLimit('Cloudflare Pages', 'redirects', redirects.length, limits.cloudflare.redirects)
  checkLimit('Cloudflare Pages', 'files', files.length + 1, limits.cloudflare.files)
  for (const file of files) {
    const { size } = await stat(join(dist, file))
    checkLimit('Cloudflare Pages', `bytes a file (${file})`, size, limits.cloudflare.bytesAFile)
  }
}
