import { mkdirSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesBelow } from '../articles/files.ts'
import { borrowBytes } from '../cache/borrowed-bytes.ts'
import { readJson, writeJson } from '../cache/checked-file.ts'
import { FileHashes, hashOfBytes } from '../cache/file-hashes.ts'
import { buildFolder, cacheFolder } from '../cache/folders.ts'
import { publishedPath } from '../cache/publish.ts'

/** What is remembered of a file from one build to the next. */
interface BuiltFile {
  hash: string
  /** Whether a route of Astro's made it, which may leave it as it is. */
  isRoute: boolean
  /** The pictures and cards that it names. */
  shows: string[]
}

const record = `${cacheFolder}/build.json`
const hashes = `${cacheFolder}/build-hashes.json`

/**
 * The folder that Astro builds in, kept from one build to the next. Its files share their bytes with those of `dist/`
 * (hard links), so none is ever written into: what a build makes anew is removed before.
 */
export class KeptBuild {
  /** Absolute. */
  readonly folder: string
  readonly #root: string
  readonly #before: Record<string, BuiltFile>
  readonly #hashes: FileHashes
  /** The paths of the files that this build found and left. */
  readonly #left = new Set<string>()
  /** The folders that a file was removed from. */
  readonly #emptied = new Set<string>()
  #after: Record<string, BuiltFile> = {}
  /** The paths of pictures, one string for each. */
  readonly #names = new Map<string, string>()

  /** @param root the project's root */
  constructor(root: string) {
    this.#root = root
    this.folder = join(root, buildFolder)
    this.#before = readJson(join(root, record)) ?? {}
    this.#hashes = new FileHashes(this.folder, join(root, hashes))
  }

  /**
   * Removes what cannot be left as it is: files that are not what the last build wrote, whoever changed them, pages
   * whose pictures are gone, and whatever no route made, since every build writes that anew.
   */
  prepare(): void {
    mkdirSync(this.folder, { recursive: true })
    for (const path of filesBelow(this.folder)) {
      const known = this.#before[path]
      const isKept = known && (known.isRoute || isPublished(path))
      if (isKept && this.#hashes.of(path) === known.hash) this.#left.add(path)
      else this.#remove(path)
    }
    const whole = new Set(this.#left)
    for (const path of whole) {
      if (this.#before[path]?.shows.some((picture) => !whole.has(picture))) this.#remove(path)
    }
    // Where a folder was, this build may want a file.
    for (const folder of this.#emptied) removeIfEmpty(this.folder, folder)
  }

  /** @returns where a file lies within the folder */
  pathOf(file: string): string {
    return file.slice(this.folder.length + 1)
  }

  /**
   * Makes room for a page that Astro is about to write.
   *
   * @param pathname of its address, from the base path, without the slash before it
   */
  replace(pathname: string): void {
    const path = decodeURI(pathname).replace(/\/$/, '')
    const above = path.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))
    const names = [path, `${path}/index.html`.replace(/^\//, ''), `${path}.html`, ...above]
    const inTheWay = names.filter((name) => this.#left.has(name))
    for (const name of inTheWay) this.#remove(name)
    // Astro makes the folder again where it wants one.
    if (inTheWay.length > 0) removeIfEmpty(this.folder, path)
  }

  /**
   * Removes what nothing of this build made or shows.
   *
   * @param outputs the files that Astro's routes made or left, from the folder
   * @returns the hash of each file of the site, by its path, sorted
   */
  finish(outputs: ReadonlySet<string>): Map<string, string> {
    const files = filesBelow(this.folder)
    const isOrphan = (path: string) => !outputs.has(path) && this.#before[path]?.isRoute
    const shown = new Set<string>()
    for (const path of files) {
      if (isPublished(path) || isOrphan(path)) continue
      const file = { ...this.#look(path), isRoute: outputs.has(path) }
      this.#after[path] = file
      for (const picture of file.shows) shown.add(picture)
    }
    for (const path of files) {
      if (this.#after[path]) continue
      if (isPublished(path) && shown.has(path)) {
        this.#after[path] = { hash: this.#hashes.of(path) ?? '', isRoute: false, shows: [] }
      } else this.#remove(path)
    }
    const paths = Object.keys(this.#after).sort()
    return new Map(paths.map((path) => [path, this.#after[path]?.hash ?? '']))
  }

  /** Writes down what this build made, once `dist/` has it. */
  remember(): void {
    for (const [path, { hash }] of Object.entries(this.#after)) this.#hashes.remember(path, hash)
    this.#hashes.save()
    writeJson(join(this.#root, record), this.#after)
  }

  /** A file's hash and the pictures that it names. */
  #look(path: string): Omit<BuiltFile, 'isRoute'> {
    const known = this.#left.has(path) ? this.#before[path] : undefined
    if (known && this.#hashes.of(path) === known.hash) return known
    if (!/\.(?:html|xml|json|md|txt)$/.test(path)) return { hash: this.#hashes.of(path) ?? '', shows: [] }
    const bytes = borrowBytes(join(this.folder, path))
    return { hash: hashOfBytes(bytes), shows: this.#picturesIn(bytes) }
  }

  #picturesIn(bytes: Buffer): string[] {
    const found = bytes.toString('latin1').match(publishedPath) ?? []
    return [...new Set(found)].map((path) => this.#ownString(path))
  }

  /** What a search finds in a string keeps all of it in memory, which would be all pages in the end. */
  #ownString(part: string): string {
    const own = this.#names.get(part) ?? Buffer.from(part, 'latin1').toString('latin1')
    this.#names.set(own, own)
    return own
  }

  #remove(path: string): void {
    this.#left.delete(path)
    this.#emptied.add(dirname(path))
    rmSync(join(this.folder, path))
  }
}

/** Removes a folder, and those above it, as long as nothing is in them. */
function removeIfEmpty(root: string, folder: string): void {
  for (let path = folder; path !== '' && path !== '.'; path = dirname(path)) {
    try {
      rmdirSync(join(root, path))
    } catch {
      return
    }
  }
}

const wholePath = new RegExp(`^${publishedPath.source}$`)

/** Whether a path is that of a picture or a card, which lie there for as long as a page names them. */
const isPublished = (path: string) => wholePath.test(path)
