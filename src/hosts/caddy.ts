import { commonHeaders, type Header, hashedFolder, immutable, revalidate, withSlash } from './headers.ts'
import { errorPages, kinds } from './media-types.ts'
import { type BuiltSite, quoted } from './server.ts'

/**
 * A Caddyfile's site. Named addresses get their certificate by themselves.
 *
 * @see https://caddyserver.com/docs/caddyfile/directives/file_server
 */
export function caddy(site: BuiltSite, { root, listen }: { root: string; listen: string }): string {
  const base = withSlash(site.base)
  const others = kinds.filter(({ isForOthers }) => isForOthers).flatMap(({ endings }) => endings)
  const types = kinds.map(({ type, endings }, i) => {
    const patterns = [...(endings.includes('html') ? ['*/'] : []), ...endings.map((ending) => `*.${ending}`)]
    return `    @kind${i} path ${patterns.join(' ')}\n    header @kind${i} Content-Type ${quoted(type)}`
  })
  const header = ([key, value]: Header) => `    ${key} ${quoted(value)}`
  return `# Made by "npm run host -- caddy" for ${site.address}
# The folder ${root}${base} holds what lies in dist/.
${listen} {
  root * ${quoted(root)}

  map {path} {site_moved} {site_gone} {
${site.redirects.map(({ from, to }) => `    ${quoted(decodeURI(from))} ${quoted(to ?? '')} ${quoted(to === null ? 'gone' : '')}\n`).join('')}    default "" ""
  }
  @moved expression {site_moved} != ""
  @gone expression {site_gone} != ""
  @other_methods not method GET HEAD
  # What only other hosts read, and the compressed copies by their own names.
  @hidden path */_headers */_redirects *.br *.gz */.nojekyll

  # In this order; outside of a route Caddy puts the narrower rules first.
  route {
    header {
${commonHeaders(site).map(header).join('\n')}
      Cross-Origin-Resource-Policy same-origin
      Cache-Control "${revalidate}"
      Vary Accept-Encoding
    }
    # Apart, because taking one away makes a whole block wait for the answer, and overrule all others.
    header -Server
    @for_others path ${others.map((ending) => `*.${ending}`).join(' ')}
    header @for_others Cross-Origin-Resource-Policy cross-origin
    @hashed path ${base}${hashedFolder}*
    header @hashed Cache-Control "${immutable}"
${types.join('\n')}
    error @other_methods 405
    redir @moved {site_moved} 301
    error @gone 410
    error @hidden 404
    file_server {
      precompressed br gzip
    }
  }

  handle_errors {
    # What was said of the file that is not there does not hold for the page that says so.
    header {
${commonHeaders(site).map(header).join('\n')}
      Content-Type "text/html; charset=utf-8"
      Cache-Control "${revalidate}"
      Cross-Origin-Resource-Policy same-origin
      Vary Accept-Encoding
    }
    header -Server
    @removed expression \`{err.status_code} == 410\`
    rewrite @removed ${base}${errorPages[410]}
    @missing expression \`{err.status_code} != 410\`
    rewrite @missing ${base}404.html
    file_server {
      precompressed br gzip
    }
  }
}
`
}
