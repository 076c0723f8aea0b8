/** How much of something a host takes. */
export interface Limit {
  /** In the unit of the thing counted. */
  most: number
  /** Whether the host refuses what is more; elsewhere it asks for less, or leaves the rest out. */
  isRefused: boolean
}

/** What can be counted of a site. */
export interface Counts {
  files: number
  /** Of all files together. */
  bytes: number
  /** Of the largest file. */
  bytesAFile: number
  /** Of the folder that has most, the folders in it not counted. */
  filesAFolder: number
  /** Addresses that lead on; removed ones not counted. */
  redirects: number
}

type Environment = Readonly<Record<string, string | undefined>>

/** A host on one of its plans. */
export interface HostPlan {
  label: string
  /** Where the host says so. */
  source: string
  limits: Partial<Record<keyof Counts, Limit>>
  /** What it cannot say to readers, or look at, whatever it is given. */
  cannot: readonly ('headers' | 'redirects' | 'queries' | 'gone')[]
  /** Whether the build runs there; absent where a host does not build. */
  builds?: (env: Environment) => boolean
}

const refused = (most: number): Limit => ({ most, isRefused: true })
const asked = (most: number): Limit => ({ most, isRefused: false })
const MiB = 1024 * 1024

const cloudflare: HostPlan = {
  label: 'Cloudflare Pages (free)',
  source: 'https://developers.cloudflare.com/pages/platform/limits/',
  // Redirects beyond the limit are left out: the pages at the old addresses lead on.
  limits: { files: refused(20_000), bytesAFile: refused(25 * MiB), redirects: asked(2_000) },
  cannot: ['queries', 'gone'],
  builds: (env) => Boolean(env.CF_PAGES) && env.PAGES_WRANGLER_MAJOR_VERSION !== '4',
}

/** Every host that takes a limited number of things, by the name that `HOST` gives it. */
export const hostPlans: Readonly<Record<string, HostPlan>> = {
  cloudflare,
  'cloudflare-paid': {
    ...cloudflare,
    label: 'Cloudflare Pages (paid, PAGES_WRANGLER_MAJOR_VERSION=4)',
    limits: { ...cloudflare.limits, files: refused(100_000) },
    builds: (env) => Boolean(env.CF_PAGES) && env.PAGES_WRANGLER_MAJOR_VERSION === '4',
  },
  netlify: {
    label: 'Netlify',
    source: 'https://docs.netlify.com/site-deploys/overview/#files-per-directory-limit',
    limits: { filesAFolder: refused(54_000) },
    // A page at an old address, which leads on by itself, stands before its redirect.
    cannot: ['redirects', 'queries'],
    builds: (env) => Boolean(env.NETLIFY),
  },
  vercel: {
    label: 'Vercel',
    source: 'https://vercel.com/docs/limits, https://vercel.com/docs/redirects',
    limits: { redirects: refused(1_024) },
    cannot: ['gone'],
    builds: (env) => Boolean(env.VERCEL),
  },
  github: {
    label: 'GitHub Pages',
    source: 'https://docs.github.com/pages/getting-started-with-github-pages/github-pages-limits',
    limits: { bytes: asked(1024 * MiB) },
    cannot: ['headers', 'redirects', 'queries', 'gone'],
    builds: (env) => Boolean(env.GITHUB_ACTIONS),
  },
  gitlab: {
    label: 'GitLab Pages',
    source: 'https://docs.gitlab.com/user/gitlab_com/#gitlab-pages',
    limits: { bytes: refused(1024 * MiB), files: refused(200_000) },
    cannot: ['headers', 'redirects', 'queries', 'gone'],
    builds: (env) => Boolean(env.GITLAB_CI),
  },
  azure: {
    label: 'Azure Static Web Apps (free)',
    source: 'https://learn.microsoft.com/azure/static-web-apps/quotas',
    limits: { bytes: refused(500 * MiB), files: refused(15_000) },
    cannot: ['queries'],
  },
  firebase: {
    label: 'Firebase Hosting',
    source: 'https://firebase.google.com/docs/hosting/full-config#redirects',
    limits: { bytesAFile: refused(2048 * MiB) },
    cannot: ['queries', 'gone'],
  },
}

const words: Record<keyof Counts, string> = {
  files: 'files',
  bytes: 'bytes',
  bytesAFile: 'bytes in one file',
  filesAFolder: 'files in one folder',
  redirects: 'redirects',
}

/** From which share of a limit on a build says so: time to choose another host. */
const nearly = 0.8

/** The host whose limits hold for a build: the one that `HOST` names (some shells name the machine in it), else the one that it runs on. */
export function hostOf(env: Environment): HostPlan | undefined {
  return hostPlans[env.HOST ?? ''] ?? Object.values(hostPlans).find(({ builds }) => builds?.(env))
}

/**
 * Holds what a build has against what a host takes.
 *
 * @returns sentences for the log, of what is near a limit or over one that the host lets pass
 * @throws where the host would refuse the site
 */
export function checkLimits(counts: Counts, host: HostPlan): string[] {
  return (Object.entries(host.limits) as [keyof Counts, Limit][]).flatMap(([thing, { most, isRefused }]) => {
    const count = counts[thing]
    if (count < most * nearly) return []
    const number = (n: number) => n.toLocaleString('en')
    const sentence = `${host.label} takes ${number(most)} ${words[thing]}; the site has ${number(count)} (${host.source})`
    if (count > most && isRefused) throw new Error(`${sentence}: choose a host that takes more, or have fewer`)
    return [sentence]
  })
}

/**
 * Counts what hosts limit.
 *
 * @param files of `dist/`, with their sizes in bytes
 */
export function countsOf(
  files: readonly { path: string; size: number }[],
  redirects: readonly { to: string | null }[],
): Counts {
  const folders = new Map<string, number>()
  for (const { path } of files) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    folders.set(folder, (folders.get(folder) ?? 0) + 1)
  }
  return {
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    bytesAFile: files.reduce((most, { size }) => Math.max(most, size), 0),
    filesAFolder: [...folders.values()].reduce((most, count) => Math.max(most, count), 0),
    redirects: redirects.filter(({ to }) => to !== null).length,
  }
}

/**
 * Says that what a host is told is more than it takes.
 *
 * @throws where `count` is over `limit`
 */
export function checkLimit(host: string, what: string, count: number, limit: number): void {
  if (count > limit) {
    throw new Error(
      `${host} takes ${limit.toLocaleString('en')} ${what}; the site has ${count.toLocaleString('en')}: ` +
        'choose a host that takes more (nginx and Caddy take any number), or have fewer',
    )
  }
}
