import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compressFiles } from '../compress.ts'

/* Puts compressed copies beside the files of `dist/`, for servers of one's own: `npm run compress`, after a build. */

const { values } = parseArgs({
  options: {
    dist: { type: 'string', default: 'dist' },
    cache: { type: 'string', default: '.cache/compressed' },
  },
})

const { copies, made, removed } = await compressFiles(resolve(values.dist), resolve(values.cache))
console.log(`${copies} compressed copies in ${values.dist}/: ${made} made, the others kept, ${removed} removed`)
