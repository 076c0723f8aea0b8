import { appendFile, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { siteAddress } from '../address.ts'
import { readBuiltSite } from '../built-site.ts'
import { hostOf, hostPlans } from '../limits.ts'
import { manifestFile, parseManifest } from '../manifest.ts'
import { isServed } from '../media-types.ts'
import { summaryOf, verify } from '../verify.ts'

/*
 * Compares a deployed address with the build that lies here: `npm run verify -- https://example.vn`. It ends with 0 where
 * readers get what was built, 1 where something differs, 2 where nothing could be compared. `--host github` (or `HOST`)
 * says which host it is, so that it is not asked for what it cannot do. On GitHub the counts go into the job's summary.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dist: { type: 'string', default: 'dist' },
    manifest: { type: 'string', default: manifestFile },
    host: { type: 'string' },
  },
})

const [SITE_URL] = positionals
if (!SITE_URL) throw new Error('usage: npm run verify -- https://example.vn [--host github]')
if (values.host && !Object.hasOwn(hostPlans, values.host))
  throw new Error(`--host is one of ${Object.keys(hostPlans).join(', ')}`)
const { origin, base } = siteAddress({ SITE_URL })
const manifest = await readFile(resolve(values.manifest), 'utf8').catch(() => {
  throw new Error(`there is no ${values.manifest}: run "npm run build" first`)
})
const entries = parseManifest(manifest)
const site = await readBuiltSite(resolve(values.dist))
const cannot = hostOf({ HOST: values.host ?? process.env.HOST })?.cannot
const isThere = await fetch(`${origin}${base}`, { redirect: 'manual', signal: AbortSignal.timeout(20_000) }).catch(
  () => undefined,
)
if (!isThere) throw new Error(`nobody answers at ${origin}${base}`)
const differences = await verify(`${origin}${base}`, { ...site, entries }, cannot)
for (const { path, aspect, what } of differences) console.log(`${path}  ${aspect}: ${what}`)
const files = entries.filter(({ path }) => isServed(path)).length
const counts = summaryOf(differences).map(([aspect, count]) => `${aspect} ${count}`)
const asked = `${files} files and ${site.redirects.length} old addresses at ${origin}${base}`
const line = `${asked}: ${counts.length === 0 ? 'all as built' : `${differences.length} differ (${counts.join(', ')})`}`
console.log(line)
const { GITHUB_STEP_SUMMARY } = process.env
if (GITHUB_STEP_SUMMARY) await appendFile(GITHUB_STEP_SUMMARY, `verify: ${line}\n`)
process.exitCode = differences.length === 0 ? 0 : 1
