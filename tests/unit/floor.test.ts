import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { repository } from '../project.ts'

const folder = join(repository, 'src/reader')
const names = readdirSync(folder).filter((name) => /^(?!sw).*\.ts$/.test(name))

/**
 * What browser code uses of the language that browsers of 2020 lack: the compiler reads it with that year's library,
 * in which `at` or `replaceAll` is not there. Of what browsers add it knows no years: tools ask for it themselves.
 *
 * @param added code at the end of the first file
 */
function newerThan2020(added = ''): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2020,
    lib: ['lib.es2020.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const read = host.readFile
  const first = join(folder, `${names[0]}`)
  host.getSourceFile = (file, version) => {
    const text = read(file)
    return text === undefined ? undefined : ts.createSourceFile(file, file === first ? text + added : text, version)
  }
  const files = names.map((name) => join(folder, name))
  return ts
    .getPreEmitDiagnostics(ts.createProgram(files, options, host))
    .map(
      ({ file, messageText }) =>
        `${file && basename(file.fileName)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
    .filter((message) => /change your target library|change the 'lib'/.test(message))
}

test('browser code uses no method that browsers of 2020 lack', { timeout: 60_000 }, () => {
  expect(newerThan2020()).toEqual([])
})

test.each(['[1].at(-1)', '"a".replaceAll("a", "b")', 'Object.hasOwn({}, "a")', '[1].findLast(Boolean)'])(
  'it would find %s',
  { timeout: 60_000 },
  (code) => {
    expect(newerThan2020(`\n;${code}`)).toHaveLength(1)
  },
)
