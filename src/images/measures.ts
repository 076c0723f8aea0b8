import type { ImageMetadata } from 'astro'

/**
 * A picture's measures, read in a way that Astro does not take for a use of the original file: it would publish
 * the original, with everything that a camera writes into it, the place included.
 */
export function measures(src: ImageMetadata): ImageMetadata {
  return (src as ImageMetadata & { clone?: ImageMetadata }).clone ?? src
}
