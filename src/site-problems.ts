import { join } from 'node:path'
import sharp from 'sharp'
import { filesBelow, isSystemFile } from './articles/files.ts'
import { sitePages } from './articles/other-paths.ts'
import { filesForHosts, kindOf } from './hosts/media-types.ts'
import { icons } from './images/icons.ts'
import type { Problem } from './problem.ts'
import { pagePath } from './routes.ts'
import type { Site } from './site.ts'
import { isDay, isMoment } from './vietnamese/date.ts'

/** Search engines show a logo from this size on, in pixels. */
const smallestLogo = 112

/**
 * What is wrong in an owner's settings that types cannot tell.
 *
 * @param publicFolder where files lie that are published as they are
 */
export async function siteProblems(
  { logo, indexNowKey, counter, masthead, security }: Site,
  publicFolder: string,
): Promise<Problem[]> {
  const problems = publicProblems(publicFolder)
  const tell = (field: string, wrong: string, write: string) =>
    problems.push({ file: 'src/site.ts', field, wrong, write })
  if (logo !== undefined) {
    const {
      format = '',
      width = 0,
      height = 0,
    } = await sharp(join(publicFolder, logo))
      .metadata()
      .catch(() => ({}) as never)
    const isRight = /^(?:png|jpeg|webp)$/.test(format) && Math.min(width, height) >= smallestLogo
    const what = format
      ? `public/${logo} is ${format} of ${width} × ${height} pixels`
      : `there is no picture public/${logo}`
    const write = `logo: 'logo.png', a PNG, JPEG or WebP in public/ of at least ${smallestLogo} × ${smallestLogo} pixels`
    if (!isRight) tell('logo', what, write)
  }
  if (indexNowKey !== undefined && !/^[A-Za-z0-9-]{8,128}$/.test(indexNowKey)) {
    tell('indexNowKey', `"${indexNowKey}" is no key of IndexNow`, '8 to 128 letters a to z, digits and hyphens')
  }
  if (counter && !isSecure(counter.script)) {
    tell(
      'counter.script',
      `"${counter.script}" is no https address`,
      `the script's whole address: 'https://dem.bao.vn/count.js'`,
    )
  }
  const { licence } = masthead
  if (licence && !isDay(licence.date)) {
    tell('masthead.licence.date', `"${licence.date}" is no day`, `the day the licence was given: '2016-03-01'`)
  }
  if (security && !/^(?:https:\/\/|mailto:)\S+$/.test(security.contact)) {
    tell(
      'security.contact',
      `"${security.contact}" is no address to write to`,
      `'mailto:baomat@bao.vn', or an address that begins with https://`,
    )
  }
  if (security && !isMoment(security.expires)) {
    tell(
      'security.expires',
      `"${security.expires}" is no moment`,
      `until when the contact holds: '2027-01-01T00:00:00+07:00'`,
    )
  }
  return problems
}

/** Files of `public/` that would take the place of what a build makes, or that hosts could not be told the type of. */
function publicProblems(folder: string): Problem[] {
  const drawn = Object.keys(icons).map((name) => `/${name}.png`)
  const made = new Set([...sitePages(), ...drawn, ...filesForHosts.map((name) => `/${name}`), '/sw.js'])
  return filesBelow(folder).flatMap((name): Problem[] => {
    const file = `public/${name}`
    if (name === 'CNAME' || isSystemFile(name)) return []
    if (/^_(?:redirects|headers)$/.test(name)) {
      const write = 'old addresses as aliases of articles; what a host needs besides, at its own settings'
      return [{ file, wrong: 'a build writes this file itself', write }]
    }
    if (made.has(pagePath(`/${name}`)) || /^sitemap-[^/]*\.xml$/.test(name))
      return [{ file, wrong: 'a build makes this page or file itself', write: 'another name, or the file taken away' }]
    if (kindOf(name) || name.startsWith('.well-known/')) return []
    const write = 'a file of another kind, or its ending in src/hosts/media-types.ts'
    return [{ file, wrong: 'hosts cannot be told the type of this file', write }]
  })
}

/** A browser takes this machine for secure, too, where an owner may try a counter. */
function isSecure(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1'
}
