/*
 * Builds sites of many articles in a scratch folder and prints what that costs: `npm run bench` for 1, 1,000 and 10,000,
 * `npm run bench -- 500` for another size, `--folder <path>` to keep the sites and their caches. Beyond 10,000, where
 * drawing the cards would take hours, a kept site of 10,000 lends its photos, and one card stands for all:
 * `npm run bench -- 10000 100000 --folder <path>`.
 */
import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { keepOneCard } from '../one-card.ts'
import { photographed, writeArticle } from './articles.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
/** What every step but the first finds ready: share cards, the derivatives of photos, and which photos are sound. */
const kept = ['pictures', 'sound-photos.json']

/** What one build took: processor seconds of all threads, and the most memory at a time, in bytes. */
interface Usage {
  cpu: number
  memory: number
}

const { values, positionals } = parseArgs({ options: { folder: { type: 'string' } }, allowPositionals: true })
const sizes = positionals.length > 0 ? positionals.map(Number) : [1, 1000, 10_000]

const columns = [9, 42, 12, 10, 9, 9]
const row = (...cells: (string | number)[]) =>
  console.log(
    cells
      .map((cell, i) => (i === 1 ? `${cell}`.padEnd(columns[i] ?? 0) : `${cell}`.padStart(columns[i] ?? 0)))
      .join('  '),
  )

console.log(`Node ${process.version}, ${availableParallelism()} cores\n`)
row('articles', 'build', 'processor s', 'memory MB', 'files', 'MB')
for (const count of sizes) await measure(count)

async function measure(count: number): Promise<void> {
  const root = values.folder ? join(values.folder, String(count)) : await mkdtemp(join(tmpdir(), 'bench-'))
  await makeSite(root, count)
  const pictures = join(root, '.cache/pictures')
  const isWarm = await stat(pictures).catch(() => undefined)
  if (!isWarm && count > photographed && values.folder) {
    await cp(join(values.folder, String(photographed), '.cache/pictures'), pictures, { recursive: true })
    await keepOneCard(root, pictures)
  } else if (!isWarm) await report(root, count, 'all of it, nothing kept')
  await forget(root)
  await report(root, count, 'cards and pictures kept')
  await report(root, count, 'nothing changed')
  const files = await articleFiles(root)
  const changed = join(root, files[Math.floor(count / 2)] ?? '')
  const text = await readFile(changed, 'utf8')
  // Lists, feeds, the pages that lead to it, and the search change with a headline.
  await writeFile(changed, text.replace(/^title: .*$/m, '$& sửa').concat('\nMột đoạn mới.\n'))
  await report(root, count, 'one article changed, its headline, too')
  const before = await manifestOf(root)
  const added = await writeArticle(root, count, count)
  await report(root, count, 'one article added')
  const after = await manifestOf(root)
  const fresh = [...after].filter(([path, hash]) => before.get(path) !== hash).map(([path]) => path)
  const sizes = await Promise.all(fresh.map(async (path) => ({ path, ...(await stat(join(root, 'dist', path))) })))
  const bytes = sizes.reduce((sum, { size }) => sum + size, 0)
  console.log(
    `          ${fresh.length} files of ${(bytes / 1e6).toFixed(2)} MB are new or changed with it; the largest:`,
  )
  for (const { path, size } of sizes.sort((a, b) => b.size - a.size).slice(0, 5))
    console.log(`          ${size} B ${path}`)
  await rm(dirname(added), { recursive: true })
  const largest = await largestOf(join(root, 'dist'), { page: /index\.html$/, card: /\/card\.\w+\.(?:jpg|png)$/ })
  console.log(`          largest page: ${largest.page} B; largest card: ${largest.card} B (at most 300,000)\n`)
  if (!values.folder) await rm(root, { recursive: true, force: true })
}

/** The hash of each file of a build, by its path. */
async function manifestOf(root: string): Promise<Map<string, string>> {
  const lines = (await readFile(join(root, '.cache/sha256sums.txt'), 'utf8')).trimEnd().split('\n')
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
}

async function makeSite(root: string, count: number): Promise<void> {
  await mkdir(root, { recursive: true })
  for (const name of ['src', 'public', 'astro.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    await rm(join(root, name), { recursive: true, force: true })
    await cp(join(repository, name), join(root, name), { recursive: true })
  }
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules')).catch(() => {})
  if ((await articleFiles(root)).length === count) return
  for (let i = 0; i < count; i++) await writeArticle(root, i, count)
}

async function articleFiles(root: string): Promise<string[]> {
  const all = await readdir(join(root, 'content/articles'), { recursive: true }).catch(() => [])
  return all
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => join('content/articles', name))
    .sort()
}

/** As a machine that has never built the site, but kept its caches of cards and pictures, as a CI does. */
async function forget(root: string): Promise<void> {
  for (const name of ['dist', '.astro', 'content/permalinks.txt'])
    await rm(join(root, name), { recursive: true, force: true })
  for (const name of await readdir(join(root, '.cache'))) {
    if (!kept.includes(name)) await rm(join(root, '.cache', name), { recursive: true })
  }
}

async function report(root: string, count: number, name: string): Promise<void> {
  const { cpu, memory } = await build(root)
  const { files, bytes } = await weigh(join(root, 'dist'))
  row(
    count.toLocaleString('en'),
    name,
    cpu.toFixed(1),
    Math.round(memory / 1e6),
    files.toLocaleString('en'),
    (bytes / 1e6).toFixed(1),
  )
}

function build(root: string): Promise<Usage> {
  const usageFile = join(root, 'usage.json')
  const usage = new URL('usage.ts', import.meta.url).href
  const { PATH = '', HOME = '', NODE_OPTIONS = '' } = process.env
  const env = {
    PATH,
    HOME,
    NODE_OPTIONS,
    USAGE_FILE: usageFile,
    SITE_URL: 'https://bao.example',
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', usage, 'src/run.js', 'astro', 'build'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let tail = ''
    child.stdout.on('data', (chunk) => {
      tail = (tail + chunk).slice(-4000)
    })
    child.on('exit', async (code) => {
      if (code === 0) resolve(JSON.parse(await readFile(usageFile, 'utf8')))
      else reject(new Error(tail))
    })
  })
}

/** The size of the largest file of each kind, in bytes. */
async function largestOf<Kind extends string>(
  folder: string,
  kinds: Record<Kind, RegExp>,
): Promise<Partial<Record<Kind, number>>> {
  const largest: Partial<Record<Kind, number>> = {}
  for (const name of await readdir(folder, { recursive: true })) {
    for (const kind of Object.keys(kinds) as Kind[]) {
      if (kinds[kind].test(name)) largest[kind] = Math.max(largest[kind] ?? 0, (await stat(join(folder, name))).size)
    }
  }
  return largest
}

async function weigh(folder: string): Promise<{ files: number; bytes: number }> {
  let [files, bytes] = [0, 0]
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    files += 1
    bytes += (await stat(join(entry.parentPath, entry.name))).size
  }
  return { files, bytes }
}
