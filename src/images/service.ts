import { createHash } from 'node:crypto'
import type { ImageTransform, LocalImageService } from 'astro'
import { baseService } from 'astro/assets'
import sharpService from 'astro/assets/services/sharp'
import sharp from 'sharp'
import { photoLimits } from '../articles/photo-file.ts'
import { encoders } from './encoders.ts'
import { type PictureRights, rightsXmp } from './rights.ts'

/** What the site's pages ask of a picture, beside what Astro knows. */
type Transform = ImageTransform & PictureRights & { revision?: string }

/**
 * The names of derivatives are kept by browsers for a year and hash the options, not the bytes:
 * what else decides the bytes is an option, too.
 */
const revision = createHash('sha256')
  .update(JSON.stringify([encoders, sharp.versions]))
  .digest('hex')
  .slice(0, 8)

/**
 * Astro's sharp service with three things changed: a damaged picture is an error, not half grey; nothing larger
 * than the limit is decoded; and each derivative carries who made the picture and under which licence, and no
 * other metadata (a camera's position among it).
 */
const service: LocalImageService = {
  ...sharpService,
  propertiesToHash: [...(baseService.propertiesToHash ?? []), 'revision', 'credit', 'license', 'licenseUrl'],
  validateOptions(options, ...more) {
    return { ...sharpService.validateOptions?.(options, ...more), revision } as ImageTransform
  },
  getHTMLAttributes(options, ...more) {
    const { revision: _, credit, license, licenseUrl, ...known } = options as Transform
    return sharpService.getHTMLAttributes?.(known, ...more) ?? {}
  },
  async transform(input, options) {
    const { width, height, format, fit, position, ...rights } = options as Transform & { src: string }
    const picture = sharp(input, { failOn: 'error', limitInputPixels: photoLimits.maxPixels }).autoOrient()
    picture.resize({
      ...(width && { width: Math.round(width) }),
      ...(height && { height: Math.round(height) }),
      fit: fit === 'cover' ? 'cover' : 'inside',
      ...(position && { position }),
      withoutEnlargement: true,
    })
    const name = (['avif', 'webp'] as const).find((modern) => modern === format) ?? 'jpeg'
    // JPEG has no alpha; without a ground, transparent places turn black.
    if (name === 'jpeg') picture.flatten({ background: encoders.ground })
    picture.toFormat(name, encoders[name])
    const xmp = rightsXmp(rights)
    if (xmp) picture.withXmp(xmp)
    return { data: await picture.toBuffer(), format: name }
  },
}

export default service
