/*
 * Finds what browsers at the floor do not know, by the data that MDN keeps of browsers.
 */
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { CompatStatement, Identifier, SimpleSupportStatement } from '@mdn/browser-compat-data'
import { buildSync } from 'esbuild'
import ts from 'typescript'

const data = createRequire(import.meta.url)('@mdn/browser-compat-data') as {
  css: Identifier
  api: Identifier
  javascript: Identifier
}
const at = (from: Identifier, path: string): Identifier | undefined =>
  path.split('/').reduce<Identifier | undefined>((branch, name) => branch?.[name], from)

/** The oldest versions: of sheets, and of scripts, as README has them. */
const floors = {
  sheets: { chrome: 61, safari: 12, safari_ios: 12 },
  scripts: { chrome: 80, safari: 13.1, safari_ios: 13.4, firefox: 78 },
}

/** Whether every browser at the floor knows it; `true` of what the data does not have. */
function isKnown(entry: Identifier | undefined, floor: Record<string, number>): boolean {
  const support = entry?.__compat?.support as CompatStatement['support'] | undefined
  const isThere = (
    { version_added: version, flags, prefix, alternative_name }: SimpleSupportStatement,
    oldest: number,
  ) =>
    !(flags || prefix || alternative_name) &&
    typeof version === 'string' &&
    Number.parseFloat(version.replace('≤', '')) <= oldest
  return (
    !support ||
    Object.entries(floor).every(([browser, oldest]) =>
      [support[browser as never] as SimpleSupportStatement | SimpleSupportStatement[]]
        .flat()
        .some((one) => isThere(one, oldest)),
    )
  )
}

/**
 * What a sheet says that browsers at the floor do not know, and that no plain declaration of the same property in the
 * same rule, and no `@supports`, stands in for.
 *
 * @param sheet minified
 * @returns `word`, or `hides by word` where a rule hides something and such browsers drop it; each with its selector
 */
export function unknownInSheet(sheet: string): [word: string, selector: string][] {
  const found: [string, string][] = []
  const properties = data.css.properties as Identifier
  const isInSheets = (entry: Identifier | undefined) => isKnown(entry, floors.sheets)
  // Conditions are asked by the browser itself; what stands in other blocks is looked at as if it stood outside.
  const asked = /@supports[^{]*\{(?:[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})*[^{}]*\}/g
  for (const [, selector = '', body = ''] of sheet.replace(asked, '').matchAll(/([^{};@]+)\{([^{}]*)\}/g)) {
    for (const [, word = ''] of selector.matchAll(/::?([a-z-]+)/g))
      if (!isInSheets(at(data.css, `selectors/${word}`)))
        found.push([`${/display:none|visibility:hidden/.test(body) ? 'hides by ' : ''}:${word}`, selector])
    const declarations = body
      .split(';')
      .map((text) => [text.split(':', 1)[0] ?? '', text.replace(/^[^:]*:/, '')] as const)
    for (const [i, [property, value]] of declarations.entries()) {
      if (declarations.slice(0, i).some(([before]) => before === property)) continue
      const words = value.match(/[a-z-]+/g) ?? []
      const unknown = [
        ...(isInSheets(properties[property])
          ? words.filter((word) => !isInSheets(at(properties, `${property}/${word}`)))
          : ['']),
      ].map((word) => (word ? `${property}: ${word}` : property))
      const calls = [...value.matchAll(/([a-z-]+)\(/g)].map(([, name]) => `${name}`)
      unknown.push(
        ...calls.filter((name) => !isInSheets(at(data.css, `types/${name}`) ?? at(data.css, `types/color/${name}`))),
      )
      const layout = /display:(?:inline-)?(flex|grid)/.exec(body)?.[1]
      if (/^(?:row-|column-)?gap$/.test(property) && layout) unknown.push(`gap in ${layout}`)
      found.push(...unknown.map((word): [string, string] => [word, selector]))
    }
  }
  return found
}

/**
 * What scripts use of the language and the page that browsers at the floor do not have, by its type: `Array.at`.
 *
 * @param files their paths; what they import is looked at, too
 * @returns where it is used
 */
export function unknownInScripts(files: readonly string[]): Map<string, string> {
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  })
  // What is imported for its types alone reaches no browser.
  const bundled = buildSync({ entryPoints: [...files], bundle: true, write: false, outdir: '/', metafile: true })
  const shipped = new Set(Object.keys(bundled.metafile.inputs).map((input) => resolve(input)))
  const checker = program.getTypeChecker()
  const found = new Map<string, string>()
  const { api, javascript } = data
  const entryOf = (owner: string, name: string) => {
    const places = owner ? [owner, 'Element', 'Document', 'Node', 'Range'] : ['_globals']
    const inApi = places.flatMap((place) => [at(api, `${place}/${name}`), at(api, `${place}/${name}_static`)])
    return [at(javascript, `builtins/${owner}/${name}`), ...inApi, ...(owner ? [] : [api[name]])].find(Boolean)
  }
  for (const file of program.getSourceFiles().filter(({ fileName }) => shipped.has(resolve(fileName)))) {
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) {
        const symbol = checker.getSymbolAtLocation(node)
        const declared = symbol?.declarations?.[0]
        if (symbol && declared && program.isSourceFileDefaultLibrary(declared.getSourceFile())) {
          const { name: owner } = declared.parent as { name?: ts.Identifier }
          const type = owner?.text?.replace(/Constructor$|^ARIAMixin$/, '') ?? ''
          if (!isKnown(entryOf(type, symbol.name), floors.scripts))
            found.set(type ? `${type}.${symbol.name}` : symbol.name, file.fileName.replace(/.*\/src\//, ''))
        }
      }
      // Safari before 16.4 does not read a script at all that looks behind.
      if (ts.isRegularExpressionLiteral(node) && /\(\?<[=!]/.test(node.text)) found.set('look-behind', file.fileName)
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  return found
}
