import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesBelow } from '../../src/articles/files.ts'
import { deploy, planDeployment, type Run } from '../../src/hosts/deploy.ts'
import { deployedFile, type ManifestEntry } from '../../src/hosts/manifest.ts'
import { hashFiles } from '../hash-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'deployed-'))
const { PATH = '', HOME = '' } = process.env
// Without the machine's own remotes, and without what makes rclone 1.60 fail to reach S3.
const env = {
  PATH,
  HOME,
  RCLONE_CONFIG: join(folder, 'rclone.conf'),
  RCLONE_RETRIES: '1',
  RCLONE_LOW_LEVEL_RETRIES: '1',
}

beforeAll(() => writeFileSync(env.RCLONE_CONFIG, ''))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const really: Run = (program, args) => {
  const { status, stdout } = spawnSync(program, args, { env, encoding: 'utf8' })
  return { status: status ?? 1, output: stdout }
}

function isThere(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A build: a style sheet whose name changes with it, articles that need it and a card, and what lists them. */
function makeBuild(name: string, articles: Record<string, string>) {
  const dist = join(folder, name)
  const sheet = `_astro/late.${name.padEnd(8, '0')}.css`
  const files: Record<string, string> = {
    [sheet]: `p{}/*${name}*/`,
    '_redirects.conf': `# ${name}\n`,
    'rss.xml': Object.keys(articles).join(),
    'index.html': page(
      sheet,
      Object.keys(articles).map((slug) => `/2020/${slug}/`),
    ),
    'sw.js': `//${name}`,
  }
  for (const [slug, text] of Object.entries(articles)) {
    const card = `2020/${slug}/card-${text.padStart(12, '0')}.jpg`
    files[`2020/${slug}/index.html`] = page(sheet, [`/${card}`])
    files[`2020/${slug}/index.md`] = text
    files[card] = text
  }
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(dist, path)), { recursive: true })
    writeFileSync(join(dist, path), contents)
  }
  return { dist, build: hashFiles(dist) }
}

const page = (sheet: string, addresses: string[]) =>
  `<link href="/${sheet}">${addresses.map((address) => `<a href="${address}">`).join('')}`

const first = makeBuild('a1', { mot: '1a', hai: '2a', ba: '3a' })
// One article changed, one taken down, one new.
const second = makeBuild('b2', { mot: '1a', hai: '2b', bon: '4b' })
const third = makeBuild('c3', { mot: '1c', hai: '2a', nam: '5c' })

/** Every page that lies there has what it needs there, too. */
function expectWhole(files: Map<string, string>): void {
  for (const [path, text] of files) {
    if (!path.endsWith('.html')) continue
    for (const [, address = ''] of text.matchAll(/href="\/([^"]+)"/g)) {
      const needed = address.endsWith('/') ? `${address}index.html` : address
      expect(files.has(needed), `${path} needs ${needed}`).toBe(true)
    }
  }
}

const read = (dist: string) => new Map(filesBelow(dist).map((path) => [path, readFileSync(join(dist, path), 'utf8')]))

/** Every command of a deployment, and more than it has. */
const every = Array.from({ length: 40 }, (_, i) => i + 1)

/** A place to deploy to. */
interface Place {
  target: string
  files: () => Map<string, string>
  empty: () => void
}

const at = (path: string): Place => ({
  target: path,
  files: () => (existsSync(path) ? read(path) : new Map()),
  empty: () => rmSync(path, { recursive: true, force: true }),
})

/** Deploys, and breaks off at the given command: before it, or when it has done half of its files. */
function brokenOff(place: Place, { dist, build }: typeof first, moment: number, isHalf: boolean): boolean {
  let count = 0
  const run: Run = (program, args) => {
    count += 1
    if (count < moment) return really(program, args)
    const list = args.map((arg, i) => (arg === '--files-from-raw' ? args[i + 1] : /^--files-from=(.*)/.exec(arg)?.[1]))
    const file = list.find((name) => name !== undefined)
    if (isHalf && file !== undefined) {
      const lines = readFileSync(file, 'utf8').trim().split('\n')
      writeFileSync(
        file,
        lines
          .slice(0, Math.floor(lines.length / 2))
          .map((line) => `${line}\n`)
          .join(''),
      )
      really(program, args)
    }
    throw new Error('broken off')
  }
  try {
    deploy({ target: place.target, dist, build, isDryRun: false, run, log: () => undefined })
    return false
  } catch (error) {
    expect((error as Error).message).toBe('broken off')
    return true
  }
}

