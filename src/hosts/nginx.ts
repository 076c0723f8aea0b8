import { commonHeaders, hashedFolder, immutable, revalidateAsBuilt, withSlash } from './headers.ts'
import { endingsForOthers, errorPages, kinds } from './media-types.ts'
import { withoutTracking } from './redirects.ts'
import { type BuiltSite, quoted, redirectsPath, reloadLines, type ServerOptions, usualPorts } from './server.ts'

/**
 * A file for `/etc/nginx/sites-available/`, as Debian's nginx reads it beside its default site.
 * Every header stands at the server's level, because a location that adds one loses all others; what depends on the
 * file comes from a `map`.
 *
 * @see https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header
 * @see https://nginx.org/en/docs/http/ngx_http_gzip_static_module.html
 */
export function nginx(site: BuiltSite, { root, name, ports = usualPorts }: ServerOptions): string {
  const base = withSlash(site.base)
  const types = kinds.map(({ type, endings }) => `    ${bare(type)} ${endings.join(' ')};`)
  const withCharset = kinds.filter(({ type }) => type.includes('charset') && !type.startsWith('text/html'))
  const texts = kinds.filter(({ isText, type }) => isText && !type.startsWith('text/html'))
  const header = ([key, value]: readonly [string, string]) => `  add_header ${key} ${quoted(value)} always;`
  const old = redirectsPath(site, root)
  // Found even where it is not there yet: nginx starts without what a pattern does not match.
  const include = `include ${quoted(`${old}*`)};`
  // Another site on the same server may come from here, too.
  const own = (variable: string) => `$site_${name.replace(/\W+/g, '_')}_${variable}`
  const certificate = `/etc/letsencrypt/live/${name}`
  return `# Made by "npm run host -- nginx" for ${site.address}
# The folder ${root}${base} holds what lies in dist/. As root, on Debian:
#   apt-get install nginx libnginx-mod-http-brotli-static
#   cp this-file /etc/nginx/sites-available/${name}
#   ln -s ../sites-available/${name} /etc/nginx/sites-enabled/
#   systemctl reload nginx
# So that an upload of dist/ is enough when addresses change, too:
${reloadLines('nginx', name, old)}

# Old addresses are longer than what nginx expects. Another file that says this makes these two lines too many.
map_hash_max_size 65536;
map_hash_bucket_size 1024;

map $uri ${own('old')} {
  default "";
  ${include}
}
# Old addresses with a query, without what networks and counters add to it.
map $args ${own('query')} {
  "~${withoutTracking.replace('(.*?)', '(?<asked>.*?)')}" "$asked";
}
map "$uri?${own('query')}" ${own('old_asked')} {
  default "";
  ${include}
}
# An article's address has two parts; what lies below it goes with it.
map $uri ${own('article')} {
  default "";
  "~^(?<article>${base}[^/]+/[^/]+)(?:/|$)" "$article/";
}
map ${own('article')} ${own('old_article')} {
  default "";
  ${include}
}
map $uri ${own('cache')} {
  default "${revalidateAsBuilt}";
  "~^${base}${hashedFolder}" "${immutable}";
}
map $uri ${own('resource_policy')} {
  default same-origin;
  "~*\\.(?:${endingsForOthers.join('|')})$" cross-origin;
}

server {
  listen ${ports.http};
  listen [::]:${ports.http};
  server_name ${name};
  # HTTPS: take the marks away after "certbot certonly --webroot -w ${root} -d ${name}".
  #listen ${ports.https} ssl http2;
  #listen [::]:${ports.https} ssl http2;
  #ssl_certificate ${certificate}/fullchain.pem;
  #ssl_certificate_key ${certificate}/privkey.pem;
  #if ($scheme = http) { return 301 https://$host$request_uri; }

  root ${quoted(root)};
  index index.html;
  absolute_redirect off;
  server_tokens off;

  types {
${types.join('\n')}
  }
  default_type application/octet-stream;
  charset utf-8;
  charset_types ${withCharset.map(({ type }) => bare(type)).join(' ')};

  # The copies that "npm run compress" puts beside the files; what has none is compressed as it is sent.
  gzip_static on;
  brotli_static on;
  gzip on;
  gzip_vary on;
  gzip_proxied any;
  gzip_min_length 1400;
  gzip_types ${texts.map(({ type }) => bare(type)).join(' ')};

${commonHeaders(site).map(header).join('\n')}
  add_header Cross-Origin-Resource-Policy ${own('resource_policy')} always;
  add_header Cache-Control ${own('cache')} always;

  if ($request_method !~ ^(GET|HEAD)$) { return 405; }

  # A folder without a page is nothing that readers may not see: it is not there.
  error_page 403 =404 ${base}404.html;
  error_page 404 ${base}404.html;
  error_page 410 ${base}${errorPages[410]};
  location / {
    if (${own('old_article')} = 410) { return 410; }
    if (${own('old_asked')} ~ ^/) { return 301 ${own('old_asked')}; }
    if (${own('old')} ~ ^/) { return 301 ${own('old')}$is_args$args; }
    try_files $uri $uri/ =404;
  }
  # Not asked again what is gone: a map keeps what it said of the first path.
  location = ${base}404.html { }
  location = ${base}${errorPages[410]} { }
  # What only other hosts read, and the compressed copies by their own names.
  location ~ /_(?:headers|redirects(?:\\.conf)?)$|\\.(?:br|gz)$|/\\.(?!well-known/) { return 404; }
}
`
}

const bare = (type: string) => type.replace(/;.*/, '')
