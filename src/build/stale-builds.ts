import { existsSync, readFileSync, renameSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { hashOfBytes } from '../cache/file-hashes.ts'

/** What stands after a fresh folder's name in the name of the `dist/` that it replaced. */
export const replacedSuffix = '.old'

/** Containers that share a folder have process numbers of their own; their host names differ. */
export const machine = hashOfBytes(hostname()).slice(0, 8)

/** A folder of another machine is left for this long, since nobody here can tell whether its build still runs. */
const foreignHours = 24

/** The beginning of a build's folder's name; it says whose it is. */
export function freshPrefix(): string {
  return `dist-${machine}-${process.pid}-${startOf(process.pid)}-`
}

/**
 * Puts right what killed builds left: sweeps their folders, and puts the last good `dist/` back where a build was killed
 * between its two renames. Folders of builds that run are not touched.
 *
 * @param cache where the folders lie
 * @param dist where the build belongs
 */
export async function recoverDist(cache: string, dist: string): Promise<void> {
  const stale: string[] = []
  for (const name of await readdir(cache)) {
    if (name.startsWith('dist-') && (await isStale(cache, name))) stale.push(name)
  }
  const replaced = stale.filter((name) => name.includes(replacedSuffix)).sort()
  for (const name of replaced) {
    if (!existsSync(dist)) renameSync(join(cache, name), dist)
  }
  await Promise.all(stale.map((name) => rm(join(cache, name), { recursive: true, force: true })))
}

async function isStale(cache: string, name: string): Promise<boolean> {
  const [, owner, pid, start = ''] = /^dist-([0-9a-f]{8})-(\d+)-(?:(\d+)-)?/.exec(name) ?? []
  if (owner === machine) return !isRunning(Number(pid), start)
  const found = await stat(join(cache, name)).catch(() => undefined)
  return found !== undefined && Date.now() - found.mtimeMs > foreignHours * 3_600_000
}

/**
 * When a process began, as Linux counts; empty elsewhere. A container that is started again gives its first process the
 * number that it had before.
 */
export function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

/**
 * Whether a process of this machine runs.
 *
 * @param start when it began, as `startOf` said; empty where that is not known
 */
export function isRunning(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0)
    return start === '' || startOf(pid) === start
  } catch (error) {
    // EPERM: it runs, and is another user's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
