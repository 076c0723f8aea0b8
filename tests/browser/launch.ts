// Finds a Chromium-family browser on this machine and starts it for tests and PDF printing.
import { execFile } from 'node:child_process'
import { constants, existsSync } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

/** What to start: the program, its command-line flags, and variables to add to its environment. */
export interface Found {
  executablePath: string
  args: string[]
  env?: Record<string, string>
}

const run = promisify(execFile)
const HELP =
  'Install Chrome or Chromium (Debian, Ubuntu: `sudo apt-get install chromium`; macOS, Windows: ' +
  'https://www.google.com/chrome/), or set CHROME_PATH to the full path of its program file.'
// The first five keep the browser from calling home or showing first-start pages; as root it refuses to start sandboxed.
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--disable-sync',
  '--disable-default-apps',
  // Phones place letters between pixels; without this a headless shell rounds every width to whole ones.
  '--font-render-hinting=none',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
const says = (e: unknown) => String((e as { stderr?: string }).stderr?.trim() || (e instanceof Error ? e.message : e))

/** In: the environment. Out: the places, best first, where a Chrome or Chromium may be; not checked. */
function places(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin')
    return ['/Applications', join(env.HOME ?? '/', 'Applications')].flatMap((dir) =>
      ['Google Chrome', 'Chromium'].map((app) => `${dir}/${app}.app/Contents/MacOS/${app}`),
    )
  if (process.platform === 'win32')
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((dir) =>
      dir ? ['Google\\Chrome', 'Chromium'].map((app) => join(dir, app, 'Application', 'chrome.exe')) : [],
    )
  const dirs = (env.PATH ?? '').split(delimiter).filter(Boolean)
  return ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'].flatMap((name) =>
    dirs.map((dir) => join(dir, name)),
  )
}

/** In: a program file, variables to add. Throws, with the program's own words, if it cannot be executed at all. */
async function probe(file: string, env: NodeJS.ProcessEnv, extra: Record<string, string> = {}): Promise<void> {
  await access(file, constants.X_OK)
  // On Windows `chrome --version` opens a window instead of answering. Elsewhere it shows missing
  // libraries, and Ubuntu's chromium-browser stub that only says to install a snap.
  if (process.platform !== 'win32') await run(file, ['--version'], { env: { ...env, ...extra }, timeout: 30_000 })
}

/**
 * Unpacks the npm package's headless_shell once per package version, into node_modules/.cache.
 * In: the environment. Out: the program with what it needs. Throws if it is not installed, cannot be unpacked or run.
 */
async function bundled(env: NodeJS.ProcessEnv): Promise<Found> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const { version } = JSON.parse(await readFile(resolve(main, '../../package.json'), 'utf8')) as { version: string }
  const dir = resolve(main, '../../../../.cache', `sparticuz-chromium-${version}`)
  if (!existsSync(dir)) {
    const part = await mkdir(dirname(dir), { recursive: true }).then(() => mkdtemp(`${dir}.part-`))
    // The package unpacks into os.tmpdir() and takes any file there, even half written by another process, for
    // finished. So: a child with a TMPDIR of its own, then one atomic rename; of two at once, the second finds it there.
    // AWS_EXECUTION_ENV makes it unpack its copies of libnss3 and libnspr4 too.
    const code = `import c from ${JSON.stringify(String(pathToFileURL(main)))}; await c.executablePath()`
    try {
      await run(process.execPath, ['--input-type=module', '-e', code], {
        env: { ...env, TMPDIR: part, AWS_EXECUTION_ENV: 'nodejs24.x' },
      })
      // The package's fonts.conf knows only /tmp/fonts; this one adds its Open Sans to whatever the system has.
      await writeFile(
        join(part, 'fonts.conf'),
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>' +
          '<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir prefix="relative">fonts/fonts</dir></fontconfig>\n',
      )
      await rename(part, dir).catch((e) => {
        if (!existsSync(dir)) throw e
      })
    } finally {
      await rm(part, { recursive: true, force: true })
    }
  }
  const executablePath = join(dir, 'chromium')
  // Under LANG=C this build takes the locale "en-US@posix", in which find and text fragments (#:~:text=) find nothing.
  const base = { LC_ALL: 'en_US.UTF-8', FONTCONFIG_FILE: env.FONTCONFIG_FILE ?? join(dir, 'fonts.conf') }
  const libs = { ...base, LD_LIBRARY_PATH: [join(dir, 'al2023/lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':') }
  try {
    await probe(executablePath, env, base)
    return { executablePath, args: ARGS, env: base }
  } catch {
    await probe(executablePath, env, libs)
    return { executablePath, args: ARGS, env: libs }
  } // the system lacks libnss3
}

/** In: the environment. Out: the browser to start. Throws, saying what to install and why each one found failed. */
export async function findBrowser(env: NodeJS.ProcessEnv = process.env): Promise<Found> {
  const why: string[] = []
  for (const file of env.CHROME_PATH ? [env.CHROME_PATH] : places(env).filter((place) => existsSync(place))) {
    try {
      await probe(file, env)
      return { executablePath: file, args: ARGS }
    } catch (e) {
      why.push(`${file}: ${says(e)}`)
    }
  }
  if (env.CHROME_PATH) throw new Error(`CHROME_PATH does not name a browser that starts. ${why.join()}\n${HELP}`)
  if (process.platform !== 'linux' || process.arch !== 'x64')
    why.push('the npm package @sparticuz/chromium has only a Linux x64 program')
  else
    try {
      return await bundled(env)
    } catch (e) {
      why.push(`@sparticuz/chromium: ${says(e)}`)
    }
  throw new Error(`No browser can start here. ${HELP}\nWhat was tried:\n- ${why.join('\n- ')}`)
}

/** Out: the browser, headless, with a fresh profile; the caller closes it. Throws with the browser's own message if it fails. */
export async function launchBrowser(): Promise<Browser> {
  const { env, ...found } = await findBrowser()
  // Unless told so, Playwright switches the sandbox off for everyone.
  const chromiumSandbox = !found.args.includes('--no-sandbox')
  try {
    return await chromium.launch({ ...found, chromiumSandbox, env: { ...process.env, ...env } })
  } catch (e) {
    throw new Error(`${found.executablePath} was found but did not start. ${HELP}\n${says(e)}`, { cause: e })
  }
}
