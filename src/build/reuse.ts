import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Made, madeFile, readMade, type Units } from '../articles/build-record.ts'
import { hashOfBytes, type ManifestEntry, manifestFile, parseManifest } from '../hosts/manifest.ts'
import { place } from './place.ts'

/** Where a build finds its units, for as long as it runs. */
export const unitsPage = '_units.json'

/**
 * Stands for all code, settings and packages that make pages: one changed byte, and everything is made anew.
 *
 * @param root the project's root
 * @param settings what else decides what pages say, the address among it
 */
export function codeRevision(root: string, settings: unknown): string {
  const revision = createHash('sha256').update(JSON.stringify(settings))
  const add = (path: string) => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
      const below = `${path}/${entry.name}`
      if (entry.isDirectory()) add(below)
      else revision.update(below).update(readFileSync(join(root, below)))
    }
  }
  add('src')
  for (const file of ['astro.config.ts', 'package-lock.json']) revision.update(readFileSync(join(root, file)))
  return revision.digest('hex')
}

/**
 * Forgets what the last build wrote down, unless `dist/` is what that build left: the same manifest, every file there,
 * none younger.
 *
 * @param root the project's root
 * @param dist where the last build should be
 * @returns what the last build made; undefined where everything must be made
 */
export function lastBuild(root: string, dist: string, revision: string): LastBuild | undefined {
  const file = join(root, madeFile)
  try {
    const made = readMade(root)
    const manifest = readFileSync(join(dist, manifestFile))
    if (made?.revision === revision && made.manifest === hashOfBytes(manifest)) {
      const files = parseManifest(manifest.toString())
      const isAsLeft = ({ path }: ManifestEntry) => statSync(join(dist, path)).mtimeMs <= made.ended
      if (files.every(isAsLeft)) return { made, files }
    }
  } catch {}
  rmSync(file, { force: true })
  return undefined
}

/** What the last build made, and its files. */
export interface LastBuild {
  made: Made
  files: ManifestEntry[]
}

/** What a build leaves to the next one, as its pages know it. */
export interface Leaves {
  units: Units
  leads: Made['leads']
}

/** What a build did not make because the last one had. */
export interface Reused extends Leaves {
  /** The files that come from the last build. */
  files: ManifestEntry[]
  /** What is written down of the units: those reused, and those that `note` was told of. */
  records: Made['units']
}

/**
 * Takes the build's list of units out of it and finds what comes from the last build.
 *
 * @param fresh the folder of this build
 */
export function reusedFrom(fresh: string, last: LastBuild | undefined): Reused {
  const page = join(fresh, unitsPage)
  const { units, leads }: Leaves = JSON.parse(readFileSync(page, 'utf8'))
  rmSync(page)
  const records: Made['units'] = {}
  const assets = new Set<string>()
  for (const [path, key] of Object.entries(units)) {
    const record = last?.made.units[path]
    if (record?.[0] !== key) continue
    records[path] = record
    for (const asset of record.slice(1)) assets.add(`_astro/${asset}`)
  }
  const files = (last?.files ?? []).filter(({ path }) =>
    path.startsWith('_astro/') ? assets.has(path.replace(/\.(?:br|gz)$/, '')) : records[folderOf(path)] !== undefined,
  )
  return { units, leads, files, records }
}

/** `2018/x/index.html` → `/2018/x/`, the path of the unit that the file belongs to. */
const folderOf = (path: string) => `/${path.slice(0, path.lastIndexOf('/') + 1)}`

/**
 * Notes which unit a file of this build belongs to, and which files in `_astro/` it points at.
 *
 * @param path within the site
 */
export function note({ units, records }: Reused, path: string, bytes: Buffer): void {
  const unit = folderOf(path)
  const key = units[unit]
  if (key === undefined || !/\.(?:html|md|xml)$/.test(path)) return
  const names = bytes.toString('latin1').matchAll(/\/_astro\/([\w.-]+)/g)
  const known = records[unit] ?? [key]
  records[unit] = [...new Set([...known, ...Array.from(names, ([, name = '']) => name)])] as [string, ...string[]]
}

/**
 * Writes down what this build made, for the next one.
 *
 * @param root the project's root
 * @param fresh the folder of this build, its manifest in it
 * @param files what was made in it
 */
export function writeDown(root: string, revision: string, fresh: string, { records, leads }: Reused): void {
  const manifest = hashOfBytes(readFileSync(join(fresh, manifestFile)))
  const text = JSON.stringify({ revision, manifest, ended: Date.now() + 1, units: records, leads } satisfies Made)
  writeFileSync(join(root, madeFile), text)
}

/**
 * Makes the whole site of what was built and what comes from the last build. The folder before the last, where it is
 * still there, differs in few files: it becomes the new one, so that the cost is that of what changed.
 *
 * @param fresh the folder of this build, its manifest in it
 * @param dist the last build
 * @param spare the build before the last, or nothing
 * @param target where the whole site is put together
 */
export function assemble(fresh: string, dist: string, spare: string, target: string): void {
  const wanted = manifestOf(fresh)
  const before = manifestOf(dist)
  const there = takeSpare(spare, target)
  for (const path of there.keys()) if (!wanted.has(path)) rmSync(join(target, path), { force: true })
  const folders = new Set<string>()
  for (const [path, hash] of wanted) {
    if (there.get(path) === hash) continue
    const to = join(target, path)
    if (!folders.has(dirname(to))) mkdirSync(dirname(to), { recursive: true })
    folders.add(dirname(to))
    if (there.has(path)) rmSync(to, { force: true })
    if (before.get(path) === hash && place(join(dist, path), to)) continue
    renameSync(join(fresh, path), to)
  }
  renameSync(join(fresh, manifestFile), join(target, manifestFile))
}

/** Without its manifest nobody takes a folder for a whole one. */
function takeSpare(spare: string, target: string): Map<string, string> {
  let there = new Map<string, string>()
  try {
    there = manifestOf(spare)
    rmSync(join(spare, manifestFile))
    renameSync(spare, target)
  } catch {
    rmSync(spare, { recursive: true, force: true })
    mkdirSync(target)
    return new Map()
  }
  return there
}

function manifestOf(folder: string): Map<string, string> {
  return new Map(parseManifest(readFileSync(join(folder, manifestFile), 'utf8')).map(({ path, hash }) => [path, hash]))
}
