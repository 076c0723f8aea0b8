import { commonHeaders, type Header, hashedFolder, immutable, revalidate, withSlash } from './headers.ts'
import { checkLimit, checkLimits, countsOf, hostPlans } from './limits.ts'
import { endingsForOthers, errorPages, filesForHosts, kinds } from './media-types.ts'
import type { BuiltSite } from './server.ts'

const types = kinds.filter(({ endings }) => !endings.includes('html'))
const corp = (value: string): Header => ['Cross-Origin-Resource-Policy', value]
const cache = (value: string): Header => ['Cache-Control', value]
const print = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
const toList = (headers: readonly Header[]) => headers.map(([key, value]) => ({ key, value }))
const isWithoutQuery = ({ from }: { from: string }) => !from.includes('?')
const movedOf = (site: BuiltSite) => site.redirects.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }]))

/**
 * `vercel.json`, for the project's root. No two rules give one header to one path. Vercel cannot say 410.
 *
 * @throws over Vercel's limits
 * @see https://vercel.com/docs/project-configuration
 */
export function vercel(site: BuiltSite): string {
  const base = withSlash(site.base)
  const moved = movedOf(site)
  if (hostPlans.vercel) checkLimits(countsOf([], site.redirects), hostPlans.vercel)
  const others = `.*\\.(?:${endingsForOthers.join('|')})`
  return print({
    $schema: 'https://openapi.vercel.sh/vercel.json',
    framework: null,
    buildCommand: 'npm run build',
    outputDirectory: 'dist',
    trailingSlash: true,
    headers: [
      { source: `${base}(.*)`, headers: toList(commonHeaders(site)) },
      { source: `${base}((?!${hashedFolder}).*)`, headers: toList([cache(revalidate)]) },
      { source: `${base}${hashedFolder}(.*)`, headers: toList([cache(immutable)]) },
      { source: `${base}((?!${others}$).*)`, headers: toList([corp('same-origin')]) },
      { source: `${base}(${others})`, headers: toList([corp('cross-origin')]) },
      ...types.map(({ type, endings }) => ({
        source: `${base}(.*\\.(?:${endings.join('|')}))`,
        headers: toList([['Content-Type', type]]),
      })),
    ],
    redirects: moved.map(({ from, to }) => {
      const [source = '', query] = from.split('?', 2)
      const has = [...new URLSearchParams(query)].map(([key, value]) => ({ type: 'query', key, value }))
      return {
        source: source.replace(/[()+:]/g, '\\$&'),
        ...(has.length > 0 && { has }),
        destination: to,
        statusCode: 301,
      }
    }),
  })
}

/**
 * `firebase.json`, for the project's root. The last rule that matches wins. Firebase cannot say 410.
 *
 * @see https://firebase.google.com/docs/hosting/full-config
 */
export function firebase(site: BuiltSite): string {
  const base = withSlash(site.base)
  return print({
    hosting: {
      public: 'dist',
      ignore: [...filesForHosts, '**/*.br', '**/*.gz', '**/.*'],
      trailingSlash: true,
      headers: [
        { source: '**', headers: toList([...commonHeaders(site), cache(revalidate), corp('same-origin')]) },
        ...types.map(({ type, endings, isForOthers }) => ({
          source: `**/*.@(${endings.join('|')})`,
          headers: toList([['Content-Type', type], ...(isForOthers ? [corp('cross-origin')] : [])]),
        })),
        { source: `${base}${hashedFolder}**`, headers: toList([cache(immutable)]) },
      ],
      redirects: movedOf(site)
        .filter(isWithoutQuery)
        .map(({ from, to }) => ({ source: from, destination: to, type: 301 })),
    },
  })
}

/** @see https://learn.microsoft.com/azure/static-web-apps/configuration#restrictions */
const azureBytes = 20 * 1024

/**
 * `staticwebapp.config.json`, for the folder that is uploaded. The first route that matches wins alone.
 *
 * @throws over Azure's limit of 20 KB
 * @see https://learn.microsoft.com/azure/static-web-apps/configuration
 */
export function azure(site: BuiltSite): string {
  const base = withSlash(site.base)
  const others = `*.{${endingsForOthers.join(',')}}`
  const text = print({
    trailingSlash: 'always',
    globalHeaders: Object.fromEntries([...commonHeaders(site), cache(revalidate), corp('same-origin')]),
    mimeTypes: Object.fromEntries(types.flatMap(({ type, endings }) => endings.map((e) => [`.${e}`, type]))),
    responseOverrides: { 404: { rewrite: `${base}404.html` } },
    routes: [
      ...site.redirects
        .filter(isWithoutQuery)
        .flatMap(({ from, to }): object[] =>
          to === null
            ? [from, `${from}*`].map((route) => ({ route, statusCode: 410 }))
            : [{ route: from, redirect: to, statusCode: 301 }],
        ),
      {
        route: `${base}${hashedFolder}${others}`,
        headers: Object.fromEntries([cache(immutable), corp('cross-origin')]),
      },
      { route: `${base}${hashedFolder}*`, headers: Object.fromEntries([cache(immutable)]) },
      { route: `${base}${others}`, headers: Object.fromEntries([corp('cross-origin')]) },
    ],
  })
  checkLimit('Azure Static Web Apps', 'bytes of configuration', Buffer.byteLength(text), azureBytes)
  return text
}

/**
 * `netlify.toml`, for the project's root: what `_headers` and `_redirects` in `dist/` do not say. `/*` at the end of a path
 * is the path itself and all below it.
 *
 * @see https://docs.netlify.com/build/configure-builds/file-based-configuration/
 */
export function netlify(site: BuiltSite): string {
  const gone = site.redirects.filter(({ to }) => to === null)
  const rules = gone.map(
    ({ from }) =>
      `\n[[redirects]]\n  from = ${JSON.stringify(`${from}*`)}\n  to = "${withSlash(site.base)}${errorPages[410]}"\n  status = 410\n  force = true\n`,
  )
  return `[build]\n  command = "npm run build"\n  publish = "dist"\n${rules.join('')}`
}
