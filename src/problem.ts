/** What is wrong, and what to do about it. */
export interface Mistake {
  /** What stands there, and why it cannot stay. */
  wrong: string
  /** What to write instead. */
  write: string
}

/** One thing that is wrong in one file, told so that an editor can put it right. */
export interface Problem extends Mistake {
  /** Path from the project's root. */
  file: string
  /** 1-based; absent where the whole file is meant. */
  line?: number
  /** 1-based. */
  column?: number
  /** Dotted path in the frontmatter, as in `photo.alt`. */
  field?: string
  /** The rule that found it, where it has a name. */
  rule?: string
  /** Whether it is only advice: the article is published as it stands. */
  advice?: boolean
  /** Where what is meant ends: the column after its last character. */
  end?: { line: number; column: number }
}

/**
 * Prints how many problems there are, and below it one block a file, in the order of their lines.
 *
 * @returns text for a terminal, without colours and without a trailing newline
 */
export function formatProblems(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`
  const files = new Set(problems.map(({ file }) => file)).size
  return `${count} in ${files === 1 ? '1 file' : `${files} files`}\n\n${formatByFile(problems)}`
}

/** Prints problems and advice as one block a file, without a count. */
export function formatByFile(problems: readonly Problem[]): string {
  const files = Map.groupBy(problems, (problem) => problem.file)
  const blocks = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, found]) => formatFile(file, found))
  return blocks.join('\n\n')
}

function formatFile(file: string, problems: readonly Problem[]): string {
  const byPlace = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
  const lines = byPlace.map(({ line, column, field, wrong, write, advice, rule }) => {
    const place = line === undefined ? '' : column === undefined ? `line ${line}  ` : `line ${line}:${column}  `
    const subject = advice ? `advice, ${rule}: ` : field === undefined ? '' : `${field}: `
    return `  ${place}${subject}${wrong}\n    write  ${write.replaceAll('\n', '\n           ')}`
  })
  return [file, ...lines].join('\n')
}

/** Thrown where articles cannot be published as they stand; its message holds every problem. */
export class ProblemsError extends Error {
  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems))
    this.name = 'ProblemsError'
    // An editor is told of their text; where our code found it is none of it.
    this.stack = ''
  }
}
