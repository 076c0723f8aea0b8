/** Where the site is served. */
export interface SiteAddress {
  /** Scheme and host, as Astro's `site`. */
  origin: string
  /** The base path, beginning with a slash and without one at its end; `/` at the root. */
  base: string
  /** Which variable said so; absent where none did and the local address stands in. */
  from?: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Each host's own variables, in the order in which they are asked. */
const hosts: { name: string; address: (env: Environment) => string | undefined }[] = [
  { name: 'SITE_URL', address: (env) => env.SITE_URL },
  { name: 'CF_PAGES_URL', address: (env) => env.CF_PAGES_URL },
  { name: 'URL', address: (env) => (env.NETLIFY ? env.URL : undefined) },
  {
    name: 'VERCEL_PROJECT_PRODUCTION_URL',
    address: (env) => env.VERCEL_PROJECT_PRODUCTION_URL && `https://${env.VERCEL_PROJECT_PRODUCTION_URL}`,
  },
  { name: 'GITHUB_REPOSITORY', address: githubPages },
  { name: 'CI_PAGES_URL', address: (env) => env.CI_PAGES_URL },
]

/** The address that `npm start` serves. */
export const localAddress = 'http://localhost:4321'

/**
 * Finds the site's address: `SITE_URL`, else what the host that builds says, else the local address.
 *
 * @throws where a value is not the address of a site; the message shows a right one
 */
export function siteAddress(env: Environment): SiteAddress {
  for (const { name, address } of hosts) {
    const value = address(env)
    if (value) return { ...parse(value, name), from: name }
  }
  return parse(localAddress, 'SITE_URL')
}

function parse(value: string, name: string): SiteAddress {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new Error(
      `${name} is "${value}": write the site's whole address, as in https://example.vn or https://example.vn/bao`,
    )
  }
  return { origin: url.origin, base: url.pathname.replace(/\/+$/, '') || '/' }
}

/** A project's pages lie under its name, unless the repository is the owner's site itself. */
function githubPages(env: Environment): string | undefined {
  const [owner, repository] = env.GITHUB_ACTIONS ? (env.GITHUB_REPOSITORY ?? '').split('/') : []
  if (!owner || !repository) return undefined
  const host = `${owner.toLowerCase()}.github.io`
  return repository.toLowerCase() === host ? `https://${host}` : `https://${host}/${repository}`
}
