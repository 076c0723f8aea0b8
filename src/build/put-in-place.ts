import { existsSync, lstatSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesBelow } from '../articles/files.ts'
import { hashOfFile } from '../cache/file-hashes.ts'
import { linkOrCopy } from '../cache/link-or-copy.ts'
import { replacedSuffix } from './stale-builds.ts'

/**
 * Puts a finished build in the place of `dist/`: a tree of links to its files, and two renames without anything between
 * them but the kernel. A build that is killed there is put right by the next command (`recoverDist`).
 *
 * The tree that was `dist/` is kept for the next build, without what has changed: to link and to remove fifty thousand
 * files takes longer than to look at them.
 *
 * @param build the folder with the files
 * @param files their paths from there, each with its hash
 * @param next a folder of this process, on the disk of `dist`
 * @param spare where the tree is kept, on the same disk
 */
export function putInPlace(
  build: string,
  files: ReadonlyMap<string, string>,
  dist: string,
  next: string,
  spare: string,
): void {
  if (isFixed(dist, dirname(next))) {
    fillInPlace(build, files, dist)
    return
  }
  const there = filesBelow(dist)
  const others = there.filter((path) => !files.has(path) || !isSame(build, dist, path, files.get(path)))
  if (others.length === 0 && there.length === files.size) return
  if (existsSync(spare)) renameSync(spare, next)
  linkAll(build, files, next)
  const old = `${next}${replacedSuffix}`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(next, dist)
  if (!existsSync(old)) return
  for (const path of others) rmSync(join(old, path))
  renameSync(old, spare)
}

/** Makes a folder a tree of links to the files of a build, whatever it held before. */
function linkAll(build: string, files: ReadonlyMap<string, string>, folder: string): void {
  const linked = new Set<string>()
  for (const path of filesBelow(folder)) {
    if (files.has(path) && isOneFile(join(folder, path), join(build, path))) linked.add(path)
    else rmSync(join(folder, path))
  }
  if (existsSync(folder)) removeEmptyFolders(folder)
  for (const path of files.keys()) if (!linked.has(path)) linkOrCopy(join(build, path), join(folder, path))
}

/** Whether two paths are names of one file. */
function isOneFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => lstatSync(path, { throwIfNoEntry: false }))
  return a !== undefined && a.ino === b?.ino && a.dev === b.dev
}

/** What every build makes anew is another file, and mostly has the same bytes. */
const isSame = (build: string, dist: string, path: string, hash: string | undefined) =>
  isOneFile(join(dist, path), join(build, path)) || hashIn(join(dist, path)) === hash

/**
 * Whether a folder cannot be moved to another: it is a link, or one of them is a disk of its own, as the volume of a
 * container is.
 */
function isFixed(folder: string, other: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  if (found?.isSymbolicLink()) return true
  const folders = [dirname(folder), other, ...(found ? [folder] : [])]
  return new Set(folders.map((path) => statSync(path).dev)).size > 1
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

const hashIn = (file: string) => (existsSync(file) ? hashOfFile(file) : undefined)

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const below = join(folder, entry.name)
    removeEmptyFolders(below)
    if (readdirSync(below).length === 0) rmSync(below, { recursive: true })
  }
}
