import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration, CreatePreviewServer } from 'astro'
import { type Plugin, preview } from 'vite'
import { answer } from './answer.ts'
import { readBuiltSite } from './built-site.ts'
import { withSlash } from './headers.ts'

/** What one machine's readers need, and no flood. */
const limits = {
  connections: 256,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
}

/**
 * Makes `astro preview` serve `dist/` as the hosts do. Astro's own preview drops the plugins of the configuration; what
 * an adapter names as its `previewEntrypoint` is run instead, and the adapter is there for that command only.
 *
 * @see https://docs.astro.build/en/reference/adapter-reference/#previewentrypoint
 */
export function hostLikePreview(): AstroIntegration {
  return {
    name: 'host-like-preview',
    hooks: {
      'astro:config:done'({ setAdapter, buildOutput }) {
        if (!process.argv.includes('preview')) return
        setAdapter({
          name: 'host-like-preview',
          previewEntrypoint: fileURLToPath(import.meta.url),
          entrypointResolution: 'auto',
          adapterFeatures: { buildOutput: buildOutput ?? 'static' },
          supportedAstroFeatures: { staticOutput: 'stable' },
        })
      },
    },
  }
}

/**
 * Starts Vite's preview server with all answers of our own.
 *
 * @throws where the folder holds no whole build
 */
const createPreviewServer: CreatePreviewServer = async ({ outDir, host, port, logger }) => {
  const dist = fileURLToPath(outDir)
  const server = await servePreview(dist, host, port)
  for (const url of [...server.urls.local, ...server.urls.network]) logger.info(`the site is at ${url}`)
  return server
}

export default createPreviewServer

/** The running server of a folder. */
export async function servePreview(dist: string, host: string | undefined, port: number) {
  const site = await readBuiltSite(dist)
  const server = await preview({
    configFile: false,
    root: dist,
    base: withSlash(site.base),
    build: { outDir: dist },
    logLevel: 'error',
    preview: { port, cors: false, ...(host !== undefined && { host }) },
    plugins: [servesLikeHosts(dist, site)],
  })
  const address = server.httpServer.address()
  const urls = server.resolvedUrls ?? { local: [], network: [] }
  return {
    ...(host !== undefined && { host }),
    urls,
    port: typeof address === 'object' && address ? address.port : port,
    server: server.httpServer,
    closed: () => new Promise<void>((resolve) => server.httpServer.once('close', () => resolve())),
    stop: () => server.close(),
  }
}

/** The first of Vite's middlewares, after which no other is asked. A new build in `dist/` is served from then on. */
function servesLikeHosts(dist: string, first: Awaited<ReturnType<typeof readBuiltSite>>): Plugin {
  return {
    name: 'serves-like-hosts',
    configurePreviewServer({ middlewares, httpServer }) {
      Object.assign(httpServer, {
        maxConnections: limits.connections,
        headersTimeout: limits.headersTimeout,
        requestTimeout: limits.requestTimeout,
        keepAliveTimeout: limits.keepAliveTimeout,
      })
      let site = first
      let asked = 0
      middlewares.use(async (request, response) => {
        try {
          // Read again at most once a second.
          if (Date.now() - asked > 1000) {
            asked = Date.now()
            site = await readBuiltSite(dist).catch(() => site)
          }
          const { status, headers, file, range } = await answer(
            {
              method: request.method ?? '',
              // Vite has taken the base path off.
              url: request.originalUrl ?? request.url ?? '/',
              acceptEncoding: request.headers['accept-encoding'],
              ifNoneMatch: request.headers['if-none-match'],
              range: request.headers.range,
            },
            dist,
            site,
          )
          response.statusCode = status
          for (const [name, value] of headers) response.setHeader(name, value)
          if (file) await pipeline(createReadStream(file, range), response)
          else response.end()
        } catch (error) {
          // A reader who left, or a build that took the file away.
          if (!response.headersSent) response.statusCode = 500
          response.end()
          if (
            !/ERR_STREAM_PREMATURE_CLOSE|ERR_STREAM_UNABLE_TO_PIPE|EPIPE|ECONNRESET/.test(
              String((error as NodeJS.ErrnoException).code),
            )
          ) {
            console.error(error)
          }
        }
      })
    },
  }
}
