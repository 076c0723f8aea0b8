import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where `tokens.css` sets the colours of a theme. */
const themes = {
  light: /color-scheme: light;([^}]*)\}/,
  dark: /color-scheme: dark;([^}]*)\}/,
} as const

/**
 * The colours of a theme as the pages have them, for what no style sheet reaches: share cards, the browser's own bars,
 * the manifest.
 *
 * @returns values by the tokens' names without their dashes, as `ground`
 */
export function coloursOf(theme: keyof typeof themes): Record<'ground' | 'ink' | 'soft', string> {
  const tokens = readFileSync(join(process.cwd(), 'src/styles/tokens.css'), 'utf8')
  const rule = themes[theme].exec(tokens)?.[1] ?? ''
  const colourOf = (name: string) => {
    const value = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(rule)?.[1]
    if (!value) throw new Error(`src/styles/tokens.css has no --${name} for the ${theme} theme, as --${name}: #1a1a19`)
    return value
  }
  return { ground: colourOf('ground'), ink: colourOf('ink'), soft: colourOf('soft') }
}
