import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { filesBelow } from '../../src/articles/files.ts'
import { compressFiles } from '../../src/hosts/compress.ts'

let folder: string
let dist: string
let cache: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compress-'))
  dist = join(folder, 'dist')
  cache = join(folder, 'cache')
  await mkdir(dist)
})

afterEach(() => rm(folder, { recursive: true }))

const text = 'chữ '.repeat(500)
const write = (name: string, contents: string | Uint8Array) => writeFile(join(dist, name), contents)

test('what becomes smaller has two copies, which say the same', async () => {
  await write('a.html', text)
  await write('b.html', text)
  await write('c.html', 'ngắn')
  await write('d.jpg', text)
  await write('_headers', text)
  expect(await compressFiles(dist, cache)).toMatchObject({ copies: 4, removed: 0 })
  expect(filesBelow(dist).filter((name) => /\.(?:br|gz)$/.test(name))).toEqual([
    'a.html.br',
    'a.html.gz',
    'b.html.br',
    'b.html.gz',
  ])
  expect(brotliDecompressSync(await readFile(join(dist, 'a.html.br'))).toString()).toBe(text)
  expect(gunzipSync(await readFile(join(dist, 'b.html.gz'))).toString()).toBe(text)
  expect(await readdir(cache), 'two files of the same text have one copy').toHaveLength(2)
})

test('a second run makes only what changed, whether the folder kept its copies or is new', async () => {
  await write('a.html', text)
  await write('b.html', `${text}b`)
  expect((await compressFiles(dist, cache)).made).toBe(4)
  expect((await compressFiles(dist, cache)).made).toBe(0)
  for (const name of filesBelow(dist)) if (!name.endsWith('.html')) await rm(join(dist, name))
  await write('b.html', `${text}c`)
  expect(await compressFiles(dist, cache)).toEqual({ copies: 4, made: 2, removed: 0 })
  expect(brotliDecompressSync(await readFile(join(dist, 'b.html.br'))).toString()).toBe(`${text}c`)
  expect(await readdir(cache), 'what no file needs is dropped').toHaveLength(4)
  await writeFile(join(cache, 'luan-van.txt'), 'của người khác')
  await compressFiles(dist, cache)
  expect(await readdir(cache), 'and nothing of anybody else').toContain('luan-van.txt')
})

test('copies of what is gone, or has become short, are taken away', async () => {
  await write('a.html', text)
  await write('b.html', `${text}b`)
  await compressFiles(dist, cache)
  await rm(join(dist, 'a.html'))
  await write('b.html', 'ngắn')
  expect(await compressFiles(dist, cache)).toEqual({ copies: 0, made: 0, removed: 4 })
  expect(filesBelow(dist)).toEqual(['b.html'])
})

test('a copy that was damaged in the cache is made anew, and one in the folder replaced', async () => {
  await write('a.html', text)
  await compressFiles(dist, cache)
  for (const name of await readdir(cache)) {
    await rm(join(cache, name))
    await writeFile(join(cache, name), 'damaged')
  }
  await write('a.html.br', 'of another build')
  expect((await compressFiles(dist, cache)).made).toBe(2)
  expect(brotliDecompressSync(await readFile(join(dist, 'a.html.br'))).toString()).toBe(text)
  expect(gunzipSync(await readFile(join(dist, 'a.html.gz'))).toString()).toBe(text)
})
