import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { siteAddress } from '../address.ts'
import { readBuiltSite } from '../built-site.ts'
import { manifestFile, parseManifest } from '../manifest.ts'
import { isServed } from '../media-types.ts'
import { verify } from '../verify.ts'

/* Compares a deployed address with the build that lies here: `npm run verify -- https://example.vn`. */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dist: { type: 'string', default: 'dist' } },
})

try {
  const [SITE_URL] = positionals
  if (!SITE_URL) throw new Error('usage: npm run verify -- https://example.vn')
  const { origin, base } = siteAddress({ SITE_URL })
  const manifest = await readFile(resolve(values.dist, manifestFile), 'utf8').catch(() => {
    throw new Error(`${values.dist} has no ${manifestFile}: run "npm run build" first`)
  })
  const entries = parseManifest(manifest).filter(({ path }) => isServed(path))
  const differences = await verify(`${origin}${base}`, entries, (await readBuiltSite(resolve(values.dist))).redirects)
  for (const { path, what } of differences) console.log(`${path}  ${what}`)
  console.log(`${differences.length} of ${entries.length} files differ`)
  process.exitCode = differences.length === 0 ? 0 : 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
