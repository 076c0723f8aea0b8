import { commonHeaders, type Header, hashedFolder, immutable, revalidateAsBuilt, withSlash } from './headers.ts'
import { endingsForOthers, errorPages, kinds } from './media-types.ts'
import { withoutTracking } from './redirects.ts'
import { type BuiltSite, quoted, redirectsPath, type ServerOptions, usualPorts } from './server.ts'

/**
 * A file for `/etc/apache2/sites-available/`, as Debian's Apache reads it beside its default site and its own modules.
 *
 * @see https://httpd.apache.org/docs/2.4/mod/mod_deflate.html#precompressed
 * @see https://httpd.apache.org/docs/2.4/mod/mod_macro.html
 */
export function apache(site: BuiltSite, { root, name, ports = usualPorts }: ServerOptions): string {
  const base = withSlash(site.base)
  const charset = kinds.filter(({ type }) => type.includes('charset')).flatMap(({ endings }) => endings)
  const header = ([key, value]: Header) => `  Header always set ${key} ${quoted(value)}`
  const texts = kinds.filter(({ isText }) => isText)
  const named = texts.flatMap(({ endings }) => endings).join('|')
  // An answer from a compressed copy keeps the type of the file itself, and must not be compressed once more.
  const copies = (['br', 'gz'] as const).flatMap((ending) => [
    `  RewriteCond %{HTTP:Accept-Encoding} "\\b${ending === 'br' ? 'br' : 'gzip'}\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))"`,
    `  RewriteCond "%{DOCUMENT_ROOT}$1.${ending}" -f`,
    `  RewriteRule "^(.+\\.(?:${named}))$" "$1.${ending}" [E=no-gzip:1,E=no-brotli:1,L]`,
    `  <FilesMatch "\\.${ending}$">`,
    `    Header set Content-Encoding ${ending === 'br' ? 'br' : 'gzip'}`,
    '    RemoveEncoding .gz .br',
    '    SetEnv no-gzip 1',
    '    SetEnv no-brotli 1',
    '  </FilesMatch>',
    ...texts.map(({ type, endings }) =>
      [
        `  <FilesMatch "\\.(?:${endings.join('|')})\\.${ending}$">`,
        `    ForceType ${quoted(type)}`,
        '  </FilesMatch>',
      ].join('\n'),
    ),
  ])
  const certificate = `/etc/letsencrypt/live/${name}`
  return `# Made by "npm run host -- apache" for ${site.address}
# The folder ${root}${base} holds what lies in dist/. As root, on Debian:
#   apt-get install apache2
#   a2enmod headers rewrite macro brotli ssl http2
#   cp this-file /etc/apache2/sites-available/${name}.conf
#   a2ensite ${name}
#   systemctl restart apache2
# An upload of dist/ is enough from then on: Apache reads the old addresses again when their file changes.
<Macro Site-${name}>
  ServerName ${name}
  DocumentRoot ${quoted(root)}
  <Directory ${quoted(root)}>
    Require all granted
    Options FollowSymLinks
    AllowOverride None
    DirectoryIndex index.html
    DirectorySlash Off
  </Directory>
  Protocols h2 http/1.1
  TraceEnable Off
  ServerSignature Off
  AddDefaultCharset utf-8
  FileETag MTime Size
${kinds.map(({ type, endings }) => `  AddType ${quoted(type.replace(/;.*/, ''))} ${endings.map((e) => `.${e}`).join(' ')}`).join('\n')}
  AddCharset utf-8 ${charset.map((ending) => `.${ending}`).join(' ')}
  # What has no copy by "npm run compress" is compressed as it is sent; then it has another tag, which must be known again.
  AddOutputFilterByType BROTLI_COMPRESS;DEFLATE ${texts.map(({ type }) => type.replace(/;.*/, '')).join(' ')}
  RequestHeader edit If-None-Match "-(?:gzip|br)\\"" "\\""

${commonHeaders(site).map(header).join('\n')}
  Header always set Cross-Origin-Resource-Policy same-origin
  Header always set Cache-Control "${revalidateAsBuilt}"
  Header always set Vary Accept-Encoding
  <LocationMatch "\\.(?:${endingsForOthers.join('|')})(?:\\.br|\\.gz)?$">
    Header always set Cross-Origin-Resource-Policy cross-origin
  </LocationMatch>
  <Location "${base}${hashedFolder}">
    Header always set Cache-Control "${immutable}" "expr=%{REQUEST_STATUS} == 200 || %{REQUEST_STATUS} == 304"
  </Location>

  ErrorDocument 404 ${base}404.html
  ErrorDocument 410 ${base}${errorPages[410]}
  RewriteEngine On
  RewriteMap old ${quoted(`txt:${redirectsPath(site, root)}`)}
  RewriteCond %{REQUEST_METHOD} !^(?:GET|HEAD)$
  RewriteRule ^ - [R=405,L]
  # An article's address has two parts; what lies below it goes with it.
  RewriteCond "\${old:$1/}" "^410;$"
  RewriteRule "^(${base}[^/]+/[^/]+)(?:/|$)" - [G]
  # Old addresses with a query, without what networks and counters add to it.
  RewriteCond %{QUERY_STRING} "${withoutTracking}"
  RewriteCond "\${old:$0?%1}" "^(/.+);$"
  RewriteRule "^.+$" "%1" [R=301,L,NE,QSD]
  RewriteCond "\${old:$0}" "^(/.+);$"
  RewriteRule "^.+$" "%1" [R=301,L,NE]
  RewriteRule (?:/_(?:headers|redirects|redirects\\.conf)|\\.br|\\.gz)$|/\\.(?!well-known/) - [R=404,L]
  RewriteCond "%{DOCUMENT_ROOT}$1index.html" -f
  RewriteRule "^(.*/)$" "$1index.html"
  RewriteCond "%{DOCUMENT_ROOT}$0/index.html" -f
  RewriteRule "^.*[^/]$" "$0/" [R=301,L]
  # What is no file is not there, whatever the server has at that path for its other sites.
  RewriteCond "%{DOCUMENT_ROOT}$0" !-f
  RewriteRule "^.*$" - [R=404,L]
${copies.join('\n')}
</Macro>
<VirtualHost *:${ports.http}>
  # HTTPS: take the marks away after "certbot certonly --webroot -w ${root} -d ${name}".
  #RewriteEngine On
  #RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L,NE]
  Use Site-${name}
</VirtualHost>
#<VirtualHost *:${ports.https}>
#  SSLEngine on
#  SSLCertificateFile ${certificate}/fullchain.pem
#  SSLCertificateKeyFile ${certificate}/privkey.pem
#  Use Site-${name}
#</VirtualHost>
UndefMacro Site-${name}
`
}
