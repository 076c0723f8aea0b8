import { createHash } from 'node:crypto'

/**
 * The policy that a page carries.
 *
 * @throws where the page has none
 */
export function policyOf(html: string): string {
  const policy = /<meta http-equiv="?Content-Security-Policy"? content="([^"]+)"/.exec(html)?.[1]
  if (!policy) throw new Error('a page has no policy')
  return policy.replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}

/**
 * Holds a page against every policy that a browser would hold it to: the one in its `meta` and those of the headers,
 * which a host or a proxy may have changed or kept from an older build.
 *
 * @param headers the values of all `Content-Security-Policy` headers, joined with commas as HTTP does
 * @returns what a browser would not show or run
 * @see https://www.w3.org/TR/CSP3/#multiple-policies
 */
export function policyProblems(html: string, headers: string): string[] {
  const meta = /<meta http-equiv="?Content-Security-Policy"?/.test(html) ? [policyOf(html)] : []
  const policies = [...meta, ...headers.split(',')].map(directivesOf).filter((policy) => policy.size > 0)
  const own = [...html.matchAll(/<(style|script)([^>]*)>([\s\S]*?)<\/\1>/g)].flatMap(
    ([, tag, attributes = '', text]) =>
      isData(attributes) ? [] : [{ tag: String(tag), isFetched: /\ssrc=/.test(attributes), text: String(text) }],
  )
  const links = [...html.matchAll(/<link[^>]*\srel="?stylesheet"?[^>]*>/g)].map(() => ({
    tag: 'style',
    isFetched: true,
    text: '',
  }))
  const problems = policies.flatMap((policy) =>
    [...own, ...links].flatMap(({ tag, isFetched, text }) => {
      const sources = policy.get(`${tag}-src-elem`) ?? policy.get(`${tag}-src`) ?? policy.get('default-src')
      if (sources === undefined) return []
      const what = tag === 'style' ? 'styles' : 'script'
      if (isFetched) return sources.includes("'self'") ? [] : [`the policy forbids the ${what} that the page fetches`]
      const hash = `'sha256-${createHash('sha256').update(text).digest('base64')}'`
      return sources.includes(hash) ? [] : [`the policy forbids the ${what} in the page`]
    }),
  )
  return [...new Set(problems)]
}

/** JSON-LD and the like is read, never run. */
function isData(attributes: string): boolean {
  const type = /\stype="?([^"\s>]+)/.exec(attributes)?.[1]
  return type !== undefined && type !== 'module' && !/javascript/.test(type)
}

function directivesOf(policy: string): Map<string, string[]> {
  const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/))
  return new Map(directives.flatMap(([name, ...sources]) => (name ? [[name.toLowerCase(), sources] as const] : [])))
}
