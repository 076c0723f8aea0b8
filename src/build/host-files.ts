import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { filesBelow, isSystemFile } from '../articles/files.ts'
import { isPreview, type SiteAddress } from '../hosts/address.ts'
import { headersFile } from '../hosts/headers-file.ts'
import { filesForHosts, kindOf } from '../hosts/media-types.ts'
import { parseRedirectsFile, serverRedirects, serverRedirectsFile } from '../hosts/redirects.ts'
import { formatProblems } from '../problem.ts'
import { site as owner } from '../site.ts'
import { siteProblems } from '../site-problems.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Writes into a finished build what hosts need: `_headers`, `_redirects`, `_redirects.conf`, `.nojekyll`. It stands before `replaceDist`,
 * which puts the build in its place.
 */
export function hostFiles(address: SiteAddress, env: Environment): AstroIntegration {
  return {
    name: 'host-files',
    hooks: {
      async 'astro:config:setup'({ config, injectRoute, updateConfig }) {
        const problems = await siteProblems(owner, fileURLToPath(config.publicDir))
        if (problems.length > 0) throw new Error(formatProblems(problems))
        injectRoute({ pattern: '/_redirects', entrypoint: './src/build/redirects-route.ts' })
        updateConfig({
          vite: { define: { 'import.meta.env.PREVIEW': JSON.stringify(isPreview(env)) } },
        })
      },
      async 'astro:build:done'({ dir, logger }) {
        const fresh = fileURLToPath(dir)
        const site = { base: address.base, isPreview: isPreview(env), preloadHsts: owner.preloadHsts }
        const whole = `${address.origin}${address.base}`.replace(/\/$/, '')
        await writeFile(join(fresh, '_headers'), headersFile(site, whole))
        await writeFile(join(fresh, '.nojekyll'), '')
        const redirects = parseRedirectsFile(await readFile(join(fresh, '_redirects'), 'utf8'))
        await writeFile(join(fresh, serverRedirectsFile), serverRedirects(redirects))
        const files = filesBelow(fresh)
        for (const path of files.filter(isSystemFile)) await rm(join(fresh, path))
        checkKinds(files.filter((path) => !isSystemFile(path)))
        logger.info(`built for ${whole}${site.isPreview ? ', not for search engines' : ''}`)
      },
    },
  }
}

function checkKinds(files: readonly string[]): void {
  const unknown = files.filter(
    (file) => !filesForHosts.includes(file) && !file.includes('.well-known/') && !kindOf(file),
  )
  if (unknown.length > 0) {
    throw new Error(
      `hosts cannot be told the type of ${unknown.join(', ')}: add its ending to src/hosts/media-types.ts`,
    )
  }
}
