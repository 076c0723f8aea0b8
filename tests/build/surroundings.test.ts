import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { hashFiles } from '../hash-files.ts'
import { articleFile, build, makeProject } from '../project.ts'

/* What a project may lie in: folders of any name, other people's disks, homes that cannot be written. */

const env = { SITE_URL: 'https://bao.example' }
let project: Awaited<ReturnType<typeof makeProject>>
let scratch: string

/** What a build in a folder like any other makes of the project. */
let whole: ReturnType<typeof hashFiles>

beforeAll(async () => {
  project = await makeProject({ '2020/bai-thu/index.mdx': articleFile() })
  const { code, output } = await build(project.root, env)
  expect(code, output).toBe(0)
  whole = hashFiles(join(project.root, 'dist'))
})

afterAll(() => project.dispose())

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'surroundings-'))
})

afterEach(() => rm(scratch, { recursive: true, force: true }))

/** The project without what was built of it, in a folder of another name. */
async function moved(name: string): Promise<string> {
  const root = join(scratch, name)
  const isSource = (path: string) => !['dist', '.cache', '.astro'].includes(relative(project.root, path))
  await cp(project.root, root, { recursive: true, verbatimSymlinks: true, filter: isSource })
  return root
}

test('a folder named with #, which Vite cannot read, is told in one sentence', async () => {
  const root = await moved('a # b')
  const options = { cwd: root, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/run.js', 'astro', 'build'], options)
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^The folder .*a # b has "#" or "\?" in its name, .*: rename it\.\n$/)
})

test('a folder named with a space, &, % and marks', async () => {
  const root = await moved('a b & % đ')
  const { code, output } = await build(root, env)
  expect(code, output).toBe(0)
  expect(hashFiles(join(root, 'dist'))).toEqual(whole)
})

test('umask 077, and a home folder that cannot be written', async () => {
  const root = await moved('project')
  const home = join(scratch, 'home')
  await mkdir(home)
  await chmod(home, 0o500)
  const command = `umask 077; exec "$0" src/run.js astro build`
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command, process.execPath], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: home, ...env },
    encoding: 'utf8',
  })
  expect(status, stdout + stderr).toBe(0)
  expect(hashFiles(join(root, 'dist'))).toEqual(whole)
  expect(await readdir(home), 'nothing is left in the home folder').toEqual([])
})

test('dist/ as a link to a folder is filled in place, and what is no part of the site goes', async () => {
  const real = join(scratch, 'elsewhere')
  await mkdir(join(real, 'cu'), { recursive: true })
  await writeFile(join(real, 'cu/la.html'), 'lạ')
  const root = await moved('project')
  await symlink(real, join(root, 'dist'))
  const { code, output } = await build(root, env)
  expect(code, output).toBe(0)
  expect((await lstat(join(root, 'dist'))).isSymbolicLink()).toBe(true)
  expect(hashFiles(real)).toEqual(whole)
})

test.for(['dist', '.cache'])('where %s is a disk of its own, dist/ is filled in place', async (name, context) => {
  const root = await moved('project')
  const disk = join(root, name)
  await mkdir(disk, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    console.log(`no disk can be mounted here: that ${name} may be one was not tested`)
    return context.skip()
  }
  try {
    for (const title of ['Một', 'Hai']) {
      await writeFile(join(root, 'content/articles/2020/bai-thu/index.mdx'), articleFile({ title }))
      const { code, output } = await build(root, env)
      expect(code, output).toBe(0)
      const page = await readFile(join(root, 'dist/2020/bai-thu/index.html'), 'utf8')
      expect(page).toContain(`<title>${title} – Báo Thử</title>`)
    }
  } finally {
    execFileSync('umount', [disk])
  }
})

test('caches that are rubbish are empty caches', async () => {
  const cache = join(project.root, '.cache')
  for (const name of (await readdir(cache)).filter((file) => file.endsWith('.json')))
    await writeFile(join(cache, name), 'null')
  const { code, output } = await build(project.root, env)
  expect(code, output).toBe(0)
  expect(hashFiles(join(project.root, 'dist'))).toEqual(whole)
})
