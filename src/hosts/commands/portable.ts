import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { filesBelow } from '../../articles/files.ts'
import { site as owner } from '../../site.ts'
import { slugify } from '../../vietnamese/slug.ts'
import { readBuiltSite } from '../built-site.ts'
import { withSlash } from '../headers.ts'
import { portableFolder, singleFile } from '../portable.ts'
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
const name = article === undefined ? slugify(owner.name) : basename(article)
const folder = portableFolder(files, home, article)
await rm(join(values.out, name), { recursive: true, force: true })
for (const [path, bytes] of folder) await write(join(values.out, name, path), bytes)
await write(join(values.out, `${name}.zip`), zipFolder(folder, name))
if (article !== undefined) await write(join(values.out, `${name}.html`), singleFile(files, home, article))
const single = article === undefined ? '' : ` and ${name}.html`
console.log(`${folder.size} files in ${join(values.out, name)}/, the same in ${name}.zip${single}`)

/** A permalink as an editor copies it, with the address, the base path or neither. */
function pathWithin(permalink: string, { address, base }: { address: string; base: string }): string {
  const path = permalink.startsWith(address) ? permalink.slice(address.length) : permalink
  return `${(path.startsWith(base) ? path.slice(base.length) : path).replace(/^\/+|\/+$/g, '')}/`
}

async function write(file: string, contents: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, contents)
}
