import { paths } from '../routes.ts'
import { site } from '../site.ts'
import { absolute } from './addresses.ts'

/**
 * Crawlers that gather texts to train AI. Not among them, though often listed with them: those that fetch link
 * previews (facebookexternalhit, Twitterbot, Slackbot, TelegramBot) and those of search.
 */
const trainers = [
  'GPTBot',
  'ClaudeBot',
  'CCBot',
  'Google-Extended',
  'Applebot-Extended',
  'Bytespider',
  'meta-externalagent',
  'Amazonbot',
]

/** What crawlers may fetch. @see https://www.rfc-editor.org/rfc/rfc9309 */
export function robotsTxt(): string {
  const refused = site.aiTraining ? [] : [...trainers.map((name) => `User-agent: ${name}`), 'Disallow: /', '']
  const sitemaps = [paths.sitemap, paths.newsSitemap].map((path) => `Sitemap: ${absolute(path)}`)
  return [...refused, 'User-agent: *', 'Allow: /', '', ...sitemaps, ''].join('\n')
}
