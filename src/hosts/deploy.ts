import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashOfBytes } from '../cache/file-hashes.ts'
import { trimEnd } from '../vietnamese/trim.ts'
import { hashedFolder, immutable, revalidate } from './headers.ts'
import { deployedFile, formatManifest, type ManifestEntry, parseManifest } from './manifest.ts'
import { copyEndings, kindOf } from './media-types.ts'

/** Stands in a manifest for the hash of a file of which nobody knows whether it came through. */
const unknown = '0'.repeat(64)

/** What has to be done to a target. */
export interface Plan {
  /** Files to be uploaded, one batch after the other: what others need comes first. */
  batches: string[][]
  /** Files of the last deployment that the build does not have. */
  deletions: string[]
  /** The manifest while the work is under way: whatever it touches is unknown. */
  pending: ManifestEntry[]
  /** What lay there before. */
  before: readonly ManifestEntry[]
}

/**
 * Plans how a target becomes a build, so that at no moment a page is there whose files are missing: files with a hash in
 * their names, other files, articles, then what lists them; deletions last.
 *
 * @param build what is to be there
 * @param target what is there, as the last deployment wrote it down; empty where there was none
 */
export function planDeployment(build: readonly ManifestEntry[], target: readonly ManifestEntry[]): Plan {
  const there = new Map(target.map(({ path, hash }) => [path, hash]))
  const wanted = new Set(build.map(({ path }) => path))
  const changed = build.filter(({ path, hash }) => there.get(path) !== hash).map(({ path }) => path)
  const batches = ranks.map((_, rank) => changed.filter((path) => rankOf(path) === rank))
  const deletions = target.filter(({ path }) => !wanted.has(path)).map(({ path }) => path)
  const touched = new Set([...changed, ...deletions])
  const rest = target.filter(({ path }) => !touched.has(path))
  const pending = [...rest, ...[...touched].map((path) => ({ path, hash: unknown }))]
  return {
    batches: batches.filter((paths) => paths.length > 0),
    deletions,
    pending: pending.sort((a, b) => (a.path < b.path ? -1 : 1)),
    before: target,
  }
}

/** What a file is to others; those are uploaded first that others point at. */
const ranks: ((path: string) => boolean)[] = [
  (path) => path.startsWith(hashedFolder) || /-[0-9a-f]{8,}\.\w+$/.test(path),
  (path) => path.includes('/') && !path.endsWith('.html'),
  (path) => /^\d{4}\/(?!trang\/)[^/]+\//.test(path),
  () => true,
]

function rankOf(path: string): number {
  const file = path.replace(/\.(?:br|gz)$/, '')
  return ranks.findIndex((is) => is(file))
}

/** Runs a program to its end. */
export type Run = (program: string, args: readonly string[]) => { status: number; output: string; errors?: string }

/** @throws where it fails with anything but `isNothing`, which says that there is nothing yet */
function must(run: Run, program: string, args: readonly string[], isNothing = 0): string {
  const { status, output, errors = '' } = run(program, args)
  if (status !== 0 && status !== isNothing) {
    throw new Error(`${errors}${program} ended with ${status}: the same command goes on where it stopped`)
  }
  return output
}

/** How a kind of target is read and written. */
interface Transport {
  /** The manifest that lies there; undefined where there is none. */
  read(): string | undefined
  upload(folder: string, paths: readonly string[]): void
  remove(paths: readonly string[]): void
}

/** Where to deploy what. */
export interface Deployment {
  /** `user@server:/var/www/site`, or a folder's path, for rsync; `remote:bucket/path` for rclone. */
  target: string
  dist: string
  /** The build's manifest. */
  build: readonly ManifestEntry[]
  isDryRun: boolean
  run?: Run
  log?: (line: string) => void
}

/**
 * Makes a target the same as a build. It may be broken off at any moment and run again, with the same build or another:
 * what it was about to touch is written down on the target before it is touched.
 *
 * @throws where a program is missing or fails, or the folder is not what the manifest says
 */
