import { commonHeaders, type Header, hashedFolder, immutable, revalidateAsBuilt, withSlash } from './headers.ts'
import { deployedFile } from './manifest.ts'
import { endingsForOthers, errorPages, kinds } from './media-types.ts'
import { withoutTracking } from './redirects.ts'
import { type BuiltSite, quoted, redirectsPath, reloadLines, type ServerOptions } from './server.ts'

/**
 * A Caddyfile's site. Caddy fetches the certificate of a name by itself, speaks HTTP/2 and listens on IPv4 and IPv6.
 *
 * @see https://caddyserver.com/docs/caddyfile/directives/file_server
 */
export function caddy(site: BuiltSite, { root, name }: ServerOptions): string {
  const base = withSlash(site.base)
  const texts = kinds.filter(({ isText }) => isText).map(({ type }) => type.replace(/;.*/, '*'))
  const types = kinds.map(({ type, endings }, i) => {
    const patterns = [...(endings.includes('html') ? ['*/'] : []), ...endings.map((ending) => `*.${ending}`)]
    return `    @kind${i} path ${patterns.join(' ')}\n    header @kind${i} Content-Type ${quoted(type)}`
  })
  const header = ([key, value]: Header) => `      ${key} ${quoted(value)}`
  const old = redirectsPath(site, root)
  // Caddy starts without what a pattern does not match.
  const include = `import ${quoted(`${old}*`)}`
  const compression = `encode {
      gzip
      minimum_length 1400
      match {
${texts.map((type) => `        header Content-Type ${type}`).join('\n')}
      }
    }`
  return `# Made by "npm run host -- caddy" for ${site.address}
# The folder ${root}${base} holds what lies in dist/. As root, on Debian:
#   apt-get install caddy
#   cp this-file /etc/caddy/${name}.caddy
#   printf 'import /etc/caddy/*.caddy\\n' >> /etc/caddy/Caddyfile
#   systemctl reload caddy
# So that an upload of dist/ is enough when addresses change, too:
${reloadLines('caddy', name, old)}
${name} {
  root * ${quoted(root)}

  map {path} {site_line} {
    ${include}
    default ""
  }
  map {site_line} {site_moved} {
    ~^(/.+);$ "\${1}"
    default ""
  }
  # Old addresses with a query, without what networks and counters add to it.
  map {query} {site_query} {
    "~${withoutTracking}" "\${1}"
  }
  map {path}?{site_query} {site_asked_line} {
    ${include}
    default ""
  }
  map {site_asked_line} {site_moved_by_query} {
    ~^(/.+);$ "\${1}"
    default ""
  }
  # An article's address has two parts; what lies below it goes with it.
  map {path} {site_article} {
    "~^(${base}[^/]+/[^/]+)(?:/|$)" "\${1}/"
    default ""
  }
  map {site_article} {site_gone} {
    ${include}
    default ""
  }
  @moved expression {site_moved} != ""
  @gone expression {site_gone} == "410;"
  @other_methods not method GET HEAD
  # What only other hosts read, and the compressed copies by their own names.
  @hidden path */_headers */_redirects */_redirects.conf *.br *.gz */.nojekyll */${deployedFile}

  # In this order; outside of a route Caddy puts the narrower rules first.
  route {
    # What has no copy by "npm run compress" is compressed as it is sent.
    ${compression}
    header {
${commonHeaders(site).map(header).join('\n')}
      Cross-Origin-Resource-Policy same-origin
      Cache-Control "${revalidateAsBuilt}"
      Vary Accept-Encoding
    }
    # Apart, because taking one away makes a whole block wait for the answer, and overrule all others.
    header -Server
    @for_others path ${endingsForOthers.map((ending) => `*.${ending}`).join(' ')}
    header @for_others Cross-Origin-Resource-Policy cross-origin
    @hashed path ${base}${hashedFolder}*
    header @hashed Cache-Control "${immutable}"
${types.join('\n')}
    error @other_methods 405
    error @gone 410
    @moved_by_query expression {site_moved_by_query} != ""
    redir @moved_by_query {site_moved_by_query} 301
    @moved_asked {
      expression {site_moved} != "" && {query} != ""
    }
    redir @moved_asked {site_moved}?{query} 301
    redir @moved {site_moved} 301
    error @hidden 404
    # Caddy's own redirect to the folder's page drops the query.
    @folder_asked {
      not path */
      file {path}/index.html
      expression {query} != ""
    }
    redir @folder_asked {path}/?{query} 301
    file_server {
      precompressed br gzip
    }
  }

  handle_errors {
    # What was said of the file that is not there does not hold for the page that says so.
    header {
${commonHeaders(site).map(header).join('\n')}
      Content-Type "text/html; charset=utf-8"
      Cache-Control "${revalidateAsBuilt}"
      Cross-Origin-Resource-Policy same-origin
      Vary Accept-Encoding
    }
    header -Server
    ${compression}
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
