import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { apache } from '../apache.ts'
import { readBuiltSite } from '../built-site.ts'
import { caddy } from '../caddy.ts'
import { azure, firebase, netlify, vercel } from '../json.ts'
import { nginx } from '../nginx.ts'
import { s3 } from '../s3.ts'
import type { BuiltSite, ServerOptions } from '../server.ts'

/*
 * Prints what a host must be told of this site: `npm run host -- nginx`. A file for every host at the project's root
 * would be eight files of which seven are of no use to anybody, and each a second place where a header stands; so
 * they are printed from the same description as `_headers`, to be kept where the host reads them:
 *
 *   npm run --silent host -- vercel > vercel.json
 */

const forms: Record<string, (site: BuiltSite, options: ServerOptions) => string> = {
  nginx,
  caddy,
  apache,
  s3,
  vercel,
  firebase,
  azure,
  netlify,
  cloudflare: () =>
    'Cloudflare Pages needs no file beside dist/: build command "npm run build", output directory "dist". It cannot say ' +
    '410: what was taken down has a page that says so.\n',
  github: () =>
    'GitHub Pages needs no file beside .github/workflows/pages.yml: in the repository’s settings, Pages, choose the source ' +
    '"GitHub Actions". It sends no headers; the policy in each page holds there, and pages at old paths redirect.\n',
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dist: { type: 'string', default: 'dist' },
    root: { type: 'string', default: '/var/www/trang-doc' },
    name: { type: 'string' },
  },
})

const [form = ''] = positionals
const print = Object.hasOwn(forms, form) ? forms[form] : undefined
if (!print) {
  throw new Error(`usage: npm run host -- <${Object.keys(forms).join('|')}> [--root /var/www/site] [--name example.vn]`)
}
const site = await readBuiltSite(resolve(values.dist))
const { root, name = new URL(site.address).hostname } = values
process.stdout.write(print(site, { root, name }))
