import { bundle, Features, type Selector, transform } from 'lightningcss'

/** The oldest browsers that pages are made for, as README names them; in Lightning CSS's form. */
export const floor = { chrome: 61 << 16, safari: 12 << 16, ios_saf: 12 << 16, firefox: 60 << 16 }

// The site is written in one direction, so these are the plain sides that every browser knows.
const sides = { inline: ['left', 'right'], block: ['top', 'bottom'] } as const
const logical =
  /(?<=[\s{;])(margin|padding|border|scroll-padding|inset)-(inline|block)(?:-(start|end))?(-color)?: ([^;}]+)/g

/** The parts of a value. Brackets hold theirs together, however deep they are. */
function partsOf(value: string): string[] {
  const parts: string[] = []
  let depth = 0
  for (const word of value.trim().split(/\s+/)) {
    parts.push(depth > 0 ? `${parts.pop()} ${word}` : word)
    depth += word.split('(').length - word.split(')').length
  }
  return parts
}

function physical(_: string, what: string, axis: keyof typeof sides, end = '', rest = '', value = ''): string {
  const [first = value, second = first] = what === 'border' ? [value] : partsOf(value)
  const [start, finish] = sides[axis].map((side) => (what === 'inset' ? side : `${what}-${side}${rest}`))
  if (end) return `${end === 'start' ? start : finish}: ${value}`
  return `${start}: ${first}; ${finish}: ${second}`
}

/** A selector with each `:is()` written out. */
function withoutIs(selector: Selector): Selector[] {
  const at = selector.findIndex((component) => 'kind' in component && component.kind === 'is')
  const found = selector[at]
  if (!found || !('selectors' in found)) return [selector]
  return (found.selectors as Selector[]).flatMap((one) =>
    withoutIs([...selector.slice(0, at), ...one, ...selector.slice(at + 1)]),
  )
}

/**
 * One style sheet without imports, in words that old browsers know: a browser drops every declaration, and every rule,
 * in which it does not know a word. What has no older word stays as it is; `tests/unit/old-browsers.test.ts` finds it.
 *
 * @param filename the sheet; what it imports lies beside it
 */
export function sheetForAll(filename: string): string {
  const whole = String(bundle({ filename, visitor: { Selector: withoutIs } }).code)
  const code = Buffer.from(whole.replace(logical, physical))
  // Without targets it would write ranges (`width >= 40rem`) and `inset`, which are shorter and newer.
  const exclude = Features.Selectors | Features.VendorPrefixes | Features.LightDark | Features.ClampFunction
  return String(transform({ filename, code, minify: true, targets: floor, exclude }).code).trim()
}
