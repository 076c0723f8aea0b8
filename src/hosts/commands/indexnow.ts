import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { site } from '../../site.ts'
import { readBuiltSite } from '../built-site.ts'
import { changedAddresses, indexNowEndpoint, indexNowRequests, tellIndexNow } from '../indexnow.ts'
import { beforeFile, manifestFile, parseManifest } from '../manifest.ts'

/*
 * Tells search engines of the addresses that the last `npm run deploy` changed: `npm run indexnow`; after a deployment of
 * another kind `--before` names the manifest of what was there. `--dry-run` only says what would be told.
 */

const { values } = parseArgs({
  options: {
    dist: { type: 'string', default: 'dist' },
    manifest: { type: 'string', default: manifestFile },
    before: { type: 'string' },
    endpoint: { type: 'string', default: indexNowEndpoint },
    'dry-run': { type: 'boolean', default: false },
  },
})
const key = site.indexNowKey
if (!key)
  throw new Error('src/site.ts has no key: write  indexNowKey: "<8 to 128 letters and digits>",  build and deploy')
const read = async (file: string, how: string) =>
  parseManifest(
    await readFile(resolve(file), 'utf8').catch(() => {
      throw new Error(`there is no ${file}: ${how}`)
    }),
  )
const dist = resolve(values.dist)
const build = await read(values.manifest, 'run "npm run build" first')
const before = await read(
  values.before ?? beforeFile(values.manifest),
  'run "npm run deploy" first, or name with --before what lay there',
)
const { address, isPreview } = await readBuiltSite(dist)
if (isPreview) throw new Error('dist/ is a preview, which search engines must not list')
const addresses = changedAddresses(dist, build, before, address)
if (values['dry-run']) for (const each of addresses) console.log(each)
else await tellIndexNow(indexNowRequests(addresses, key, address), values.endpoint)
console.log(`${addresses.length} addresses ${values['dry-run'] ? 'to tell of' : 'told of'}`)