export function deploy({ target, dist, build, isDryRun, run = runProgram, log = console.log }: Deployment): Plan {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'))
  try {
    const transport = /^[^:@]+@[^:]*:|^\//.test(target)
      ? rsync(target, folder, run)
      : rclone(target, folder, run, isDryRun)
    const all = withCopies(dist, build)
    const plan = planDeployment(all, deployedOf(transport.read()))
    const count = plan.batches.reduce((sum, { length }) => sum + length, 0)
    log(`${target}: ${count} of ${all.length} files to upload, ${plan.deletions.length} to delete`)
    if (isDryRun) {
      for (const paths of plan.batches) for (const path of paths) log(`  upload ${path}`)
      for (const path of plan.deletions) log(`  delete ${path}`)
      return plan
    }
    if (count + plan.deletions.length === 0) return plan
    checkFiles(dist, build, new Set(plan.batches.flat()))
    const note = (entries: readonly ManifestEntry[]) => {
      writeFileSync(join(folder, deployedFile), formatManifest(entries))
      transport.upload(folder, [deployedFile])
    }
    note(plan.pending)
    for (const paths of plan.batches) transport.upload(dist, paths)
    if (plan.deletions.length > 0) transport.remove(plan.deletions)
    note(all)
    return plan
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What the target says that it has; nothing where it says nothing. */
function deployedOf(text = ''): ManifestEntry[] {
  try {
    return parseManifest(text)
  } catch (error) {
    const what = `${deployedFile} on the target is damaged (${(error as Error).message})`
    throw new Error(`${what}: delete it there, and all files are uploaded anew`)
  }
}

/** The compressed copies that lie beside the files; they change when their file does. */
function withCopies(dist: string, build: readonly ManifestEntry[]): ManifestEntry[] {
  return build.flatMap((entry) => [
    entry,
    ...copyEndings
      .map((ending) => ({ path: `${entry.path}.${ending}`, hash: entry.hash }))
      .filter(({ path }) => kindOf(entry.path)?.isText && existsSync(join(dist, path))),
  ])
}

/** What is not what it was when the manifest was written must not be noted as that. */
function checkFiles(dist: string, build: readonly ManifestEntry[], changed: ReadonlySet<string>): void {
  for (const { path, hash } of build) {
    if (!changed.has(path)) continue
    const file = join(dist, path)
    if (!existsSync(file) || hashOfBytes(readFileSync(file)) !== hash) {
      throw new Error(`${file} is not what the manifest says: run "npm run build"`)
    }
  }
}

/** @see https://rclone.org/docs/ */
function rclone(target: string, folder: string, run: Run, isDryRun: boolean): Transport {
  const list = listWriter(folder)
  const remote = target.slice(0, target.indexOf(':', 1) + 1)
  const type = target.startsWith(':')
    ? (/^:(\w+)/.exec(target)?.[1] ?? '')
    : (must(run, 'rclone', ['listremotes', '--long'])
        .split('\n')
        .map((line) => line.split(/\s+/))
        .find(([name]) => name === remote)?.[1] ?? '')
  // These keep no header with a file.
  const isFolder = ['local', 'sftp', 'ftp', 'smb', 'webdav'].includes(type)
  // Servers of FTP leave names with a dot out of their lists, and rclone takes such a file for lost.
  const options = type === 'ftp' ? ['--ftp-force-list-hidden'] : []
  const ask = (args: readonly string[], isNothing?: number) => must(run, 'rclone', [...args, ...options], isNothing)
  const copy = (from: string, paths: readonly string[], headers: string[]) =>
    ask(['copy', from, target, '--files-from-raw', list(paths), '--no-traverse', '--no-check-dest', ...headers])
  return {
    read() {
      // Of a folder that is not there some FTP servers say only that something failed.
      if (isFolder && !isDryRun) ask(['mkdir', target])
      // Asked first, since rclone says of a file that is not there only that it failed; 3: nor is its folder.
      const found = ask(['lsf', target, '--max-depth', '1', '--include', `/${deployedFile}`], 3)
      return found.trim() === '' ? undefined : ask(['cat', within(target, deployedFile)])
    },
    upload(from, paths) {
      const groups = new Map<string, string[]>()
      for (const path of paths) {
        const key = isFolder ? '[]' : JSON.stringify(headersFor(path))
        groups.set(key, [...(groups.get(key) ?? []), path])
      }
      for (const [key, group] of groups) {
        const headers: string[] = JSON.parse(key)
        copy(
          from,
          group,
          headers.flatMap((header) => ['--header-upload', header]),
        )
      }
    },
    remove(paths) {
      ask(['delete', target, '--files-from-raw', list(paths), '--no-traverse'])
    },
  }
}

function headersFor(path: string): string[] {
  const type = kindOf(path)?.type
  const cache = path.startsWith(hashedFolder) ? immutable : revalidate
  return [`Cache-Control: ${cache}`, ...(type ? [`Content-Type: ${type}`] : [])]
}

/** @see https://download.samba.org/pub/rsync/rsync.1 */
function rsync(target: string, folder: string, run: Run): Transport {
  const list = listWriter(folder)
  const to = `${trimEnd(target, /\//)}/`
  return {
    read() {
      const file = join(folder, 'there', deployedFile)
      must(run, 'rsync', ['--ignore-missing-args', '--mkpath', to + deployedFile, `${join(folder, 'there')}/`], 23)
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined
    },
    upload(from, paths) {
      // Each file is written beside its place and moved there, all of a batch at its end.
      const how = ['--times', '--ignore-times', '--chmod=D755,F644', '--mkpath', '--delay-updates']
      must(run, 'rsync', [...how, `--files-from=${list(paths)}`, `${trimEnd(from, /\//)}/`, to])
    },
    remove(paths) {
      const empty = join(folder, 'empty')
      mkdirSync(empty, { recursive: true })
      // 24: what it was told to send has vanished, which is what deletes it there.
      must(run, 'rsync', ['--delete-missing-args', `--files-from=${list(paths)}`, `${empty}/`, to], 24)
    },
  }
}

const within = (target: string, name: string) => (/[:/]$/.test(target) ? target + name : `${target}/${name}`)

function listWriter(folder: string): (paths: readonly string[]) => string {
  let count = 0
  return (paths) => {
    count += 1
    const file = join(folder, `list-${count}`)
    writeFileSync(file, paths.map((path) => `${path}\n`).join(''))
    return file
  }
}

/** How to get the programs. */
const sources: Record<string, string> = {
  rclone: 'apt-get install rclone, or https://rclone.org/install/; then "rclone config" makes a remote',
  rsync: 'apt-get install rsync; the server needs it, too',
}

const runProgram: Run = (program, args) => {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  })
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    throw new Error(`${program} is not installed: ${sources[program]}`)
  }
  // Ended by a signal, it has no status.
  return { status: status ?? 1, output: stdout, errors: stderr }
}
