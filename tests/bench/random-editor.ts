/*
 * `node tests/bench/random-editor.ts [rounds] [seed]`: edits a site at random and holds each incremental build against
 * a clean one. The tests do it once with each kind of edit.
 */
import { kindsOfEdits, round, startEditing } from '../random-editor.ts'
import { randomOf } from './articles.ts'

const [rounds = 200, seed = 1] = process.argv.slice(2).map(Number)
const random = randomOf(seed)
const site = await startEditing()
let wrong = 0
for (let i = 0; i < rounds; i++) {
  const kind = kindsOfEdits[random(kindsOfEdits.length)] ?? ''
  const { did, differ } = await round(site, [kind], seed * 1000 + i)
  if (differ.length > 0) wrong += 1
  console.log(
    `${String(i + 1).padStart(3)} ${kind}: ${did}${differ.length > 0 ? `\n    ${differ.slice(0, 8).join('\n    ')}` : ''}`,
  )
}
await site.dispose()
console.log(`${rounds} rounds, ${wrong} with a difference`)
process.exitCode = wrong > 0 ? 1 : 0
