import type { PictureSize } from '../markdown/compile.ts'

/** How derivatives are encoded. */
export const encoders = {
  /** Effort 3 takes a third of the time of 4, for 2 % more bytes. */
  avif: { quality: 50, effort: 3 },
  /** For whatever knows no AVIF. */
  jpeg: { quality: 72, mozjpeg: true },
  /** Behind transparent places of a picture, in both formats. */
  ground: '#ffffff',
} as const

/** Widths in CSS pixels times the density of the screens that ask for them; three are enough for one column. */
export const widths = [480, 960, 1440]

/** The figure's width on the page: the whole phone, or the column. */
export const sizes = '(min-width: 40rem) 38.5rem, 100vw'

/** How wide a picture is shown that does not take the column; as `components.css` has it. */
export function sizesOf(size: PictureSize | undefined): string {
  if (size === 'wide') return '(min-width: 56.25rem) 53.75rem, 100vw'
  if (size === 'small') return '20rem'
  return size === 'half' ? '(min-width: 72rem) 30rem, (min-width: 40rem) 50vw, 86vw' : sizes
}
