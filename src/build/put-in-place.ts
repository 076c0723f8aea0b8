import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesBelow } from '../articles/files.ts'
import { hashOfBytes } from '../cache/file-hashes.ts'
import { linkOrCopy } from '../cache/link-or-copy.ts'
import { replacedSuffix } from './stale-builds.ts'

/**
 * Puts a finished build in the place of `dist/`: a tree of links to its files, and two renames without anything between
 * them but the kernel. A build that is killed there is put right by the next command (`recoverDist`).
 *
 * @param build the folder with the files
 * @param files their paths from there, each with its hash
 * @param next a folder of this process, on the disk of `dist`
 */
export function putInPlace(build: string, files: ReadonlyMap<string, string>, dist: string, next: string): void {
  if (isFixed(dist)) {
    fillInPlace(build, files, dist)
    return
  }
  if (isInPlace(build, files, dist)) return
  for (const path of files.keys()) linkOrCopy(join(build, path), join(next, path))
  const old = `${next}${replacedSuffix}`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(next, dist)
  rmSync(old, { recursive: true, force: true })
}

/** Whether a folder cannot be renamed: a link, or the place where a disk is mounted, as a volume of a container. */
function isFixed(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  if (!found) return false
  return found.isSymbolicLink() || statSync(dirname(folder)).dev !== found.dev
}

/** Whether `dist/` has these very bytes already, and nothing else. */
function isInPlace(build: string, files: ReadonlyMap<string, string>, dist: string): boolean {
  const there = filesBelow(dist)
  const numberOf = (path: string) => lstatSync(path).ino
  // What every build makes anew has another number, and mostly the same bytes.
  const isSame = (path: string) =>
    numberOf(join(dist, path)) === numberOf(join(build, path)) || hashIn(join(dist, path)) === files.get(path)
  return there.length === files.size && there.every((path) => files.has(path) && isSame(path))
}

/** New files first, then what changed, at last what is gone: a page never misses what it shows. */
function fillInPlace(build: string, files: ReadonlyMap<string, string>, dist: string): void {
  const changed = [...files].filter(([path, hash]) => hashIn(join(dist, path)) !== hash)
  const isPage = ([path]: [string, string]) => (path.endsWith('.html') ? 1 : 0)
  for (const [path] of changed.sort((a, b) => isPage(a) - isPage(b))) {
    const part = join(dist, `${path}.part`)
    linkOrCopy(join(build, path), part)
    renameSync(part, join(dist, path))
  }
  for (const path of filesBelow(dist)) if (!files.has(path)) rmSync(join(dist, path))
  removeEmptyFolders(dist)
}

const hashIn = (file: string) => (existsSync(file) ? hashOfBytes(readFileSync(file)) : undefined)

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const below = join(folder, entry.name)
    removeEmptyFolders(below)
    if (readdirSync(below).length === 0) rmSync(below, { recursive: true })
  }
}
