/*
 * Fetches a tool when a reader uses it: each is a file of its own, so that nobody pays for what is not used.
 * Only other scripts of this folder use it.
 */
import { page } from './page.ts'

/** The tools, each by the name of its file. */
interface Tools {
  bar: typeof import('./bar.ts')
  citations: typeof import('./citations.ts')
  idle: typeof import('./idle.ts')
  keys: typeof import('./keys.ts')
  listen: typeof import('./listen.ts')
  marks: typeof import('./marks.ts')
  notes: typeof import('./notes.ts')
  quote: typeof import('./quote.ts')
  reading: typeof import('./reading.ts')
  recording: typeof import('./recording.ts')
  resume: typeof import('./resume.ts')
  zoom: typeof import('./zoom.ts')
}

/** What all their files' names end with; `src/build/client-files.ts` fills it in. */
declare const TOOLS_END: string

const here = (document.currentScript as HTMLScriptElement).src
const addressOf = (name: keyof Tools) => new URL(name + TOOLS_END, here).href

/** From a disk, and in a page that carries its script in itself, there is nothing to fetch a tool from. */
export const hasTools = /^http/.test(here)

const loaded: Partial<Tools> = {}

/** Uses a tool, fetched the first time; without a network it says nothing, and the page stays as it is. */
export async function use<Name extends keyof Tools>(
  name: Name,
  act: (tool: Tools[Name], of: typeof page) => void,
): Promise<void> {
  const tool = loaded[name]
  if (tool) act(tool, page)
  else
    try {
      loaded[name] = await import(addressOf(name))
      use(name, act)
    } catch {}
}

/** Absent in browsers that do not tell. */
const { connection } = navigator as { connection?: { saveData?: boolean } }

// Of what a reader may not need, nothing is fetched where data is saved; browsers do not all see to that themselves.
if (connection?.saveData) document.querySelector('[type=speculationrules]')?.remove()
else if (hasTools) {
  const begin = () => use('idle', ({ start }) => start(use))
  addEventListener('load', () => (window.requestIdleCallback ?? setTimeout)(begin))
}
