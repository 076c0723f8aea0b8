import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

let memory = Buffer.allocUnsafe(1 << 20)

/**
 * Reads a file into memory that the next reading takes again: where thousands are read one after the other, memory of
 * their own would keep the collector busy.
 *
 * @param from the first byte that is read
 * @param length how many bytes; all that follow where it is not given
 * @returns good until the next call; shorter where the file ends before
 * @throws as the file system does
 */
export function borrowBytes(path: string, from = 0, length?: number): Buffer {
  const file = openSync(path, 'r')
  try {
    const wanted = length ?? fstatSync(file).size - from
    if (wanted > memory.length) memory = Buffer.allocUnsafe(2 * wanted)
    let read = 0
    while (read < wanted) {
      const more = readSync(file, memory, { offset: read, length: wanted - read, position: from + read })
      if (more === 0) break
      read += more
    }
    return memory.subarray(0, read)
  } finally {
    closeSync(file)
  }
}
