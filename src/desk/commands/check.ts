import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { siteAddress } from '../../hosts/address.ts'
import { site } from '../../site.ts'
import { siteProblems } from '../../site-problems.ts'
import { now } from '../../vietnamese/date.ts'
import { checkArticles } from '../check.ts'
import { jsonReport, textReport } from '../report.ts'

/*
 * Reads articles as a build does, without a build, and tells mistakes and advice: `npm run check`, for one article
 * `npm run check -- /2018/ten-bai/`, for an editor's program `npm run --silent check -- --format json`.
 * Mistakes end with code 1; advice alone does not. Links with the site's own address are known where SITE_URL is set.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { format: { type: 'string', default: 'text' } },
})
const { format } = values
if (format !== 'text' && format !== 'json') {
  throw new Error('usage: npm run check -- [--format text|json] [/2018/ten-bai/ ...]')
}
const start = performance.now()
const root = process.cwd()
const result = await checkArticles({ root, address: siteAddress(process.env), moment: now(), only: positionals })
if (positionals.length === 0) result.problems.push(...(await siteProblems(site, join(root, 'public'))))
const report = format === 'json' ? jsonReport(result, root) : textReport(result, (performance.now() - start) / 1000)
process.stdout.write(`${report}\n`)
process.exitCode = result.problems.some(({ advice }) => !advice) ? 1 : 0
