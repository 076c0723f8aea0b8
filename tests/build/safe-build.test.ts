import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
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

test('a build that is killed, ten times, leaves dist/ as it was and nothing for long', async () => {
  const before = hashFiles(dist)
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
