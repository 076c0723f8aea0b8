import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesBelow } from '../../src/articles/files.ts'
import { manifestFile, parseManifest } from '../../src/hosts/manifest.ts'
import { hashFiles } from '../hash-files.ts'
import { articleFile, build, makeProject, repository, writeArticles } from '../project.ts'

const here = '2020/bai-thu/index.mdx'
const address = { SITE_URL: 'https://bao.example' }
let project: Awaited<ReturnType<typeof makeProject>>
let dist: string

beforeAll(async () => {
  project = await makeProject({ [here]: articleFile() })
  dist = join(project.root, 'dist')
  const { code, output } = await build(project.root, address)
  expect(code, output).toBe(0)
})

afterAll(() => project.dispose())

/** What a folder holds, as a manifest tells it. */

/** Folders that builds left in the cache. */
const leftovers = async () => (await readdir(join(project.root, '.cache'))).filter((name) => name.startsWith('dist-'))

/** Starts a build in a group of its own and kills all of it after a while; false where it ended before. */
function killedBuild(milliseconds: number): Promise<boolean> {
  const astro = join(repository, 'node_modules/astro/bin/astro.mjs')
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, ASTRO_TELEMETRY_DISABLED: '1', ...address }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [astro, 'build'], { cwd: project.root, env, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds)
    child.once('close', (_, signal) => {
      clearTimeout(timer)
      resolve(signal === 'SIGKILL')
    })
  })
}

test('the manifest lists every file with its hash, and a web server may read the folder', async () => {
  const entries = parseManifest(await readFile(join(project.root, manifestFile), 'utf8'))
  expect(entries.map(({ path }) => path)).toEqual(filesBelow(dist))
  expect(entries).toEqual(hashFiles(dist))
  expect(execFileSync('sha256sum', ['--quiet', '-c', `../${manifestFile}`], { cwd: dist }).toString()).toBe('')
  expect(execFileSync('stat', ['-c', '%a', dist]).toString().trim()).toBe('755')
})

test('another folder, time zone, locale and number of threads make one manifest', async () => {
  const other = await makeProject({ [here]: articleFile() })
  const env = { ...address, TZ: 'America/Lima', LANG: 'vi_VN.UTF-8', UV_THREADPOOL_SIZE: '1' }
  expect((await build(other.root, env)).code).toBe(0)
  const manifest = await readFile(join(other.root, manifestFile), 'utf8')
  expect(manifest).toBe(await readFile(join(project.root, manifestFile), 'utf8'))
  await other.dispose()
})

test('a build that is killed, ten times, leaves dist/ as it was and nothing for long', async () => {
  const before = hashFiles(dist)
  // The first build after another takes less from it than the second.
  expect((await build(project.root, address)).code).toBe(0)
  const start = performance.now()
  expect((await build(project.root, address)).code).toBe(0)
  const whole = performance.now() - start
  let killed = 0
  for (let i = 0; i < 10; i += 1) {
    // Spread over the whole of a build, so that most moments are met on a machine of any speed.
    if (await killedBuild((whole * (i + 1)) / 11)) killed += 1
    expect(hashFiles(dist), `killed at ${i + 1}/11`).toEqual(before)
  }
  expect(killed).toBeGreaterThan(4)
  expect((await build(project.root, address)).code).toBe(0)
  expect(await leftovers()).toEqual([])
  expect(hashFiles(dist)).toEqual(before)
})

test('a dist/ that a killed build had moved away comes back', async () => {
  const before = hashFiles(dist)
  const { machine } = await import('../../src/build/stale-builds.ts')
  // No process has this number.
  await rename(dist, join(project.root, '.cache', `dist-${machine}-4194999-abcdef.old0`))
  await writeArticles(project.root, { '2020/loi/index.mdx': articleFile({ author: undefined }) })
  expect((await build(project.root, address)).code).toBe(1)
  await rm(join(project.root, 'content/articles/2020/loi'), { recursive: true })
  expect(hashFiles(dist)).toEqual(before)
})

test('the folder of a build that runs is not swept', async () => {
  const { machine } = await import('../../src/build/stale-builds.ts')
  const folder = join(project.root, '.cache', `dist-${machine}-${process.pid}-abcdef`)
  await mkdir(folder)
  expect((await build(project.root, address)).code).toBe(0)
  expect(existsSync(folder)).toBe(true)
  await rm(folder, { recursive: true })
})

test('two builds at once do not mix', async () => {
  const [one, two] = ['https://mot.example', 'https://hai.example']
  const outcomes = await Promise.all([one, two].map((SITE_URL) => build(project.root, { SITE_URL })))
  for (const { code, output } of outcomes) expect(code, output).toBe(0)
  expect(outcomes.filter(({ output }) => output.includes('another build runs'))).toHaveLength(1)
  expect(hashFiles(dist)).toEqual(parseManifest(await readFile(join(project.root, manifestFile), 'utf8')))
  const page = await readFile(join(dist, '2020/bai-thu/index.html'), 'utf8')
  const winner = page.includes(one) ? one : two
  expect(page.includes(winner === one ? two : one)).toBe(false)
  const alone = await build(project.root, { SITE_URL: winner })
  const both = parseManifest(await readFile(join(project.root, manifestFile), 'utf8'))
  expect(alone.code).toBe(0)
  expect(hashFiles(dist)).toEqual(both)
  expect(await leftovers()).toEqual([])
})

