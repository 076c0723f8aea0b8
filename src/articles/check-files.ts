import { join } from 'node:path'
import type { CompiledText } from '../markdown/compile.ts'
import type { Problem } from '../problem.ts'
import type { FrontmatterResult } from './frontmatter.ts'
import { checkMediaFile } from './media-file.ts'
import { checkPhotoFile, findPicture } from './photo-file.ts'

/**
 * Finds what is wrong with the pictures and videos of a text.
 *
 * @param root the project's root
 * @param file path from there; what the text names lies beside it
 * @param matter an article's, whose lead photo, recording and videos are checked, too: pages have none
 * @param sound pictures that need no second look, as `checkPhotoFile` takes them
 */
export async function checkFiles(
  root: string,
  file: string,
  text: CompiledText,
  matter?: FrontmatterResult,
  sound: Set<string> = new Set(),
): Promise<Problem[]> {
  return [
    ...(await checkPictures(root, file, text, matter, sound)),
    ...(matter ? await checkVideos(root, file, text) : []),
    ...(await checkRecording(root, file, matter)),
  ]
}

async function checkRecording(root: string, file: string, matter: FrontmatterResult | undefined): Promise<Problem[]> {
  const name = matter?.frontmatter?.audio
  const problem = name && (await checkMediaFile(join(root, file), name, 'mp3'))
  return problem ? [{ file, ...matter?.placeOf('audio'), field: 'audio', ...problem }] : []
}

async function checkPictures(
  root: string,
  file: string,
  text: CompiledText,
  matter: FrontmatterResult | undefined,
  sound: Set<string>,
): Promise<Problem[]> {
  const pictures = text.blocks.filter((block) => typeof block !== 'string')
  // The lead photo is checked even where the text or another field has a mistake, so that one run tells all.
  const photo = matter?.frontmatter?.photo
  const src = photo?.src ?? matter?.writtenIn('photo', 'src')
  if (typeof src === 'string' && !pictures.some(({ lead }) => lead))
    pictures.unshift({ ...photo, src, alt: photo?.alt ?? src, lead: true })
  const found = pictures.map(async (picture): Promise<Problem[]> => {
    const at = picture.lead ? matter?.placeOf('photo', 'src') : picture.place
    const place = { file, ...at, field: picture.lead ? 'photo.src' : 'picture' }
    // The pages ask for the file by the name that the disk has.
    picture.src = await findPicture(join(root, file, '..'), picture.src)
    if (picture.lead && photo) photo.src = picture.src
    const problem = await checkPhotoFile(join(root, file), picture.src, sound)
    const problems: Problem[] = problem ? [{ ...place, ...problem }] : []
    if (picture.alt.trim() === '') {
      const wrong = `"${picture.src}" has no alt text`
      problems.push({
        ...place,
        wrong,
        write: `![what is seen on it](${pictureAddress(picture.src)} "Caption. Ảnh: Name")`,
      })
    }
    return problems
  })
  return (await Promise.all(found)).flat()
}

/** A file's name as Markdown takes it. */
const pictureAddress = (name: string): string => (/[\s()<>%\\]/.test(name) ? `<${name.replaceAll('%', '%25')}>` : name)

async function checkVideos(root: string, file: string, text: CompiledText): Promise<Problem[]> {
  const found = text.blocks.flatMap((block) => {
    if (typeof block === 'string' || !block.video) return []
    const { src, captions } = block.video
    return [src, ...(captions ? [captions] : [])].map(async (name): Promise<Problem[]> => {
      const problem = await checkMediaFile(join(root, file), name, name === src ? 'mp4' : 'vtt')
      return problem ? [{ file, ...block.place, field: 'video', ...problem }] : []
    })
  })
  return (await Promise.all(found)).flat()
}
