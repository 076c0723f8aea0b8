/** One thing that is wrong in one file, told so that an editor can put it right. */
export interface Problem {
  /** Path from the project's root. */
  file: string
  /** 1-based; absent where the whole file is meant. */
  line?: number
  /** 1-based. */
  column?: number
  /** Dotted path in the frontmatter, as in `photo.alt`. */
  field?: string
  /** What stands there, and why it cannot stay. */
  wrong: string
  /** What to write instead. */
  write: string
}

/**
 * Prints problems as one block a file, in the order of their lines.
 *
 * @returns text for a terminal, without colours and without a trailing newline
 */
export function formatProblems(problems: readonly Problem[]): string {
  const files = Map.groupBy(problems, (problem) => problem.file)
  const blocks = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, found]) => formatFile(file, found))
  const count = problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`
  const where = files.size === 1 ? '1 file' : `${files.size} files`
  return `${count} in ${where}\n\n${blocks.join('\n\n')}`
}

function formatFile(file: string, problems: readonly Problem[]): string {
  const byPlace = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
  const lines = byPlace.map(({ line, column, field, wrong, write }) => {
    const place = line === undefined ? '' : column === undefined ? `line ${line}  ` : `line ${line}:${column}  `
    const subject = field === undefined ? '' : `${field}: `
    return `  ${place}${subject}${wrong}\n    write  ${write.replaceAll('\n', '\n           ')}`
  })
  return [file, ...lines].join('\n')
}

/** Thrown where articles cannot be published as they stand; its message holds every problem. */
export class ProblemsError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems))
    this.name = 'ProblemsError'
    this.problems = problems
  }
}
