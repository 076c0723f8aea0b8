import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isRunning, machine, startOf } from './stale-builds.ts'

/** How long a build waits for another, in milliseconds. */
const patience = 10 * 60_000

/**
 * Waits until no other build of this project runs: Astro's `.astro/` and its cache have one place, and two builds that
 * write there at once make each other fail. The turn ends with the process, however that ends.
 *
 * @param cache the folder that builds share
 * @param say is told once where there is somebody to wait for
 * @throws where the other build does not end within ten minutes
 */
export async function takeTurn(cache: string, say: (text: string) => void): Promise<void> {
  const lock = join(cache, 'building')
  const mine = `${machine} ${process.pid} ${startOf(process.pid)}`
  const start = Date.now()
  let told = false
  while (!claim(lock, mine)) {
    const holder = read(lock)
    const [owner, pid, began = ''] = holder.split(' ')
    if (owner === machine && !isRunning(Number(pid), began)) {
      breakLock(lock, holder)
      continue
    }
    if (Date.now() - start > patience)
      throw new Error(`another build holds ${lock} (${holder}): end it, or delete that file`)
    if (!told) say(`another build runs (process ${pid}); this one waits for it`)
    told = true
    await wait(100)
  }
  process.once('exit', () => {
    if (read(lock) === mine) rmSync(lock, { force: true })
  })
}

function claim(lock: string, mine: string): boolean {
  try {
    writeFileSync(lock, mine, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    // A full disk leaves an empty file, which nobody could tell the owner of.
    rmSync(lock, { force: true })
    throw error
  }
}

/** Of several that find a dead build's lock, one renames it away; what is not the dead one's is put back. */
function breakLock(lock: string, dead: string): void {
  const aside = `${lock}-${process.pid}`
  try {
    renameSync(lock, aside)
  } catch {
    return
  }
  if (read(aside) !== dead) claim(lock, read(aside))
  rmSync(aside, { force: true })
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
