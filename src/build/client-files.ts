import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { emitClientAsset } from 'astro/assets/utils'
import { build } from 'esbuild'
import { normalizePath, type Plugin } from 'vite'
import { hashOfBytes } from '../cache/file-hashes.ts'
import { kindOf } from '../hosts/media-types.ts'
import { paths } from '../routes.ts'
import { site } from '../site.ts'
import { sheetForAll } from './old-browsers.ts'

const id = 'virtual:client-files'
const inSrc = (path: string) => join(import.meta.dirname, '..', path)

/** What pages carry in themselves. */
const inlined = {
  styles: 'styles/first.css',
  articleStyles: 'styles/first-article.css',
  listStyles: 'styles/first-list.css',
  boot: 'reader/boot.ts',
}
const fonts = ['headline', 'italic', 'text'].map((name) => `fonts/${name}.woff2`)
/** What pages fetch, each when it needs it. */
const fetched = {
  lateStyles: 'styles/late.css',
  componentStyles: 'styles/components.css',
  readerScript: 'reader/main.ts',
  offlineListScript: 'reader/offline-list.ts',
  searchScript: 'reader/search.ts',
  passagesScript: 'reader/passages.ts',
  nearWordsScript: 'reader/near-words.ts',
}
/** Of these the ones that another script imports. */
const imported = [fetched.passagesScript, fetched.nearWordsScript]
/** What the page's script fetches when it is used. */
const tools = Object.fromEntries(
  [
    ...['bar', 'citations', 'idle', 'keys', 'listen', 'marks', 'notes', 'quote', 'reading', 'recording', 'resume'],
    'zoom',
  ].map((name) => [name, `reader/${name}.ts`]),
)
const worker = site.offline ? 'reader/sw.ts' : 'reader/sw-off.ts'

/** A file of the site. */
interface ClientFile {
  /** Without the base path. */
  path: string
  source: string | Buffer
}

/**
 * Gives pages the site's few style sheets and one boot script as text, and the paths of the sheets and scripts that come
 * after the text, in the module `virtual:client-files`. Astro would inline a style sheet a page, each with its own hash,
 * and make module scripts; one policy for the whole site needs the same texts on all pages, and a page opened from a disk
 * needs a classic script.
 */
export function clientFiles(): Plugin {
  let isDev = false
  let base = '/'
  let files: ClientFile[] = []
  // Not Vite's own list: Astro's dev server would put every sheet on it into every page.
  const sources = new Set<string>()
  const watch = (file: string) => sources.add(normalizePath(file))
  return {
    name: 'client-files',
    configResolved: (config) => {
      isDev = config.command === 'serve'
      base = config.base.replace(/\/?$/, '/')
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(source) {
      if (source !== `\0${id}`) return undefined
      const fontFiles = await Promise.all(
        fonts.map(async (path) => [path, hashed(basename(path), await readFile(inSrc(path)))] as const),
      )
      const withFonts = (sheet: string) =>
        fontFiles.reduce((css, [name, { path }]) => css.replaceAll(name, base + path), sheet)
      const make = async (path: string, define: Record<string, string>) =>
        path.endsWith('.css') ? withFonts(await styles(inSrc(path), watch)) : script(inSrc(path), watch, define)
      const makeAll = async (entries: Record<string, string>, define: Record<string, string>) =>
        Object.fromEntries(
          await Promise.all(
            Object.entries(entries).map(async ([name, path]) => [name, await make(path, define)] as const),
          ),
        )
      const addresses = {
        BASE: JSON.stringify(base),
        // They stand after the base path.
        OFFLINE_PATH: JSON.stringify(paths.offline.slice(1)),
        SEARCH_PATH: JSON.stringify(paths.search.slice(1)),
      }
      const TOOLS = JSON.stringify(Object.keys(tools))
      const made = Object.entries(await makeAll(tools, { ...addresses, TOOLS }))
      // One end for all, so that the page's script need not name each.
      const end = `.${hash(JSON.stringify(made))}.js`
      const toolFiles = made.map(([name, source]) => ({ path: `_astro/${name}${end}`, source }))
      const define = {
        ...addresses,
        OFFLINE: String(site.offline && !isDev),
        TOOLS_END: JSON.stringify(end),
      }
      const texts = await makeAll(inlined, addresses)
      const contents = await makeAll(fetched, define)
      const named = Object.entries(fetched).map(
        ([name, path]) => [name, hashed(basename(path).replace(/\.ts$/, '.js'), contents[name] ?? '')] as const,
      )
      files = [...fontFiles.map(([, file]) => file), ...named.map(([, file]) => file), ...toolFiles]
      // A worker that differs in one byte is a new version: here, when any script or style sheet is.
      const version = hash([...Object.values(texts), ...files.map(({ path }) => path)].join())
      const sw = { path: 'sw.js', source: `${await make(worker, addresses)}\n//${version}\n` }
      if (!isDev) {
        for (const { path, source } of [...files, sw]) emitClientAsset(this, { type: 'asset', fileName: path, source })
      }
      const exported = { ...texts, ...Object.fromEntries(named.map(([name, { path }]) => [name, path])) }
      return Object.entries(exported)
        .map(([key, value]) => `export const ${key} = ${JSON.stringify(value)}`)
        .join('\n')
    },
    hotUpdate({ file, modules }) {
      const made = sources.has(file) ? this.environment.moduleGraph.getModuleById(`\0${id}`) : undefined
      return made ? [...modules, made] : undefined
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = files.find(({ path }) => request.url?.endsWith(path))
        if (!file) return next()
        response.setHeader('Content-Type', kindOf(file.path)?.type ?? '')
        response.end(file.source)
      })
    },
  }
}

const hash = (source: string | Buffer) => hashOfBytes(source).slice(0, 8)

const hashed = (name: string, source: string | Buffer): ClientFile => ({
  path: `_astro/${name.replace('.', `.${hash(source)}.`)}`,
  source,
})

/** One sheet without imports. */
async function styles(sheet: string, watch: (file: string) => unknown): Promise<string> {
  watch(sheet)
  for (const [, file] of (await readFile(sheet, 'utf8')).matchAll(/@import "(.+?)"/g)) watch(inSrc(`styles/${file}`))
  return sheetForAll(sheet)
}

/**
 * One script without imports: a classic one for a page or the worker, a module for a tool. For browsers from
 * Chrome 80 and Safari 13.1 on; older ones leave it, and the page is whole. What pages carry in themselves runs in all.
 */
async function script(
  entry: string,
  watch: (file: string) => unknown,
  define: Record<string, string>,
): Promise<string> {
  const isInlined = inSrc(inlined.boot) === entry
  const isTool = [...Object.values(tools), ...imported].some((path) => inSrc(path) === entry)
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: isTool ? 'esm' : 'iife',
    target: isInlined ? 'es2018' : 'es2020',
    charset: 'utf8',
    // Strict mode by a directive costs bytes and finds nothing that the type checker does not.
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
    write: false,
    metafile: true,
    define,
  })
  for (const input of Object.keys(metafile.inputs)) watch(resolve(input))
  return outputFiles[0]?.text.trim() ?? ''
}
