// The engines that a link may be opened in, old ones too, behind the little that the matrix needs of each. Playwright and
// Puppeteer drive neither Chromium 80 nor WebKitGTK: this speaks the debugging protocol and WebDriver as they are.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import puppeteer from 'puppeteer-core'
import { findBrowser } from './launch.ts'
import { fakeVoice } from './voice.ts'

/** A window as wide as a phone, or as near to it as the engine goes, with a profile of its own. */
export interface Tab {
  /** Goes to an address and waits until it has loaded. */
  go(url: string): Promise<void>
  /** Runs the body of an async function in the page, and gives back what it returns. */
  run<T>(body: string): Promise<T>
  /** Makes the system dark or light; absent where the engine can only be started so. */
  dark?(isDark: boolean): Promise<void>
  /** The page on paper, as a PDF; absent where the engine cannot be asked for it. */
  print?(): Promise<Buffer>
  /** What the page threw and nobody caught; absent where the engine does not tell. */
  errors?: string[]
  close(): Promise<void>
}

/** An engine that is on this machine. */
export interface Engine {
  name: string
  open(): Promise<Tab>
}

const width = 390
const height = 844

/** The first of some programs that is in PATH. */
const inPath = (...names: string[]) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(existsSync)

/** What a pattern's group finds in a line that a program prints; throws where none comes within half a minute. */
async function printed(stream: Readable, pattern: RegExp): Promise<string> {
  const late = setTimeout(30_000, undefined, { ref: false }).then(() => {
    throw new Error(`nothing printed ${pattern}`)
  })
  const found = new Promise<string>((resolve) => {
    createInterface({ input: stream }).on('line', (line) => {
      const [, group] = pattern.exec(line) ?? []
      if (group) resolve(group)
    })
  })
  return Promise.race([found, late])
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return
  const ended = new Promise((resolve) => process.once('exit', resolve))
  process.kill('SIGKILL')
  await ended
}

/** What a Chromium answers to a command. */
interface Answer {
  result: never
  error?: { message: string }
}

