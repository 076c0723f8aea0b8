import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { deploy } from '../deploy.ts'
import { beforeFile, formatManifest, manifestFile, parseManifest } from '../manifest.ts'
import { serverRedirectsFile } from '../redirects.ts'

/*
 * Uploads the last build: `npm run deploy -- user@server:/var/www/trang-doc` with rsync, or with rclone to whatever it
 * knows (S3, R2, B2, FTP, SFTP): `npm run deploy -- remote:bucket`. `--dry-run` only says what would be done.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dist: { type: 'string', default: 'dist' },
    manifest: { type: 'string', default: manifestFile },
    'dry-run': { type: 'boolean', default: false },
  },
})

const [target] = positionals
if (!target) throw new Error('usage: npm run deploy -- <user@server:/folder | remote:bucket/folder> [--dry-run]')
const manifest = await readFile(resolve(values.manifest), 'utf8').catch(() => {
  throw new Error(`there is no ${values.manifest}: run "npm run build" first`)
})
const isDryRun = values['dry-run']
const build = parseManifest(manifest)
const { batches, before } = deploy({ target, dist: resolve(values.dist), build, isDryRun })
if (!isDryRun) await writeFile(beforeFile(resolve(values.manifest)), formatManifest(before))
if (!isDryRun && batches.flat().includes(serverRedirectsFile)) {
  console.log('old addresses changed: nginx and Caddy know them after a reload, which the printed systemd unit does')
}
