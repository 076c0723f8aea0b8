import type { APIRoute } from 'astro'
import { strings } from '../strings.ts'

/** Shows a feed to somebody who opens its address in a browser. Browsers are giving up XSLT; they all know CSS. */
export const GET: APIRoute = () => {
  const rules = [
    ':root { color-scheme: light dark; display: block; max-width: 40rem; margin: 2rem auto; padding: 0 1.25rem; font: 1.0625rem/1.55 serif }',
    `:root::before { content: "${strings.feed}"; display: block; margin-bottom: 2rem; font: 0.9375rem/1.5 system-ui }`,
    '* { display: none }',
    'channel, item, entry, title, description, summary, subtitle, creator, author, name { display: block }',
    'channel > title, feed > title { font-size: 1.7rem; font-weight: 600 }',
    'item, entry { margin-top: 2rem; padding-top: 1.5rem; border-top: 1px solid }',
    'item > title, entry > title { font-size: 1.25rem; font-weight: 600; line-height: 1.3 }',
    'creator, author { font: 0.9375rem/1.5 system-ui }',
  ]
  return new Response(`${rules.join('\n')}\n`, { headers: { 'Content-Type': 'text/css; charset=utf-8' } })
}
