import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { emitClientAsset } from 'astro/assets/utils'
import { build } from 'esbuild'
import { bundle } from 'lightningcss'
import type { Plugin } from 'vite'

const id = 'virtual:inline'
const inSrc = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const styleSheet = inSrc('styles/site.css')
const bootScript = inSrc('reader/boot.ts')
const readerScript = inSrc('reader/main.ts')

/**
 * Gives pages the site's one style sheet and one boot script as text, and the name of the one script that is fetched,
 * in the module `virtual:inline`. Astro would inline a style sheet a page, each with its own hash, and make module
 * scripts; one policy for the whole site needs one text, and a page opened from a disk needs a classic script.
 */
export function inlineAssets(): Plugin {
  let isDev = false
  let reader = ''
  return {
    name: 'inline-assets',
    configResolved: (config) => {
      isDev = config.command === 'serve'
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(source) {
      if (source !== `\0${id}`) return undefined
      const watch = (file: string) => this.addWatchFile(file)
      const [styles, boot] = await Promise.all([minifyStyles(watch), minifyScript(bootScript, watch)])
      reader = await minifyScript(readerScript, watch)
      const name = isDev
        ? 'reader/main.js'
        : `_astro/reader.${createHash('sha256').update(reader).digest('hex').slice(0, 8)}.js`
      if (!isDev) emitClientAsset(this, { type: 'asset', fileName: name, source: reader })
      return Object.entries({ styles, boot, readerScript: name })
        .map(([key, value]) => `export const ${key} = ${JSON.stringify(value)}`)
        .join('\n')
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!request.url?.endsWith('/reader/main.js')) return next()
        response.setHeader('Content-Type', 'text/javascript; charset=utf-8')
        response.end(reader)
      })
    },
  }
}

/** One sheet without imports. The syntax is left as it was written: plain values first, newer ones after them. */
async function minifyStyles(watch: (file: string) => void): Promise<string> {
  const { code } = bundle({ filename: styleSheet, minify: true })
  watch(styleSheet)
  for (const [, file] of (await readFile(styleSheet, 'utf8')).matchAll(/@import "(.+?)"/g)) {
    watch(inSrc(`styles/${file}`))
  }
  return code.toString().trim()
}

/** One classic script without imports, for browsers from 2019 on. */
async function minifyScript(entry: string, watch: (file: string) => void): Promise<string> {
  const options = {
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2019',
    write: false,
    metafile: true,
  } as const
  const result = await build({ entryPoints: [entry], ...options })
  for (const input of Object.keys(result.metafile.inputs))
    watch(fileURLToPath(new URL(input, `file://${process.cwd()}/`)))
  return result.outputFiles[0]?.text.trim() ?? ''
}