const whole = (place: Place, { dist, build }: typeof first) =>
  deploy({ target: place.target, dist, build, isDryRun: false, run: really, log: () => undefined })

function expectSame(place: Place, { dist }: typeof first): void {
  const files = place.files()
  expect(files.has(deployedFile)).toBe(true)
  files.delete(deployedFile)
  expect(files).toEqual(read(dist))
}

/**
 * @param moments the commands at which it is broken off. In which order it works is the same everywhere: where each
 * command takes its time, a few are enough
 */
function behaves(place: () => Place | undefined, moments: readonly number[]) {
  test('only what changed is uploaded, and what is gone is deleted', (context) => {
    const there = place()
    if (!there) return context.skip()
    there.empty()
    expect(whole(there, first).deletions).toEqual([])
    expectSame(there, first)
    const { batches, deletions } = whole(there, second)
    expect(batches.flat()).not.toContain('2020/mot/index.md')
    expect(deletions).toContain('2020/ba/index.html')
    expectSame(there, second)
    expect(whole(there, second)).toMatchObject({ batches: [], deletions: [] })
  }, 60_000)

  test('broken off at any moment no page lacks its files, and the next run finishes, with this build or another', (context) => {
    const there = place()
    if (!there) return context.skip()
    let count = 0
    for (const moment of moments) {
      there.empty()
      whole(there, first)
      if (!brokenOff(there, second, moment, moment % 3 !== 0)) break
      count += 1
      expectWhole(there.files())
      // Another build, in place of the one that did not come through: nothing of it may stay.
      const next = moment % 2 === 0 ? second : third
      whole(there, next)
      expectSame(there, next)
    }
    expect(count).toBeGreaterThanOrEqual(Math.min(5, moments.length))
  }, 120_000)

  test('a dry run says what would be done and does nothing', (context) => {
    const there = place()
    if (!there) return context.skip()
    there.empty()
    whole(there, first)
    const before = there.files()
    const lines: string[] = []
    deploy({ ...second, target: there.target, isDryRun: true, run: really, log: (line) => lines.push(line) })
    expect(lines).toContain('  upload 2020/hai/index.html')
    expect(lines).toContain('  delete 2020/ba/index.html')
    expect(there.files()).toEqual(before)
  }, 60_000)
}

describe('with rsync', () => {
  behaves(() => {
    if (isThere('rsync', '--version')) return at(join(folder, 'rsync'))
    console.log('rsync is not installed: its part of the tests did not run')
    return undefined
  }, every)
})

describe('with rclone to a folder', () => {
  behaves(() => {
    const place = at(join(folder, 'rclone'))
    if (isThere('rclone', 'version')) return { ...place, target: `:local:${place.target}` }
    console.log('rclone is not installed: its part of the tests did not run')
    return undefined
  }, [2, 3, 4, 5, 6, 7, 8])
})

