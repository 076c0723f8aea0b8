import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { photos } from './site/photos.ts'

/** The repository that is tested. */
export const repository = fileURLToPath(new URL('..', import.meta.url))

/** How a command ended. */
export interface Outcome {
  code: number
  output: string
}

/**
 * A copy of the project in a temporary folder, with articles of the test's own.
 *
 * @param articles path below `content/articles/` → contents; text, or bytes of a picture
 * @returns the folder's path; `dispose` removes it
 */
export async function makeProject(
  articles: Record<string, string | Uint8Array>,
): Promise<{ root: string; dispose: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'trang-doc-'))
  for (const name of ['src', 'public', 'astro.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    // Git keeps no empty folder: public/ may not be there.
    if (existsSync(join(repository, name))) await cp(join(repository, name), join(root, name), { recursive: true })
  }
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'))
  // An owner's name and settings are none of the tests' business.
  await cp(join(repository, 'tests/site/site.ts'), join(root, 'src/site.ts'))
  await writeArticles(root, articles)
  return { root, dispose: () => rm(root, { recursive: true, force: true }) }
}

/** A copy of the project with the newspaper of `tests/site/`: articles of every kind, and their photos. */
export async function makeNewspaper(): ReturnType<typeof makeProject> {
  const project = await makeProject({})
  await cp(join(repository, 'tests/site/content'), join(project.root, 'content'), { recursive: true })
  const drawn = Object.entries(photos).map(async ([path, size]) => [path, await photo(...size)] as const)
  await writeArticles(project.root, {
    ...Object.fromEntries(await Promise.all(drawn)),
    '2022/co-phim/phim.mp4': await readFile(join(repository, 'src/desk/examples/phim.mp4')),
    '2024/bai-khong-anh/doc.mp3': silence(95),
    '2022/co-phim/phim.vtt': 'WEBVTT\n\n00:00.000 --> 00:02.000\nTiếng trống.\n',
  })
  return project
}

/**
 * A recording of silence: frames of MPEG-1 Layer III, 128 kbit/s, 44.1 kHz, of 26 ms each.
 *
 * @see https://www.iso.org/standard/22412.html
 */
export function silence(seconds: number): Uint8Array {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0x00])
  return Buffer.concat(Array.from({ length: Math.ceil((seconds * 44100) / 1152) }, () => frame))
}

/** Writes files below `content/articles/`. */
export async function writeArticles(root: string, articles: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, contents] of Object.entries(articles)) {
    const file = join(root, 'content/articles', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, contents)
  }
}

/**
 * Runs the project's build in a folder, as `npm run build` does.
 *
 * @param env what the build sees of an environment
 */
export function build(root: string, env: Record<string, string> = {}): Promise<Outcome> {
  const astro = join(repository, 'node_modules/astro/bin/astro.mjs')
  // vitest's own variables (DEV, BASE_URL, …) would reach the pages.
  const { PATH = '', HOME = '' } = process.env
  const options = { cwd: root, env: { PATH, HOME, ASTRO_TELEMETRY_DISABLED: '1', ...env }, maxBuffer: 1 << 26 }
  return new Promise((resolve) => {
    execFile(process.execPath, [astro, 'build'], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    )
  })
}

/** An article's file with frontmatter that is right, but for what the test changes; `undefined` leaves a field out. */
export function articleFile(fields: Record<string, string | undefined> = {}, text = 'Một đoạn văn.'): string {
  const all = {
    title: 'Bài thử',
    description: 'Lời dẫn của bài thử.',
    date: '"2020-03-04T05:06:00+07:00"',
    author: 'Người Thử',
    ...fields,
  }
  const lines = Object.entries(all).flatMap(([field, value]) => (value === undefined ? [] : [`${field}: ${value}`]))
  return `---\n${lines.join('\n')}\n---\n\n${text}\n`
}

/**
 * A picture with the detail of a photograph: noise of several sizes, the same every time.
 *
 * @param width in pixels; the height is two thirds of it
 */
export async function photo(width: number, height = Math.round((width * 2) / 3)): Promise<Uint8Array> {
  let seed = 1
  const random = () => {
    seed = (seed * 48271) % 2147483647
    return seed % 256
  }
  const layer = (w: number, h: number) =>
    sharp(Buffer.from(Array.from({ length: w * h * 3 }, random)), { raw: { width: w, height: h, channels: 3 } })
      .resize(width, height, { kernel: 'cubic', fit: 'fill' })
      .png()
      .toBuffer()
  const [coarse, middle, fine] = await Promise.all([layer(6, 4), layer(48, 32), layer(240, 160)])
  return sharp(coarse)
    .composite([
      { input: await sharp(middle).ensureAlpha(0.3).png().toBuffer() },
      { input: await sharp(fine).ensureAlpha(0.1).png().toBuffer() },
    ])
    .jpeg({ quality: 92 })
    .toBuffer()
}
