import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { repository } from '../project.ts'
import { ask, freePort } from '../serve.ts'

const file = join(repository, '.github/Containerfile')
const text = readFileSync(file, 'utf8')
const stages = text.split(/^FROM /m).slice(1)

test('the Containerfile copies what there is, runs what there is, and ends as nobody with a health check', () => {
  for (const [, sources = ''] of text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)) {
    for (const source of sources.split(' ')) expect(globSync(source, { cwd: repository }), source).not.toEqual([])
  }
  const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
  for (const [, script = ''] of text.matchAll(/npm run (?:--silent )?(\w+)/g)) expect(scripts).toHaveProperty(script)
  const last = stages.at(-1) ?? ''
  expect(Number(/^USER (\d+)/m.exec(last)?.[1])).toBeGreaterThan(0)
  expect(last).toMatch(/^HEALTHCHECK /m)
  expect(last).not.toMatch(/^(?:ADD|VOLUME) /m)
})

const hasCaddy = spawnSync('caddy', ['version']).status === 0

test.skipIf(!hasCaddy)('what it starts serves the site as nobody, and writes nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'container-'))
  const port = await freePort()
  // The lines of the Containerfile that make the configuration, with this machine's paths.
  const options = /printf '([^']+)'/.exec(text)?.[1]?.replaceAll('\\n', '\n') ?? ''
  expect(options).toContain('admin off')
  const command = [join(repository, 'src/run.js'), 'src/hosts/commands/host.ts']
  const args = [...command, 'caddy', '--dist', inject('dist'), '--root', join(folder, 'srv'), '--name', `:${port}`]
  const printed = execFileSync(process.execPath, args, { encoding: 'utf8' })
  cpSync(inject('dist'), join(folder, 'srv'), { recursive: true })
  // Loopback alone, in a test.
  writeFileSync(join(folder, 'Caddyfile'), (options + printed).replace(/^\}/m, '  default_bind 127.0.0.1\n}'))
  for (const path of [folder, join(folder, 'Caddyfile')]) chmodSync(path, 0o755)
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  const { PATH = '' } = process.env
  const env = { PATH, HOME: '/nonexistent', XDG_CONFIG_HOME: '/nonexistent', XDG_DATA_HOME: '/nonexistent' }
  const server = spawn('caddy', ['run', '--config', join(folder, 'Caddyfile')], { ...nobody, env })
  let output = ''
  server.stderr.on('data', (data: Buffer) => {
    output += data
  })
  try {
    const health = /http:\/\/127\.0\.0\.1:8080\$\(cat \/etc\/caddy\/base\)(\/\S+)"/.exec(text)?.[1]
    let reply: Awaited<ReturnType<typeof ask>> | undefined
    for (let tries = 0; tries < 400 && !reply; tries += 1) {
      if (server.exitCode !== null) expect.fail(output)
      reply = await ask(`http://127.0.0.1:${port}${health}`).catch(() => undefined)
      if (!reply) await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(reply?.status, output).toBe(200)
    expect((await ask(`http://127.0.0.1:${port}/`)).headers['content-security-policy']).toContain("base-uri 'none'")
  } finally {
    if (server.exitCode === null) {
      const closed = new Promise((resolve) => server.once('close', resolve))
      server.kill('SIGTERM')
      await closed
    }
    rmSync(folder, { recursive: true, force: true })
  }
})

const engine = ['podman', 'docker'].find((name) => spawnSync(name, ['info']).status === 0)

test('the image is built, serves the site read-only, and is healthy', async (context) => {
  if (!engine) {
    console.log('neither podman nor docker runs here: the image was not built')
    return context.skip()
  }
  const tag = `localhost/trang-doc-test:${process.pid}`
  const args = ['build', '-f', file, '--build-arg', 'SITE_URL=https://bao.example/doc', '-t', tag, repository]
  const built = spawnSync(engine, args, { encoding: 'utf8' })
  if (built.status !== 0 && /pull|resolve|lookup|dial tcp|no such host|network/i.test(built.stderr)) {
    console.log(`${engine} cannot fetch the base images: the image was not built`)
    return context.skip()
  }
  expect(built.status, built.stderr).toBe(0)
  const port = await freePort()
  const safe = ['--read-only', '--cap-drop=all', '--security-opt=no-new-privileges']
  const name = `trang-doc-test-${process.pid}`
  execFileSync(engine, ['run', '-d', '--rm', '--name', name, ...safe, '-p', `127.0.0.1:${port}:8080`, tag])
  try {
    let status: number | undefined
    for (let tries = 0; tries < 400 && status === undefined; tries += 1) {
      status = (await ask(`http://127.0.0.1:${port}/doc/robots.txt`).catch(() => undefined))?.status
      if (status === undefined) await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(status).toBe(200)
    const health = 'wget -q -O /dev/null "http://127.0.0.1:8080$(cat /etc/caddy/base)/robots.txt"'
    expect(spawnSync(engine, ['exec', name, 'sh', '-c', health]).status).toBe(0)
  } finally {
    execFileSync(engine, ['stop', name])
    execFileSync(engine, ['rmi', tag])
  }
}, 600_000)
