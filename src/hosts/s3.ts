import { commonHeaders, withSlash } from './headers.ts'
import { endingsForOthers } from './media-types.ts'
import { type EncodedRedirect, withoutTracking } from './redirects.ts'
import type { BuiltSite } from './server.ts'

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const functionBytes = 10 * 1024

/**
 * A recipe for S3 behind CloudFront: how to set both up, and the two CloudFront functions. S3 keeps a type and caching
 * with each file, which `npm run deploy` gives it; the rest is said by the function at the viewer's response.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function s3(site: BuiltSite): string {
  const base = withSlash(site.base)
  const headers = commonHeaders(site).map(([name, value]) => [name.toLowerCase(), { value }])
  const request = (list: readonly EncodedRedirect[]) => `function handler(event) {
  var request = event.request, uri = request.uri, old = ${JSON.stringify(Object.fromEntries(list.map(({ from, to }) => [from, to])))}
  var article = /^${base.replaceAll('/', '\\/')}[^\\/]+\\/[^\\/]+(?=\\/|$)/.exec(uri)
  if (article && old[article[0] + '/'] === null) return { statusCode: 410, statusDescription: 'Gone' }
  var pairs = []
  for (var name in request.querystring) pairs.push(name + '=' + request.querystring[name].value)
  var query = pairs.length > 0 ? '?' + pairs.join('&') : ''
  var to = query && old[uri + query.replace(/${withoutTracking}/, '$1')]
  if (!to) {
    to = old[uri] || (/\\/$/.test(uri) || /\\.[^\\/]+$/.test(uri) ? '' : uri + '/')
    if (to) to += query
  }
  if (to) return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: to } } }
  if (/\\/$/.test(uri)) request.uri += 'index.html'
  return request
}`
  const fitting = fittingIn(site.redirects, (list) => Buffer.byteLength(request(list)) <= functionBytes)
  const rest = site.redirects.length - fitting.length
  return `// Made by "npm run host -- s3" for ${site.address}
// 1. A private bucket; a CloudFront distribution with origin access control, compression on ("Compress objects
//    automatically"), viewer protocol "Redirect HTTP to HTTPS", HTTP/2 and IPv6 on, cache policy
//    Managed-CachingOptimized, custom error responses 403 and 404 -> ${base}404.html with status 404.
// 2. The functions below (runtime cloudfront-js-2.0), at "viewer request" and "viewer response".
// 3. Upload: npm run deploy -- remote:bucket${base}   (rclone config makes the remote; it deletes what was taken down)
// A function holds 10 KB. ${rest === 0 ? 'All old addresses fit' : `${fitting.length} old addresses fit; the pages at the other ${rest} lead on by themselves`}.
// Print this again when an article moved or was taken down.

// ---- viewer request
${request(fitting)}

// ---- viewer response
function handler(event) {
  var response = event.response
  Object.assign(response.headers, ${JSON.stringify(Object.fromEntries(headers))})
  var isForOthers = /\\.(?:${endingsForOthers.join('|')})$/.test(event.request.uri)
  response.headers['cross-origin-resource-policy'] = { value: isForOthers ? 'cross-origin' : 'same-origin' }
  return response
}
`
}

/** As many as fit, those first that were taken down: for them no page can stand in. */
function fittingIn(list: readonly EncodedRedirect[], fits: (part: readonly EncodedRedirect[]) => boolean) {
  const sorted = list.toSorted((a, b) => Number(a.to !== null) - Number(b.to !== null))
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(sorted.slice(0, middle))) low = middle
    else high = middle - 1
  }
  return sorted.slice(0, low)
}
