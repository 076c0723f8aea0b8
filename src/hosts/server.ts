import { type Site, withSlash } from './headers.ts'
import { type EncodedRedirect, serverRedirectsFile } from './redirects.ts'

/** A site as it lies in `dist/`. */
export interface BuiltSite extends Site {
  /** The whole address, without a slash at its end. */
  address: string
  redirects: readonly EncodedRedirect[]
}

/** What a server of one's own must be told beside the site. */
export interface ServerOptions {
  /** The folder that answers to `/`; what lies in `dist/` lies in it, below the base path. */
  root: string
  /** The host's name, as readers write it. */
  name: string
  /** 80 and 443 everywhere but in tests. */
  ports?: { http: number; https: number }
}

export const usualPorts = { http: 80, https: 443 }

/** A value in double quotes, as nginx, Caddy and Apache read them. */
export function quoted(value: string): string {
  if (/["\\\n$]/.test(value)) throw new Error(`${JSON.stringify(value)} cannot stand in a server's configuration`)
  return `"${value}"`
}

/** Where the file of old addresses lies on a server. */
export function redirectsPath(site: Site, root: string): string {
  return `${root}${withSlash(site.base)}${serverRedirectsFile}`
}

/**
 * The lines by which systemd reloads a server when the file of old addresses changes, so that an upload is enough.
 *
 * @param server as systemd knows it
 * @param name the site's, since there may be others
 * @param file the file of old addresses
 * @returns shell lines, to be pasted as root, each as a comment of a configuration
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd.path.html
 */
export function reloadLines(server: string, name: string, file: string): string {
  const unit = `${server}-${name}-old-addresses`
  const path = `/etc/systemd/system/${unit}`
  return [
    `printf '[Path]\\nPathChanged=${file}\\n[Install]\\nWantedBy=multi-user.target\\n' > ${path}.path`,
    `printf '[Service]\\nType=oneshot\\nExecStart=systemctl reload ${server}\\n' > ${path}.service`,
    `systemctl enable --now ${unit}.path`,
  ]
    .map((line) => `#   ${line}`)
    .join('\n')
}
