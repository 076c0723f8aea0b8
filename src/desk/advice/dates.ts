import { isOut, now } from '../../vietnamese/date.ts'
import type { Finding, Rule } from './rule.ts'

/** Milliseconds that a change may lie ahead: editors write the hour at which they will be done. */
const ahead = 86_400_000

/** A change that has not come yet, on an article that readers see: a year that was mistyped. */
export const changeToCome: Rule = {
  name: 'change-to-come',
  find: ({ matter }) => {
    const { frontmatter } = matter
    const moment = now()
    if (!frontmatter || !isOut(frontmatter, moment)) return []
    const changes = [
      { path: ['updated'], date: frontmatter.updated },
      ...frontmatter.corrections.map(({ date }, i) => ({ path: ['corrections', i, 'date'], date })),
    ]
    return changes.flatMap(({ path, date }): Finding[] => {
      const range = matter.rangeOf(...path)
      if (!date || !range || Date.parse(date) <= moment + ahead) return []
      const [from, to] = range
      return [{ from, to, wrong: 'readers are told of a change that is still to come', write: 'when it was made' }]
    })
  },
}
