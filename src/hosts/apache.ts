import { commonHeaders, type Header, hashedFolder, immutable, revalidate, withSlash } from './headers.ts'
import { errorPages, kinds } from './media-types.ts'
import { type BuiltSite, quoted } from './server.ts'

/**
 * An Apache virtual host; it needs the modules headers, rewrite, mime, dir and alias.
 *
 * @see https://httpd.apache.org/docs/2.4/mod/mod_deflate.html#precompressed
 */
export function apache(
  site: BuiltSite,
  { root, listen, name }: { root: string; listen: string; name: string },
): string {
  const base = withSlash(site.base)
  const others = kinds.filter(({ isForOthers }) => isForOthers).flatMap(({ endings }) => endings)
  const charset = kinds.filter(({ type }) => type.includes('charset')).flatMap(({ endings }) => endings)
  const header = ([key, value]: Header) => `  Header always set ${key} ${quoted(value)}`
  // An answer from a compressed copy keeps the type of the file itself.
  const texts = kinds.filter(({ isText }) => isText)
  const named = texts.flatMap(({ endings }) => endings).join('|')
  const copies = (['br', 'gz'] as const).flatMap((ending) => [
    `  RewriteCond %{HTTP:Accept-Encoding} "\\b${ending === 'br' ? 'br' : 'gzip'}\\b"`,
    `  RewriteCond "%{DOCUMENT_ROOT}$1.${ending}" -f`,
    `  RewriteRule "^(.+\\.(?:${named}))$" "$1.${ending}" [L]`,
    `  <FilesMatch "\\.${ending}$">`,
    `    Header set Content-Encoding ${ending === 'br' ? 'br' : 'gzip'}`,
    '    RemoveEncoding .gz .br',
    '  </FilesMatch>',
    ...texts.flatMap(({ type, endings }) => [
      `  <FilesMatch "\\.(?:${endings.join('|')})\\.${ending}$">`,
      `    ForceType ${quoted(type)}`,
      '  </FilesMatch>',
    ]),
  ])
  return `# Made by "npm run host -- apache" for ${site.address}
# The folder ${root}${base} holds what lies in dist/.
Listen ${listen}
<VirtualHost *:${listen.replace(/^.*:/, '')}>
  ServerName ${name}
  DocumentRoot ${quoted(root)}
  <Directory ${quoted(root)}>
    Require all granted
    Options FollowSymLinks
    AllowOverride None
    DirectoryIndex index.html
  </Directory>
  AddDefaultCharset utf-8
  FileETag MTime Size
${kinds.map(({ type, endings }) => `  AddType ${quoted(type.replace(/;.*/, ''))} ${endings.map((e) => `.${e}`).join(' ')}`).join('\n')}
  AddCharset utf-8 ${charset.map((ending) => `.${ending}`).join(' ')}

${commonHeaders(site).map(header).join('\n')}
  Header always set Cross-Origin-Resource-Policy same-origin
  Header always set Cache-Control "${revalidate}"
  Header always set Vary Accept-Encoding
  <LocationMatch "\\.(?:${others.join('|')})(?:\\.br|\\.gz)?$">
    Header always set Cross-Origin-Resource-Policy cross-origin
  </LocationMatch>
  <Location "${base}${hashedFolder}">
    Header always set Cache-Control "${immutable}" "expr=%{REQUEST_STATUS} == 200 || %{REQUEST_STATUS} == 304"
  </Location>

  ErrorDocument 404 ${base}404.html
  ErrorDocument 410 ${base}${errorPages[410]}
  RewriteEngine On
  RewriteCond %{REQUEST_METHOD} !^(?:GET|HEAD)$
  RewriteRule ^ - [R=405,L]
  RewriteRule (?:/_(?:headers|redirects)|\\.br|\\.gz|/\\.nojekyll)$ - [R=404,L]
${site.redirects.map(redirect).join('')}
  RewriteCond "%{DOCUMENT_ROOT}$1index.html" -f
  RewriteRule "^(.*/)$" "$1index.html"
${copies.join('\n')}
</VirtualHost>
`
}

/** Aliases are letters, digits, hyphens and slashes, which stand for themselves in a pattern. */
function redirect({ from, to }: BuiltSite['redirects'][number]): string {
  return `  RewriteRule "^${from}$" ${to === null ? '- [G]' : `${quoted(to)} [R=301,L]`}\n`
}