/** Servers of a folder that rclone uploads to, each by the command that starts it. */
const fileServers: Record<string, (port: number, served: string) => string[] | undefined> = {
  sftp: (port, served) => {
    const login = ['--user', 'u', '--pass', 'p', '--dir-cache-time', '0s']
    return ['rclone', 'serve', 'sftp', '--addr', `127.0.0.1:${port}`, ...login, served]
  },
  // Debian's rclone serves no FTP; this does, to whoever comes.
  ftp: (port, served) => {
    if (!isThere('vsftpd', '-olisten=NO', '-v')) {
      console.log('vsftpd is not installed: uploading by FTP did not run')
      return undefined
    }
    const settings = {
      listen: 'YES',
      listen_address: '127.0.0.1',
      listen_port: port,
      background: 'NO',
      run_as_launching_user: 'YES',
      secure_chroot_dir: folder,
      seccomp_sandbox: 'NO',
      anonymous_enable: 'YES',
      no_anon_password: 'YES',
      anon_root: served,
      allow_writeable_chroot: 'YES',
      write_enable: 'YES',
      anon_upload_enable: 'YES',
      anon_mkdir_write_enable: 'YES',
      anon_other_write_enable: 'YES',
      anon_world_readable_only: 'NO',
    }
    const file = join(folder, 'vsftpd.conf')
    writeFileSync(
      file,
      Object.entries(settings)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    )
    return ['vsftpd', file]
  },
}

