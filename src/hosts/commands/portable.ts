import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { filesBelow, isSystemFile } from '../../articles/files.ts'
import { site as owner } from '../../site.ts'
import { slugify } from '../../vietnamese/slug.ts'
import { readBuiltSite } from '../built-site.ts'
import { withSlash } from '../headers.ts'
import { portableFolder, portableSheet, singleFile } from '../portable.ts'
import { zipFolder } from '../zip.ts'

/*
 * Writes the site to carry on a stick: `npm run portable` as a folder and a zip of it, and
 * `npm run portable -- /2018/ten-bai/` one article as a folder, a zip and a single file to send in a chat.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dist: { type: 'string', default: 'dist' }, out: { type: 'string', default: 'portable' } },
})

const dist = resolve(values.dist)
const site = await readBuiltSite(dist)
const home = { address: site.address, base: withSlash(site.base) }
const files = new Map<string, Uint8Array>()
for (const name of filesBelow(dist)) files.set(name, await readFile(join(dist, name)))
const article = positionals[0] === undefined ? undefined : pathWithin(positionals[0], home)
const name = article === undefined ? slugify(owner.name) || 'site' : basename(article)
const folder = portableFolder(files, home, article)
const place = join(values.out, name)
if (existsSync(place) && !isExport(place))
  throw new Error(`${place} is there and is no export of before: name another folder with --out, or delete it`)
await rm(place, { recursive: true, force: true })
for (const [path, bytes] of folder) await write(join(place, path), bytes)
await write(join(values.out, `${name}.zip`), zipFolder(folder, name))
if (article !== undefined) await write(join(values.out, `${name}.html`), singleFile(files, home, article))
const single = article === undefined ? '' : ` and ${name}.html`
console.log(`${folder.size} files in ${place}/, the same in ${name}.zip${single}`)

/** Whether a folder is what this command writes, and holds nothing of anybody else's: then it may go. */
function isExport(place: string): boolean {
  return (
    existsSync(join(place, portableSheet)) &&
    !readdirSync(place).some((entry) => /^\.|^package\.json$/.test(entry) && !isSystemFile(entry))
  )
}

/** A permalink as an editor copies it, with the address, the base path or neither, and what stands after `?`. */
function pathWithin(permalink: string, { address, base }: { address: string; base: string }): string {
  const written = decodeURI(permalink.replace(/[?#].*$/, ''))
  const path = written.startsWith(address) ? written.slice(address.length) : written
  return `${(path.startsWith(base) ? path.slice(base.length) : path).replace(/^\/+|\/+$/g, '')}/`
}

async function write(file: string, contents: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, contents)
}
