import { copyFileSync, linkSync, rmSync } from 'node:fs'

/** Gives the bytes of a file a second name, which costs none; where the two lie on two disks, a copy has to do. */
export function linkOrCopy(from: string, to: string): void {
  rmSync(to, { force: true })
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}