describe.each(Object.keys(fileServers))('with rclone over %s', (protocol) => {
  let place: Place | undefined
  let stop: (() => Promise<void>) | undefined

  beforeAll(async () => {
    const port = await freePort()
    const served = at(join(folder, protocol))
    mkdirSync(served.target)
    const [command, ...args] = fileServers[protocol]?.(port, served.target) ?? []
    if (!command || !isThere('rclone', 'version')) return
    const server = spawn(command, args, { env, stdio: 'ignore' })
    stop = () => ended(server)
    for (let tries = 0; tries < 400; tries += 1) {
      if (await answers(port)) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const password = really('rclone', ['obscure', 'p']).output.trim()
    const empty = () => {
      for (const path of served.files().keys()) rmSync(join(served.target, path))
    }
    const user = protocol === 'ftp' ? 'anonymous' : 'u'
    place = { ...served, empty, target: `:${protocol},host=127.0.0.1,port=${port},user=${user},pass=${password}:` }
  })

  afterAll(() => stop?.())

  behaves(() => place, [5])
})

describe('with rclone to S3', () => {
  let bucket: Place | undefined
  let object: ((path: string) => Promise<Record<string, unknown>>) | undefined
  let stop: (() => Promise<void>) | undefined

  beforeAll(async () => {
    const port = await freePort()
    const data = join(folder, 's3')
    mkdirSync(join(data, 'bucket'), { recursive: true })
    const command = s3Server(port, data)
    if (!command || !isThere('rclone', 'version')) {
      console.log('no S3 server is installed (rclone 1.65 or s3rver): its part of the tests did not run')
      return
    }
    const server = spawn(command[0] ?? '', command.slice(1), { env, stdio: 'ignore' })
    stop = () => ended(server)
    for (let tries = 0; tries < 400; tries += 1) {
      if (await head(port, '/').catch(() => undefined)) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const keys = 'access_key_id=S3RVER,secret_access_key=S3RVER'
    const target = `:s3,provider=Other,endpoint='http://127.0.0.1:${port}',${keys},force_path_style=true:bucket`
    const copy = join(folder, 's3-copy')
    bucket = {
      target,
      files: () => {
        rmSync(copy, { recursive: true, force: true })
        mkdirSync(copy)
        really('rclone', ['copy', target, copy, '--fast-list'])
        return read(copy)
      },
      empty: () => void really('rclone', ['delete', target, '--fast-list']),
    }
    object = (path) => head(port, `/bucket/${path}`)
  })

  afterAll(() => stop?.())

  behaves(() => bucket, [5, 10])

  test('a file says its type and how long it keeps', async (context) => {
    if (!bucket || !object) return context.skip()
    whole(bucket, first)
    expect(await object('2020/mot/index.md')).toMatchObject({
      'content-type': 'text/markdown; charset=utf-8',
      'cache-control': 'public, max-age=0, must-revalidate',
    })
    expect(await object('_astro/late.a1000000.css')).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
})

/** An S3 server that exists: rclone's own, else s3rver. */
function s3Server(port: number, data: string): string[] | undefined {
  const help = isThere('rclone', 'version') ? execFileSync('rclone', ['serve', '--help'], { encoding: 'utf8' }) : ''
  if (/^\s+s3\s/m.test(help)) {
    return ['rclone', 'serve', 's3', '--addr', `127.0.0.1:${port}`, '--auth-key', 'S3RVER,S3RVER', data]
  }
  if (!isThere('s3rver', '--version')) return undefined
  const address = ['-a', '127.0.0.1', '-p', String(port)]
  return ['s3rver', ...address, '--no-vhost-buckets', '-d', data, '--configure-bucket', 'bucket']
}

function head(port: number, path: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method: 'HEAD', agent: false }, (incoming) => {
      incoming.resume()
      resolve(incoming.headers)
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

/** Whether somebody listens there. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true))
    socket.on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve()
    server.once('close', () => resolve())
    server.kill('SIGTERM')
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

describe('the plan', () => {
  const entry = (path: string, hash = '1'): ManifestEntry => ({ path, hash: hash.repeat(64) })

  test('uploads what others need first', () => {
    const paths = ['index.html', 'sw.js', '2020/a/index.html', '2020/a/index.md', '2020/a/card-0123456789ab.jpg']
    const lists = ['2020/index.html', '2020/trang/1/index.html', 'chu-de/a/index.html']
    const build = [...paths, ...lists, '_astro/a.css', '2020/a/index.html.br'].map((path) => entry(path))
    expect(planDeployment(build, []).batches).toEqual(
      [
        ['2020/a/card-0123456789ab.jpg', '_astro/a.css'],
        ['2020/a/index.md'],
        ['2020/a/index.html', '2020/a/index.html.br'],
        ['index.html', 'sw.js', ...lists],
      ].map((batch) => build.map(({ path }) => path).filter((path) => batch.includes(path))),
    )
  })

  test('takes for unknown whatever it touches', () => {
    const { pending, deletions } = planDeployment(
      [entry('a', '2'), entry('b'), entry('c')],
      [entry('a'), entry('b'), entry('d')],
    )
    expect(deletions).toEqual(['d'])
    expect(pending).toEqual([entry('a', '0'), entry('b'), entry('c', '0'), entry('d', '0')])
  })
})

test.each([
  ['user@may.example:/var/www', 'rsync'],
  ['/srv/site', 'rsync'],
  ['r2:bucket/a@b', 'rclone'],
  [':local:/x@y', 'rclone'],
])('%s is reached with %s', (target, program) => {
  const called = new Set<string>()
  const run: Run = (name) => {
    called.add(name)
    return { status: 0, output: '' }
  }
  deploy({ target, dist: first.dist, build: [], isDryRun: true, run, log: () => undefined })
  expect([...called]).toEqual([program])
})

test('a folder that is not what the manifest says is not uploaded, and a missing program is named', () => {
  const build = first.build.map((one) => (one.path === 'sw.js' ? { ...one, hash: '1'.repeat(64) } : one))
  const commands: string[][] = []
  const run: Run = (program, args) => {
    commands.push([program, ...args])
    return { status: 0, output: '' }
  }
  const options = { target: join(folder, 'x'), dist: first.dist, isDryRun: false, log: () => undefined }
  expect(() => deploy({ ...options, build, run })).toThrow('sw.js is not what the manifest says')
  expect(commands.every((command) => !command.join(' ').includes('--files-from'))).toBe(true)
  const nothing = process.env.PATH
  process.env.PATH = join(folder, 'nothing')
  expect(() => deploy({ ...options, build })).toThrow('rsync is not installed: apt-get install rsync')
  expect(() => deploy({ ...options, build, target: ':local:/x' })).toThrow('rclone is not installed: apt-get install')
  process.env.PATH = nothing
})

test('where the target says rubbish of itself, the way on is said', () => {
  const run: Run = (program, args) => {
    const answer = args[0] === 'cat' ? '<!doctype html>' : deployedFile
    return { status: program === 'rclone' ? 0 : 1, output: answer }
  }
  const options = { target: 'kho:bao', dist: first.dist, build: first.build, isDryRun: true, log: () => undefined, run }
  expect(() => deploy(options)).toThrow(/\.deployed\.txt on the target is damaged .*: delete it there/)
})
