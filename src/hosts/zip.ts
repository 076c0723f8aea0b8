import { type Zippable, zipSync } from 'fflate'
import { kindOf } from './media-types.ts'

/** The earliest time that a zip can hold, by the local clock, since that is the clock that a zip is written by. */
const noTime = new Date(1980, 0, 1)

/**
 * A zip of files, the same bytes for the same files on any day and machine.
 *
 * @param files by their paths
 * @param folder the name of the folder that they unpack into
 */
export function zipFolder(files: ReadonlyMap<string, Uint8Array>, folder: string): Uint8Array {
  const entries: Zippable = {}
  for (const [path, bytes] of files) {
    entries[`${folder}/${path}`] = [
      bytes,
      { level: kindOf(path)?.isText ? 9 : 0, mtime: noTime, os: 3, attrs: 0o644 << 16 },
    ]
  }
  return zipSync(entries)
}
