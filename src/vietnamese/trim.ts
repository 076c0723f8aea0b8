/**
 * Takes characters off the end of a text. An expression that ends with `+$` looks again from each of a long run of them,
 * which takes a minute for a hundred thousand dots.
 *
 * @param these matches one character that goes
 */
export function trimEnd(text: string, these: RegExp): string {
  let end = text.length
  while (end > 0 && these.test(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/** Takes characters off both ends of a text. */
export function trimBoth(text: string, these: RegExp): string {
  let start = 0
  while (start < text.length && these.test(text.charAt(start))) start++
  return trimEnd(text.slice(start), these)
}
