import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { emitClientAsset } from 'astro/assets/utils'
import { build } from 'esbuild'
import { bundle } from 'lightningcss'
import { minify, type Plugin } from 'vite'
import { site } from '../site.ts'

const id = 'virtual:inline'
const inSrc = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const firstSheet = inSrc('styles/first.css')
const lateSheet = inSrc('styles/late.css')
const bootScript = inSrc('reader/boot.ts')
const readerScript = inSrc('reader/main.ts')
const helpScript = inSrc('reader/help.ts')
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
      const help = await minifyScript(helpScript, watch, {}, 'esm')
      const helpFile = toFetch('help.js', help)
      const define = {
        OFFLINE: String(site.offline && !isDev),
        HELP: JSON.stringify(helpFile.path.replace('_astro', '.')),
      }
      const [first, boot, late, reader, offlineList, search, sw] = await Promise.all([
        minifyStyles(firstSheet, watch),
        minifyScript(bootScript, watch),
        minifyStyles(lateSheet, watch),
        minifyScript(readerScript, watch, define),
        minifyScript(offlineListScript, watch),
        minifyScript(searchScript, watch),
        minifyScript(worker, watch),
      ])
      const named = { 'late.css': late, 'reader.js': reader, 'offline-list.js': offlineList, 'search.js': search }
      fetched = [...Object.entries(named).map(([name, source]) => toFetch(name, source)), helpFile]
      const [latePath, readerPath, offlineListPath, searchPath] = fetched.map(({ path }) => path)
      // A worker that differs in one byte is a new version: here, when any script or style sheet is.
      const version = createHash('sha256')
        .update([first, late, reader, offlineList, search].join())
        .digest('hex')
        .slice(0, 8)
      const swFile = { path: 'sw.js', source: `${sw}\n//${version}\n` }
      if (!isDev) {
        for (const { path, source } of [...fetched, swFile]) {
          emitClientAsset(this, { type: 'asset', fileName: path, source })
        }
      }
      return Object.entries({ first, boot, latePath, readerPath, offlineListPath, searchPath })
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

/** One script without imports, a classic one if nothing else is said, for browsers from 2022 on; older ones leave it, and the page is whole. */
async function minifyScript(
  entry: string,
  watch: (file: string) => void,
  define: Record<string, string> = {},
  format: 'iife' | 'esm' = 'iife',
): Promise<string> {
  const options = {
    bundle: true,
    minify: true,
    format,
    // What one script fetches later is built by itself.
    external: ['./help.*.js'],
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
  // Oxc, which Vite brings, takes 2 % off what esbuild leaves, and the budget counts every byte.
  return (await minify(entry, bundled, { compress: { target: 'es2022' }, mangle: { toplevel: true } })).code.trim()
}
