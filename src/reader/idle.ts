/*
 * What a page gets once the browser is idle, where the reader does not save data: the tools at hand before they are
 * asked for, a bar of them on an article, what was kept to be read on the front page, and the next page while a finger
 * is still down. Without it the page is whole, and each of these takes a moment longer or is found elsewhere.
 */
import { text } from './text.ts'
import type { use } from './tools.ts'

/** The tools' names, and the site's base path; `src/build/client-files.ts` fills them in. */
declare const TOOLS: string[]
declare const BASE: string

/** Fetches a page of this site that is about to be opened. */
function prefetch({ target }: Event): void {
  const link = (target as Element).closest('a')
  if (!link || link.origin !== location.origin || link.pathname === location.pathname) return
  // Pages end in a slash; what else is linked to may be large.
  if (!link.pathname.startsWith(BASE) || !link.pathname.endsWith('/')) return
  document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: link.href }))
}

export function start(useTool: typeof use): void {
  if (text) useTool('bar', ({ showBar }, page) => showBar(page))
  else if (document.querySelector('.nameplate')) useTool('reading', ({ showSaved }, page) => showSaved(page))
  for (const name of TOOLS) fetch(import.meta.url.replace('idle', name)).catch(() => {})
  // Where the browser knows the page's speculation rules, they do it better.
  if (!HTMLScriptElement.supports?.('speculationrules')) addEventListener('pointerdown', prefetch)
}
