import { copyFileSync, linkSync, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Gives the bytes of a file a second name, which costs none; where the two lie on two disks, a copy has to do. Makes the
 * folder, and takes the place of what has the name; mostly neither is there to do.
 */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    mkdirSync(dirname(to), { recursive: true })
    rmSync(to, { force: true })
    try {
      linkSync(from, to)
    } catch {
      copyFileSync(from, to)
    }
  }
}
