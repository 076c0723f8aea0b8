import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { emitClientAsset } from 'astro/assets/utils'
import { build } from 'esbuild'
import { bundle } from 'lightningcss'
import { minify } from 'terser'
import type { Plugin } from 'vite'
import { site } from '../site.ts'

const id = 'virtual:inline'
const inSrc = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const firstSheet = inSrc('styles/first.css')
const lateSheet = inSrc('styles/late.css')
const componentsSheet = inSrc('styles/components.css')
const bootScript = inSrc('reader/boot.ts')
const readerScript = inSrc('reader/main.ts')
const offlineListScript = inSrc('reader/offline-list.ts')
const searchScript = inSrc('reader/search.ts')
const worker = inSrc(site.offline ? 'reader/sw.ts' : 'reader/sw-off.ts')

/** A file that pages fetch: its path on the site, without the base path, and its bytes. */
interface Fetched {
  path: string
  source: string
}

/**
 * Gives pages the site's one style sheet and one boot script as text, and the paths of the sheet and the script that
 * come after the text, in the module `virtual:inline`. Astro would inline a style sheet a page, each with its own hash,
 * and make module scripts; one policy for the whole site needs one text, and a page opened from a disk needs a classic
 * script.
 */
export function inlineAssets(): Plugin {
  let isDev = false
  let fetched: Fetched[] = []
  return {
    name: 'inline-assets',
    configResolved: (config) => {
      isDev = config.command === 'serve'
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(source) {
      if (source !== `\0${id}`) return undefined
      const watch = (file: string) => this.addWatchFile(file)
      const define = { OFFLINE: String(site.offline && !isDev) }
      const [first, boot, late, components, reader, offlineList, search, sw] = await Promise.all([
        minifyStyles(firstSheet, watch),
        minifyScript(bootScript, watch),
        minifyStyles(lateSheet, watch),
        minifyStyles(componentsSheet, watch),
        minifyScript(readerScript, watch, define),
        minifyScript(offlineListScript, watch),
        minifyScript(searchScript, watch),
        minifyScript(worker, watch),
      ])
      const named = {
        'late.css': late,
        'components.css': components,
        'reader.js': reader,
        'offline-list.js': offlineList,
        'search.js': search,
      }
      fetched = Object.entries(named).map(([name, source]) => toFetch(name, source))
      const [latePath, componentsPath, readerPath, offlineListPath, searchPath] = fetched.map(({ path }) => path)
      // A worker that differs in one byte is a new version: here, when any script or style sheet is.
      const version = createHash('sha256')
        .update([first, late, components, reader, offlineList, search].join())
        .digest('hex')
        .slice(0, 8)
      const swFile = { path: 'sw.js', source: `${sw}\n//${version}\n` }
      if (!isDev) {
        for (const { path, source } of [...fetched, swFile]) {
          emitClientAsset(this, { type: 'asset', fileName: path, source })
        }
      }
      return Object.entries({ first, boot, latePath, componentsPath, readerPath, offlineListPath, searchPath })
        .map(([key, value]) => `export const ${key} = ${JSON.stringify(value)}`)
        .join('\n')
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = fetched.find(({ path }) => request.url?.endsWith(path))
        if (!file) return next()
        response.setHeader('Content-Type', `text/${file.path.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`)
        response.end(file.source)
      })
    },
  }
}

function toFetch(name: string, source: string): Fetched {
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 8)
  return { path: `_astro/${name.replace('.', `.${hash}.`)}`, source }
}

/** One sheet without imports. The syntax is left as it was written: plain values first, newer ones after them. */
async function minifyStyles(sheet: string, watch: (file: string) => void): Promise<string> {
  const { code } = bundle({ filename: sheet, minify: true })
  watch(sheet)
  for (const [, file] of (await readFile(sheet, 'utf8')).matchAll(/@import "(.+?)"/g)) watch(inSrc(`styles/${file}`))
  return code.toString().trim()
}

/** One classic script without imports, for browsers from 2022 on; older ones leave it, and the page is whole. */
async function minifyScript(
  entry: string,
  watch: (file: string) => void,
  define: Record<string, string> = {},
): Promise<string> {
  const options = {
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    // Strict mode by a directive costs bytes and finds nothing that the type checker does not.
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
    write: false,
    metafile: true,
    define,
  } as const
  const result = await build({ entryPoints: [entry], ...options })
  for (const input of Object.keys(result.metafile.inputs)) {
    watch(fileURLToPath(new URL(input, `file://${process.cwd()}/`)))
  }
  const bundled = result.outputFiles[0]?.text ?? ''
  // Terser takes 4 % off what esbuild leaves, where Oxc, which Vite brings, takes 2 %; the budget counts every byte.
  const { code = '' } = await minify(bundled, {
    ecma: 2020,
    toplevel: true,
    compress: { passes: 3, unsafe_arrows: true },
  })
  return code
}
