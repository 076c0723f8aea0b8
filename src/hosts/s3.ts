import { commonHeaders, hashedFolder, immutable, revalidate, withSlash } from './headers.ts'
import { copyEndings, hostFiles, kinds } from './media-types.ts'
import { checkLimit, limits } from './redirects.ts'
import type { BuiltSite } from './server.ts'

/**
 * A recipe for S3 behind CloudFront: a shell script that uploads, and the two CloudFront functions. S3 keeps a type
 * and caching with each file; the rest is said by the function at the viewer's response. CloudFront compresses by itself.
 *
 * @throws over CloudFront's limit of 10 KB a function
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function s3(site: BuiltSite): string {
  const base = withSlash(site.base)
  const others = kinds.filter(({ isForOthers }) => isForOthers).flatMap(({ endings }) => endings)
  const headers = commonHeaders(site).map(([name, value]) => [name.toLowerCase(), { value }])
  const list = Object.fromEntries(site.redirects.map(({ from, to }) => [from, to]))
  const request = `function handler(event) {
  var request = event.request, moved = ${JSON.stringify(list)}
  var to = moved[request.uri]
  if (to === null) return { statusCode: 410, statusDescription: 'Gone' }
  if (to) return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: to } } }
  if (/\\/$/.test(request.uri)) request.uri += 'index.html'
  else if (!/\\.[^/]+$/.test(request.uri))
    return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: request.uri + '/' } } }
  return request
}`
  const response = `function handler(event) {
  var response = event.response
  Object.assign(response.headers, ${JSON.stringify(Object.fromEntries(headers))})
  var others = /\\.(?:${others.join('|')})$/.test(event.request.uri)
  response.headers['cross-origin-resource-policy'] = { value: others ? 'cross-origin' : 'same-origin' }
  return response
}`
  for (const code of [request, response]) {
    checkLimit('CloudFront', 'bytes in a function', Buffer.byteLength(code), limits.cloudfront.functionBytes)
  }
  const not = [...hostFiles, ...copyEndings.map((ending) => `*.${ending}`)]
    .map((file) => ` --exclude '${file}'`)
    .join('')
  const uploads = kinds.flatMap(({ type, endings }) => {
    const include = endings.map((ending) => ` --include '*.${ending}'`).join('')
    const put = (from: string, cache: string, exclude: string) =>
      `aws s3 cp ${from} "s3://$BUCKET${base}${from.replace('dist/', '')}" --recursive --exclude '*'${include}${not}${exclude} ` +
      `--content-type '${type}' --cache-control '${cache}'`
    return [put(`dist/${hashedFolder}`, immutable, ''), put('dist/', revalidate, ` --exclude '${hashedFolder}*'`)]
  })
  return `#!/usr/bin/env bash
# Made by "npm run host -- s3" for ${site.address}
# 1. A private bucket, a CloudFront distribution with origin access control, compression on ("Compress objects
#    automatically"), viewer protocol "Redirect HTTP to HTTPS", cache policy Managed-CachingOptimized,
#    custom error responses 403 and 404 -> ${base}404.html with status 404.
# 2. This script uploads: BUCKET=name bash upload.sh
# 3. The functions below, at "viewer request" and "viewer response".
set -euo pipefail
: "\${BUCKET:?the name of the bucket}"
${uploads.join('\n')}
exit

# ---- CloudFront function, viewer request (runtime cloudfront-js-2.0)
${request}

# ---- CloudFront function, viewer response (runtime cloudfront-js-2.0)
${response}
`
}
