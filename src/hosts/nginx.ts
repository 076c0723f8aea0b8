import { commonHeaders, hashedFolder, immutable, revalidate, withSlash } from './headers.ts'
import { errorPages, kinds } from './media-types.ts'
import { type BuiltSite, quoted } from './server.ts'

/**
 * An nginx configuration, to be included in its `http` block (Debian: a file in `/etc/nginx/sites-enabled/`).
 * Every header stands at the server's level, because a location that adds one loses all others; what depends on the
 * file comes from a `map`.
 *
 * @see https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header
 * @see https://nginx.org/en/docs/http/ngx_http_gzip_static_module.html
 */
export function nginx(site: BuiltSite, { root, listen, name }: { root: string; listen: string; name: string }): string {
  const base = withSlash(site.base)
  const types = kinds.map(({ type, endings }) => `    ${bare(type)} ${endings.join(' ')};`)
  const texts = kinds.filter(({ type }) => type.includes('charset') && !type.startsWith('text/html'))
  const moved = site.redirects.filter(({ to }) => to !== null)
  const gone = site.redirects.filter(({ to }) => to === null)
  const others = kinds.filter(({ isForOthers }) => isForOthers).flatMap(({ endings }) => endings)
  const header = ([key, value]: readonly [string, string]) => `  add_header ${key} ${quoted(value)} always;`
  return `# Made by "npm run host -- nginx" for ${site.address}
# The folder ${root}${base} holds what lies in dist/.
map_hash_max_size ${Math.max(2048, 2 ** Math.ceil(Math.log2(site.redirects.length * 2 + 1)))};
map_hash_bucket_size 1024;

map $uri $site_moved {
  default "";
${moved.map(({ from, to }) => `  ${quoted(decodeURI(from))} ${quoted(String(to))};\n`).join('')}}
map $uri $site_gone {
  default "";
${gone.map(({ from }) => `  ${quoted(decodeURI(from))} 1;\n`).join('')}}
map $uri $site_cache {
  default "${revalidate}";
  "~^${base}${hashedFolder}" "${immutable}";
}
map $uri $site_resource_policy {
  default same-origin;
  "~*\\.(?:${others.join('|')})$" cross-origin;
}

server {
  listen ${listen};
  server_name ${name};
  root ${quoted(root)};
  index index.html;
  absolute_redirect off;
  server_tokens off;

  types {
${types.join('\n')}
  }
  default_type application/octet-stream;
  charset utf-8;
  charset_types ${texts.map(({ type }) => bare(type)).join(' ')};

  gzip_static on;
  gzip_vary on;
  # Debian: libnginx-mod-http-brotli-static. Without that module take this line out.
  brotli_static on;

${commonHeaders(site).map(header).join('\n')}
  add_header Cross-Origin-Resource-Policy $site_resource_policy always;
  add_header Cache-Control $site_cache always;

  if ($request_method !~ ^(GET|HEAD)$) { return 405; }

  error_page 404 ${base}404.html;
  error_page 410 ${base}${errorPages[410]};
  location / {
    if ($site_moved) { return 301 $site_moved; }
    if ($site_gone) { return 410; }
    try_files $uri $uri/ =404;
  }
  # Not asked again what is gone: a map keeps what it said of the first path.
  location = ${base}404.html { }
  location = ${base}${errorPages[410]} { }
  # What only other hosts read, and the compressed copies by their own names.
  location ~ /_(?:headers|redirects)$|\\.(?:br|gz)$|/\\.(?!well-known) { return 404; }
}
`
}

const bare = (type: string) => type.replace(/;.*/, '')
