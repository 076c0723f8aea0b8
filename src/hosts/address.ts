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
  { name: 'CF_PAGES_URL', address: cloudflarePages },
  { name: 'URL', address: (env) => (env.NETLIFY ? env.URL : undefined) },
  {
    name: 'VERCEL_PROJECT_PRODUCTION_URL',
    address: (env) => env.VERCEL_PROJECT_PRODUCTION_URL && `https://${env.VERCEL_PROJECT_PRODUCTION_URL}`,
  },
  { name: 'GITHUB_REPOSITORY', address: githubPages },
  { name: 'CI_PAGES_URL', address: (env) => env.CI_PAGES_URL },
]

/** A branch that is published where the host does not say which one is; `PRODUCTION_BRANCH` names another. */
const productionBranches = ['main', 'master']

/** How each host says that what it builds is a copy for looking at: a branch, a pull request. */
const previews: ((env: Environment) => boolean)[] = [
  // https://developers.cloudflare.com/pages/configuration/build-configuration/#environment-variables
  (env) => env.CF_PAGES_BRANCH !== undefined && !isProductionBranch(env.CF_PAGES_BRANCH, env),
  // https://docs.netlify.com/build/configure-builds/environment-variables/
  (env) => env.NETLIFY !== undefined && env.CONTEXT !== undefined && env.CONTEXT !== 'production',
  // https://vercel.com/docs/environment-variables/system-environment-variables
  (env) => env.VERCEL_ENV !== undefined && env.VERCEL_ENV !== 'production',
  // https://docs.github.com/actions/reference/workflows-and-actions/variables
  (env) => env.GITHUB_ACTIONS !== undefined && /^pull_request/.test(env.GITHUB_EVENT_NAME ?? ''),
  // https://docs.gitlab.com/ci/variables/predefined_variables/
  (env) => env.GITLAB_CI !== undefined && env.CI_COMMIT_BRANCH !== env.CI_DEFAULT_BRANCH && !env.CI_COMMIT_TAG,
]

/**
 * Whether the host builds a preview, which search engines must not list. Its canonical address is production's all the
 * same: `siteAddress` never gives a preview's own. Pages read it as `import.meta.env.PREVIEW`.
 */
export function isPreview(env: Environment): boolean {
  return previews.some((says) => says(env))
}

function isProductionBranch(branch: string, env: Environment): boolean {
  return env.PRODUCTION_BRANCH ? branch === env.PRODUCTION_BRANCH : productionBranches.includes(branch)
}

/** The address that `npm start` serves. */
const localAddress = 'http://localhost:4321'

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
  const base = url.pathname.replace(/\/+$/, '')
  if (!/^(?:\/[\w.~-]+)*$/.test(base))
    throw new Error(
      `${name} is "${value}": write its path in letters a to z, digits and hyphens, as in https://example.vn/bao`,
    )
  return { origin: url.origin, base: base || '/' }
}

/** `CF_PAGES_URL` is the address of one deployment, `https://<hash or branch>.<project>.pages.dev`. */
function cloudflarePages(env: Environment): string | undefined {
  return env.CF_PAGES_URL?.replace(/^(https:\/\/)[^./]+\.([^./]+\.pages\.dev)/, '$1$2')
}

/** A project's pages lie under its name, unless the repository is the owner's site itself. */
function githubPages(env: Environment): string | undefined {
  const [owner, repository] = env.GITHUB_ACTIONS ? (env.GITHUB_REPOSITORY ?? '').split('/') : []
  if (!owner || !repository) return undefined
  const host = `${owner.toLowerCase()}.github.io`
  return repository.toLowerCase() === host ? `https://${host}` : `https://${host}/${repository}`
}