/** Where a Chromium's first page is spoken with; it may come a moment after the browser itself. */
async function socketOfPage(port: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`)
    const targets = (await answer.json()) as { type: string; webSocketDebuggerUrl: string }[]
    const page = targets.find(({ type }) => type === 'page')
    if (page) return page.webSocketDebuggerUrl
    await setTimeout(100)
  }
  throw new Error('the browser has no page')
}

/** A Chromium from 65 on, by its debugging protocol, which is spoken with the page itself: old ones know no sessions. */
async function openChromium(program: string, args: string[], env: Record<string, string> = {}): Promise<Tab> {
  const profile = await mkdtemp(join(tmpdir(), 'engine-'))
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--disable-gpu']
  const browser = spawn(program, [...own, ...args, 'about:blank'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const port = await printed(browser.stderr, /DevTools listening on ws:\/\/[^:]+:(\d+)/)
  const socket = new WebSocket(await socketOfPage(port))
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  const waiting = new Map<number, (answer: Answer) => void>()
  const errors: string[] = []
  let loaded = () => {}
  socket.addEventListener('message', ({ data }) => {
    const { id, method, params, ...answer } = JSON.parse(data)
    waiting.get(id)?.(answer)
    if (method === 'Page.loadEventFired') loaded()
    if (method === 'Runtime.exceptionThrown') {
      const { exception, text } = params.exceptionDetails
      errors.push(exception?.description ?? text)
    }
  })
  let last = 0
  async function send<T>(method: string, params: object = {}): Promise<T> {
    last += 1
    const id = last
    const answer = new Promise<Answer>((resolve) => waiting.set(id, resolve))
    socket.send(JSON.stringify({ id, method, params }))
    const { result, error } = await answer
    if (error) throw new Error(`${method}: ${error.message}`)
    return result
  }
  await send('Page.enable')
  await send('Runtime.enable')
  // No headless one has a voice; with one there is more to press.
  await send('Page.addScriptToEvaluateOnNewDocument', { source: `(${fakeVoice})('chrome')` })
  await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 2, mobile: true })
  // Pages can tell a dark system from Chrome 76 on.
  const knowsDark = await send('Emulation.setEmulatedMedia', { features: [] }).then(
    () => true,
    () => false,
  )
  const dark = (isDark: boolean) =>
    send<void>('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' }],
    })
  return {
    errors,
    ...(knowsDark && { dark }),
    async go(url) {
      const done = new Promise<void>((resolve) => {
        loaded = resolve
      })
      await send('Page.navigate', { url })
      await done
    },
    async run(body) {
      const { result, exceptionDetails } = await send<{
        result: { value: never }
        exceptionDetails?: { exception: { description: string } }
      }>('Runtime.evaluate', { expression: `(async () => {${body}})()`, awaitPromise: true, returnByValue: true })
      if (exceptionDetails) throw new Error(exceptionDetails.exception.description)
      return result.value
    },
    print: async () => Buffer.from((await send<{ data: string }>('Page.printToPDF')).data, 'base64'),
    async close() {
      socket.close()
      await end(browser)
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function openFirefox(executablePath: string): Promise<Tab> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath })
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.setViewport({ width, height })
  return {
    errors,
    go: async (url) => void (await page.goto(url)),
    run: (body) => page.evaluate(`(async () => {${body}})()`) as Promise<never>,
    print: async () => Buffer.from(await page.pdf()),
    close: () => browser.close(),
  }
}

const miniBrowser = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
  .flatMap((folder) => ['4.1', '4.0'].map((version) => `${folder}/webkit2gtk-${version}/MiniBrowser`))
  .find(existsSync)

/** Whether WebKitGTK, its driver and a screen for it are on this machine. */
export const hasWebKit = Boolean(miniBrowser && inPath('WebKitWebDriver') && inPath('Xvfb'))

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * WebKitGTK's own small browser, by WebDriver, on a screen that nobody sees.
 *
 * @param env variables of its environment: `GTK_THEME` makes the system dark
 */
export async function openWebKit(env: Record<string, string> = {}): Promise<Tab> {
  const screen = spawn('Xvfb', ['-displayfd', '1'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const DISPLAY = `:${await printed(screen.stdout, /^(\d+)$/)}`
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    env: { ...process.env, LIBGL_ALWAYS_SOFTWARE: '1', ...env, DISPLAY },
    stdio: 'ignore',
  })
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const request = { method, ...(body && { body: JSON.stringify(body) }) }
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, request)
    const { value } = (await answer.json()) as { value: T & { message?: string } }
    if (!answer.ok) throw new Error(value.message)
    return value
  }
  while (!(await call('GET', '/status').catch(() => undefined))) await setTimeout(100)
  const options = { binary: miniBrowser, args: ['--automation'] }
  const { sessionId } = await call<{ sessionId: string }>('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
  })
  const session = `/session/${sessionId}`
  await call('POST', `${session}/window/rect`, { width, height })
  return {
    go: (url) => call('POST', `${session}/url`, { url }),
    async run(body) {
      const script = `(async () => {${body}})().then((value) => arguments[0]({ value }), (e) => arguments[0]({ why: e + '' }))`
      const answer = await call<{ value: never; why?: string }>('POST', `${session}/execute/async`, {
        script,
        args: [],
      })
      if (answer.why) throw new Error(answer.why)
      return answer.value
    },
    async close() {
      await call('DELETE', session).catch(() => {})
      await Promise.all([end(driver), end(screen)])
    },
  }
}

/** The engines on this machine; `missing` names the others. `OLD_CHROMIUMS` is the folder where `.ci/run` put old ones. */
export async function findEngines(): Promise<{ engines: Engine[]; missing: string[] }> {
  const engines: Engine[] = []
  const missing: string[] = []
  const add = (name: string, isHere: unknown, open: () => Promise<Tab>) => {
    if (isHere) engines.push({ name, open })
    else missing.push(name)
  }
  const { executablePath, args, env } = await findBrowser()
  add('Chromium', true, () => openChromium(executablePath, args, env))
  for (const version of ['106', '80', '65']) {
    const program = join(process.env.OLD_CHROMIUMS ?? '', version, 'chromium')
    // The helper of its sandbox does not come along.
    add(`Chromium ${version}`, existsSync(program), () => openChromium(program, ['--no-sandbox', '--no-zygote']))
  }
  const firefox = inPath('firefox-esr', 'firefox')
  add('Firefox', firefox, () => openFirefox(`${firefox}`))
  add('WebKitGTK', hasWebKit, openWebKit)
  return { engines, missing }
}
