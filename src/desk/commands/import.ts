import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { now } from '../../vietnamese/date.ts'
import { importExport } from '../import/import.ts'

/*
 * Makes articles of another system's export: `npm run import -- export.xml` (WordPress), `ghost.json`, or a folder of
 * saved pages. It may be broken off and run again; what is there stays. The report is printed, and kept in .cache/.
 */

const [from, ...more] = process.argv.slice(2)
if (!from || more.length > 0)
  throw new Error('usage: npm run import -- <export.xml | export.json | folder of saved pages>')
const root = process.cwd()
const { made, known, notes } = await importExport(root, from, now())
const report = [
  `${made.length} articles made, ${known} there already, ${notes.length} notes`,
  ...notes.map((note) => `  look: ${note}`),
].join('\n')
mkdirSync(join(root, '.cache'), { recursive: true })
writeFileSync(join(root, '.cache/import-report.txt'), `${report}\n\n${made.join('\n')}\n`)
console.log(`${report}\n\nThe list stands in .cache/import-report.txt. Next: npm run check`)