test('the tree of the build before is the next dist/, whatever it holds', async () => {
  const spare = join(project.root, '.cache/spare-dist')
  const write = (title: string) => writeArticles(project.root, { [here]: articleFile({ title }) })
  for (const title of ['Bài thử lần một', 'Bài thử lần hai']) {
    await write(title)
    expect((await build(project.root, address)).code).toBe(0)
  }
  // Nothing of the build before but what this one has, too.
  const now = new Set(filesBelow(dist))
  expect(filesBelow(spare).length).toBeGreaterThan(5)
  for (const path of filesBelow(spare)) expect(now.has(path), path).toBe(true)
  expect(existsSync(join(spare, '2020/bai-thu/index.html'))).toBe(false)
  // As if somebody had been there.
  await writeFile(join(spare, 'la.html'), 'x')
  await rm(join(spare, 'robots.txt'))
  await mkdir(join(spare, '2020/bai-thu/index.html/x'), { recursive: true })
  await writeFile(join(spare, '2020/bai-thu/index.html/x/y'), 'x')
  await rm(join(spare, 'rss.xml'), { force: true })
  await symlink('robots.txt', join(spare, 'rss.xml'))
  await write('Bài thử')
  expect((await build(project.root, address)).code).toBe(0)
  expect(hashFiles(dist)).toEqual(parseManifest(await readFile(join(project.root, manifestFile), 'utf8')))
  expect(existsSync(join(dist, 'la.html'))).toBe(false)
  expect((await readdir(join(dist, '2020/bai-thu'))).sort()).toEqual(expect.arrayContaining(['index.html', 'index.md']))
})

test('a killed build keeps nobody waiting', async () => {
  const { machine } = await import('../../src/build/stale-builds.ts')
  // No process has the first number; that of the second began at another time, as in a container that starts again.
  for (const holder of ['4194999', `${process.pid} 1`]) {
    await writeFile(join(project.root, '.cache/building'), `${machine} ${holder}`)
    const { code, output } = await build(project.root, address)
    expect(code, output).toBe(0)
    expect(existsSync(join(project.root, '.cache/building'))).toBe(false)
  }
})

test('articles that want to run code stop the build, and nothing of them runs', async () => {
  const mark = join(project.root, 'ran')
  const run = `writeFileSync(${JSON.stringify(mark)}, '')`
  const before = hashFiles(dist)
  const hostile = {
    'nhap-khau': `import { writeFileSync } from 'node:fs'\n\nexport const a = ${run}`,
    'bieu-thuc': `Một {process.getBuiltinModule('fs').${run}} hai.`,
    'thuoc-tinh': `<Aside title={process.getBuiltinModule('fs').${run}}>a</Aside>`,
    trai: `<Aside {...process.getBuiltinModule('fs').${run}}>a</Aside>`,
  }
  for (const [slug, text] of Object.entries(hostile)) {
    await writeArticles(project.root, { [`2020/${slug}/index.mdx`]: articleFile({}, text) })
  }
  const { code, output } = await build(project.root, address)
  for (const slug of Object.keys(hostile)) {
    expect(output).toContain(`content/articles/2020/${slug}/index.mdx\n  line 8:`)
    await rm(join(project.root, 'content/articles/2020', slug), { recursive: true })
  }
  expect(code).toBe(1)
  expect(existsSync(mark)).toBe(false)
  expect(hashFiles(dist)).toEqual(before)
})

describe('a full disk', () => {
  test('is an error that says so, and leaves dist/ as it was', async (context) => {
    const disk = await mkdtemp(join(tmpdir(), 'disk-'))
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk], { stdio: 'ignore' })
    } catch {
      console.log('no small disk can be mounted here: the test of a full one did not run')
      await rm(disk, { recursive: true })
      return context.skip()
    }
    try {
      await cp(project.root, disk, {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => !/\.cache|\.astro/.test(path),
      })
      await mkdir(join(disk, '.cache'), { recursive: true })
      const before = hashFiles(join(disk, 'dist'))
      // Fill it, but for a little.
      const { bavail, bsize } = await import('node:fs').then(({ statfsSync }) => statfsSync(disk))
      await writeFile(join(disk, 'filler'), Buffer.alloc(bavail * bsize - 40 * 1024))
      const { code, output } = await build(disk, address)
      expect(code).toBe(1)
      expect(output).toMatch(
        /The disk that holds .+ is full \(\d+ KB are free\), so the build stopped; the last good dist\//,
      )
      expect(hashFiles(join(disk, 'dist'))).toEqual(before)
    } finally {
      execFileSync('umount', [disk])
      await rm(disk, { recursive: true })
    }
  })
})
