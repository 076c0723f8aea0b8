import { commonHeaders, type Header, hashedFolder, headersOf, immutable, type Site, withSlash } from './headers.ts'
import { checkLimit } from './limits.ts'
import { kinds } from './media-types.ts'

/** @see https://developers.cloudflare.com/pages/configuration/headers/ */
const limits = { rules: 100, line: 2_000 }

/**
 * The `_headers` file of Cloudflare Pages and Netlify. What a host joins where several rules match must not stand in
 * two of them: caching is left out of the first, since both hosts revalidate by themselves, and the resource policy is
 * taken back (`!`, which only Cloudflare knows) before another is given.
 *
 * @throws over Cloudflare's limits
 * @see https://developers.cloudflare.com/pages/configuration/headers/
 * @see https://docs.netlify.com/manage/routing/headers/
 */
export function headersFile(site: Site, address: string): string {
  const base = withSlash(site.base)
  const rules: [pattern: string, lines: string[]][] = [
    [`${base}*`, [...commonHeaders(site), ['Cross-Origin-Resource-Policy', 'same-origin'] as const].map(line)],
    ...kinds.flatMap(({ endings, isForOthers }) =>
      endings
        .filter((ending) => ending !== 'html')
        .map((ending): [string, string[]] => {
          const own = headersOf(`a.${ending}`, site)
          const type = own.filter(([name]) => name === 'Content-Type').map(line)
          const policy = own.filter(([name]) => name === 'Cross-Origin-Resource-Policy').map(line)
          return [`${base}*.${ending}`, isForOthers ? ['! Cross-Origin-Resource-Policy', ...policy, ...type] : type]
        }),
    ),
    [`${base}${hashedFolder}*`, [line(['Cache-Control', immutable])]],
  ]
  checkLimit('Cloudflare', 'rules in _headers', rules.length, limits.rules)
  for (const text of rules.flatMap(([, lines]) => lines)) {
    checkLimit('Cloudflare', 'characters in a line of _headers', text.length, limits.line)
  }
  const body = rules.map(([pattern, lines]) => [pattern, ...lines.map((text) => `  ${text}`)].join('\n'))
  return `${[madeFor(address), ...body].join('\n\n')}\n`
}

/** The first line, by which `npm run preview` and `npm run host` know for which address a folder was built. */
export function madeFor(address: string): string {
  return `# Made by npm run build for ${address}`
}

function line([name, value]: Header): string {
  return `${name}: ${value}`
}
