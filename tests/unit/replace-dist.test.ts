import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { filesBelow } from '../../src/articles/files.ts'
import { takeTurn } from '../../src/build/build-lock.ts'
import { putInPlace } from '../../src/build/put-in-place.ts'
import { freshPrefix, machine, recoverDist } from '../../src/build/stale-builds.ts'
import { hashFiles } from '../hash-files.ts'

/* What a build does with dist/ and with the builds beside it, on folders of a few files. */

/** No process has this number. */
const nobody = 4194999

let root: string
let cache: string
let dist: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'replace-dist-'))
  cache = join(root, '.cache')
  dist = join(root, 'dist')
  mkdirSync(cache)
})

afterEach(() => rm(root, { recursive: true, force: true }))

function write(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

describe('the tree of the build before is the next dist/', () => {
  /** Builds, in a folder that holds nothing else, and puts that in place. */
  function put(files: Record<string, string>): void {
    const build = join(root, 'build')
    rmSync(build, { recursive: true, force: true })
    write(build, files)
    const hashes = new Map(hashFiles(build).map(({ path, hash }) => [path, hash]))
    putInPlace(build, hashes, dist, join(cache, `${freshPrefix()}next`), join(cache, 'spare'))
    expect(hashFiles(dist)).toEqual(hashFiles(build))
  }
  const site = { 'index.html': '1', 'robots.txt': 'r', 'rss.xml': '1', 'a/index.html': 'a', 'a/index.md': 'a' }

  test('without what has changed', () => {
    put(site)
    put({ ...site, 'index.html': '2', 'a/index.html': 'b' })
    expect(filesBelow(join(cache, 'spare'))).toEqual(['a/index.md', 'robots.txt', 'rss.xml'])
  })

  test('whatever it holds', () => {
    put(site)
    put({ ...site, 'index.html': '2', 'a/index.html': 'b' })
    const spare = join(cache, 'spare')
    // As if somebody had been there.
    write(spare, { 'la.html': 'x', 'a/index.html/x/y': 'x' })
    rmSync(join(spare, 'robots.txt'))
    rmSync(join(spare, 'rss.xml'))
    symlinkSync('robots.txt', join(spare, 'rss.xml'))
    put({ ...site, 'index.html': '3', 'a/index.html': 'c', 'b/index.html': 'b' })
    put({ 'a/index.html': 'c' })
    put(site)
  })

  test('and nothing is moved where nothing has changed', () => {
    put(site)
    const { ino } = statSync(dist)
    put(site)
    expect(statSync(dist).ino).toBe(ino)
    expect(existsSync(join(cache, 'spare'))).toBe(false)
  })
})

describe('what killed builds left', () => {
  test('a dist/ that was moved away comes back, and stays where there is one', async () => {
    const movedAway = join(cache, `dist-${machine}-${nobody}-abcdef.old`)
    for (const text of ['first', 'second']) {
      write(movedAway, { a: text })
      await recoverDist(cache, dist)
      expect(readFileSync(join(dist, 'a'), 'utf8')).toBe('first')
      expect(filesBelow(cache)).toEqual([])
    }
  })

  test('is swept, but for the folders of builds that run, here or elsewhere', async () => {
    const running = [`${freshPrefix()}next`, `dist-${machine}-${process.pid}-abcdef`, `dist-01234567-${nobody}-next`]
    const dead = [`dist-${machine}-${nobody}-next`, `dist-${machine}-${process.pid}-1-next`]
    for (const name of [...running, ...dead]) write(join(cache, name), { a: '' })
    await recoverDist(cache, dist)
    expect(filesBelow(cache)).toEqual(running.map((name) => `${name}/a`).sort())
    expect(existsSync(dist)).toBe(false)
  })
})

describe('builds take turns', () => {
  const lock = () => join(cache, 'building')

  // That of the second began at another time, as in a container that starts again.
  test.each([`${nobody}`, `${process.pid} 1`])('a killed one (%s) keeps nobody waiting', async (holder) => {
    writeFileSync(lock(), `${machine} ${holder}`)
    const said: string[] = []
    await takeTurn(cache, (text) => said.push(text))
    expect(said).toEqual([])
    expect(readFileSync(lock(), 'utf8')).toContain(`${machine} ${process.pid} `)
  })

  test('one that runs is waited for', async () => {
    await takeTurn(cache, () => {})
    const said: string[] = []
    const second = takeTurn(cache, (text) => said.push(text))
    expect(await Promise.race([second.then(() => 'began'), new Promise((end) => setTimeout(end, 250, 'waits'))])).toBe(
      'waits',
    )
    expect(said).toEqual([`another build runs (process ${process.pid}); this one waits for it`])
    rmSync(lock())
    await second
  })
})
