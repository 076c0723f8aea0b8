/*
 * `node tests/bench/broken-builds.ts [kills] [disks] [seed]`: edits a site, kills its build at random moments and fills
 * its disk to random sizes. After each, `dist/` must be whole, and the next build a clean build's bytes. Disks need root.
 */
import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashFiles } from '../hash-files.ts'
import { build, makeNewspaper, repository } from '../project.ts'
import { randomOf } from './articles.ts'

const [kills = 20, disks = 10, seed = 1] = process.argv.slice(2).map(Number)
const random = randomOf(seed)
const env = { SITE_URL: 'https://bao.example' }
const edited = 'content/articles/2018/bai-dai/index.mdx'
let wrong = 0

const hashesOf = (root: string) => JSON.stringify(hashFiles(join(root, 'dist')).map(({ path, hash }) => [path, hash]))

/** A copy of a site, without what its builds left but for pictures, which cost time alone. */
function copy(from: string, to: string): void {
  const isKept = (path: string) => !/\/(?:\.astro|dist|\.cache\/(?!pictures))(?:\/|$)/.test(path)
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: isKept })
}

async function mustBuild(root: string): Promise<void> {
  const { code, output } = await build(root, env)
  if (code !== 0) throw new Error(output)
}

/** Whether the next build of a site has a clean build's bytes. */
async function isMended(root: string): Promise<boolean> {
  await mustBuild(root)
  const clean = mkdtempSync(join(tmpdir(), 'clean-'))
  copy(root, clean)
  await mustBuild(clean)
  const same = hashesOf(root) === hashesOf(clean)
  rmSync(clean, { recursive: true })
  return same
}

function killedAfter(root: string, milliseconds: number): Promise<void> {
  const { PATH = '', HOME = '' } = process.env
  const astro = join(repository, 'node_modules/astro/bin/astro.mjs')
  const child = spawn(process.execPath, [astro, 'build'], {
    cwd: root,
    env: { PATH, HOME, ASTRO_TELEMETRY_DISABLED: '1', ...env },
    stdio: 'ignore',
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds)
  return new Promise((resolve) => {
    child.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Edits, has a build broken, and tells what became of it. */
async function tell(root: string, what: string, broken: () => Promise<unknown>): Promise<void> {
  const before = hashesOf(root)
  appendFileSync(join(root, edited), `\nĐoạn thêm số ${random(1e6)}.\n`)
  await broken()
  const after = hashesOf(root)
  const mended = await isMended(root)
  const whole = after === before || after === hashesOf(root)
  if (!whole || !mended) wrong += 1
  const state = after === before ? 'dist/ as before' : whole ? 'dist/ as it was to be' : 'dist/ IS NOT WHOLE'
  console.log(`${what}: ${state}; the next build ${mended ? 'is a clean one' : 'DIFFERS FROM A CLEAN ONE'}`)
}

const { root, dispose } = await makeNewspaper()
await mustBuild(root)
const start = performance.now()
await mustBuild(root)
const whole = performance.now() - start
for (let i = 0; i < kills; i += 1) {
  const milliseconds = random(Math.round(whole * 1.1))
  await tell(root, `killed after ${milliseconds} ms`, () => killedAfter(root, milliseconds))
}

for (let i = 0; i < disks; i += 1) {
  const disk = mkdtempSync(join(tmpdir(), 'disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk])
  try {
    // Without its caches a build writes all of them, some megabytes.
    copy(root, disk)
    cpSync(join(root, 'dist'), join(disk, 'dist'), { recursive: true })
    const filler = join(disk, 'filler')
    const free = 1024 * (8 + random(2 ** (3 + i)))
    await tell(disk, `${Math.round(free / 1024)} KB free`, async () => {
      const { bavail, bsize } = statfsSync(disk)
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - free)))
      await build(disk, env)
      rmSync(filler)
    })
  } finally {
    execFileSync('umount', [disk])
    rmSync(disk, { recursive: true })
  }
}

await dispose()
console.log(`${kills} kills and ${disks} disks, ${wrong} with damage`)
process.exitCode = wrong > 0 ? 1 : 0
