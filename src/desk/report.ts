import { join } from 'node:path'
import { formatByFile, type Problem } from '../problem.ts'
import type { CheckResult } from './check.ts'

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

/**
 * What a check found, for a terminal: a block for each file, then a line of counts.
 *
 * @param seconds that the check took
 */
export function textReport({ files, problems }: CheckResult, seconds: number): string {
  const advice = problems.filter((problem) => problem.advice).length
  const counts = [
    count(problems.length - advice, 'mistake', 'mistakes'),
    count(advice, 'piece of advice', 'pieces of advice'),
  ].join(' and ')
  const last = `${counts} in ${count(files.length, 'article', 'articles')}, ${seconds.toFixed(1)} s`
  return problems.length === 0 ? last : `${formatByFile(problems)}\n\n${last}`
}

/**
 * What a check found, in the form of ESLint's `json` formatter, which editors' problem lists read: severity 2 is a
 * mistake, 1 is advice; a file without either is listed with none, so that old marks go.
 *
 * @param root the project's root; ESLint's paths are absolute
 * @see https://eslint.org/docs/latest/use/formatters/#json
 * @see https://eslint.org/docs/latest/integrate/nodejs-api#-lintresult-type
 */
export function jsonReport({ files, problems }: CheckResult, root: string): string {
  const byFile = Map.groupBy(problems, ({ file }) => file)
  const names = [...new Set([...files, ...byFile.keys()])].sort()
  const results = names.map((file) => {
    const messages = (byFile.get(file) ?? []).map(message).sort((a, b) => a.line - b.line || a.column - b.column)
    const errorCount = messages.filter(({ severity }) => severity === 2).length
    return {
      filePath: join(root, file),
      messages,
      suppressedMessages: [],
      errorCount,
      fatalErrorCount: 0,
      warningCount: messages.length - errorCount,
      fixableErrorCount: 0,
      fixableWarningCount: 0,
      usedDeprecatedRules: [],
    }
  })
  return JSON.stringify(results)
}

function message({ rule, advice, field, wrong, write, line = 1, column = 1, end }: Problem) {
  return {
    ruleId: rule ?? null,
    severity: advice ? 1 : 2,
    message: `${field ? `${field}: ` : ''}${wrong}. Write: ${write}`,
    line,
    column,
    ...(end && { endLine: end.line, endColumn: end.column }),
  }
}
