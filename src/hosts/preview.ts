import { createReadStream } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { AstroIntegration, CreatePreviewServer } from 'astro'
import { answer, type Encoding } from './answer.ts'
import { readBuiltSite } from './built-site.ts'
import { withSlash } from './headers.ts'

/**
 * What one machine's readers need, and no flood; in milliseconds. Who does not say what they want, or does not take what
 * they are sent, is cut off before they are so many that nobody else comes in.
 */
const limits = {
  maxConnections: 2_000,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  /** Without a byte either way. */
  timeout: 20_000,
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
          previewEntrypoint: import.meta.filename,
          entrypointResolution: 'auto',
          adapterFeatures: { buildOutput: buildOutput ?? 'static' },
          supportedAstroFeatures: { staticOutput: 'stable', sharpImageService: 'stable' },
        })
      },
    },
  }
}

/**
 * Starts the server for `astro preview`.
 *
 * @throws where the folder holds no whole build
 */
const createPreviewServer: CreatePreviewServer = async ({ outDir, host, port, logger }) => {
  const server = await servePreview(fileURLToPath(outDir), host, port)
  logger.info(`the site is at ${server.url}`)
  return server
}

export default createPreviewServer

/**
 * Serves a folder. A new build in it is served from then on.
 *
 * @param host of which address; this machine alone where it is undefined
 * @param port the next that is free is taken where it is not
 * @throws where the folder holds no whole build
 */
export async function servePreview(dist: string, host = 'localhost', port: number) {
  const first = await readBuiltSite(dist)
  const { maxConnections, timeout, ...options } = limits
  const server = Object.assign(createServer(options, answersFrom(dist, first)), { maxConnections, timeout })
  const bound = await listen(server, host, port)
  const name = bound.address === '127.0.0.1' || bound.address === '::1' ? 'localhost' : bound.address
  return {
    host,
    port: bound.port,
    url: `http://${name.includes(':') ? `[${name}]` : name}:${bound.port}${withSlash(first.base)}`,
    server,
    closed: () => new Promise<void>((resolve) => server.once('close', () => resolve())),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** How many ports after the wanted one are tried. */
const tries = 20

function listen(server: Server, host: string, port: number, left = tries): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      server.removeAllListeners('listening')
      if (error.code === 'EADDRINUSE' && left > 0) resolve(listen(server, host, port + 1, left - 1))
      else reject(error)
    })
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      resolve(server.address() as AddressInfo)
    })
  })
}

/** Quick, since somebody waits for it. */
const compressors: Record<Encoding, () => NodeJS.ReadWriteStream> = {
  br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: () => createGzip(),
}

function answersFrom(dist: string, first: Awaited<ReturnType<typeof readBuiltSite>>): RequestListener {
  let site = first
  let asked = 0
  return async (request, response) => {
    try {
      // Read again at most once a second.
      if (Date.now() - asked > 1000) {
        asked = Date.now()
        site = await readBuiltSite(dist).catch(() => site)
      }
      const { status, headers, file, range, compress } = await answer(
        {
          method: request.method ?? '',
          url: request.url ?? '/',
          acceptEncoding: request.headers['accept-encoding'],
          ifNoneMatch: request.headers['if-none-match'],
          range: request.headers.range,
          ifRange: request.headers['if-range'] as string | undefined,
        },
        dist,
        site,
      )
      response.statusCode = status
      for (const [name, value] of headers) response.setHeader(name, value)
      if (!file) response.end()
      else if (compress) await pipeline(createReadStream(file), compressors[compress](), response)
      else await pipeline(createReadStream(file, range), response)
    } catch (error) {
      // A reader who left, or a build that took the file away.
      if (!response.headersSent) response.statusCode = 500
      response.end()
      const { code } = error as NodeJS.ErrnoException
      if (!/ERR_STREAM_PREMATURE_CLOSE|ERR_STREAM_UNABLE_TO_PIPE|EPIPE|ECONNRESET/.test(String(code))) {
        console.error(error)
      }
    }
  }
}
