import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { madeFor } from '../../src/hosts/headers-file.ts'
import { manifestFile } from '../../src/hosts/manifest.ts'
import { repository } from '../project.ts'

const workflow = parse(await readFile(join(repository, '.github/workflows/pages.yml'), 'utf8'))
const { build, deploy } = workflow.jobs

test('the site is built with every commit, on schedule and by hand', () => {
  expect(workflow.on.push).toEqual({ branches: ['main'] })
  expect(workflow.on).toHaveProperty('workflow_dispatch')
  const [{ cron }] = workflow.on.schedule
  const [minutes, ...others] = cron.split(' ')
  expect(others, 'every hour of every day').toEqual(['*', '*', '*', '*'])
  for (const minute of minutes.split(',')) expect(Number(minute) % 60, 'not at the full hour').toBeGreaterThan(0)
})

test('nothing is uploaded or deployed but what changed', () => {
  const steps: { id?: string; if?: string; uses?: string; run?: string }[] = build.steps
  const compare = steps.findIndex(({ id }) => id === 'compare')
  const upload = steps.findIndex(({ uses }) => uses?.startsWith('actions/upload-pages-artifact@'))
  expect(steps.findIndex(({ run }) => run === 'npm run build')).toBeLessThan(compare)
  expect(compare).toBeLessThan(upload)
  expect(steps[upload]?.if).toBe("steps.compare.outputs.changed == 'true'")
  expect(build.outputs.changed).toMatch(/^\$\{\{ steps\.compare\.outputs\.changed \}\}$/)
  expect([deploy.needs, deploy.if]).toEqual(['build', "needs.build.outputs.changed == 'true'"])
})

const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl) console.log('curl is not installed: what the workflow compares was not tested')

describe.skipIf(!hasCurl)('the comparison', () => {
  let folder: string
  let server: Server
  let deployed: string | undefined

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workflow-'))
    server = createServer(({ url }, response) => {
      response.statusCode = url === '/bao/sha256sums.txt' && deployed !== undefined ? 200 : 404
      response.end(deployed)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    for (const name of ['dist', '.cache']) mkdirSync(join(folder, name))
    writeFileSync(join(folder, 'dist/_headers'), `${madeFor(`http://127.0.0.1:${port}/bao`)}\n\n/*\n  A: b\n`)
    writeFileSync(join(folder, manifestFile), 'built')
  })

  afterAll(async () => {
    server.close()
    await rm(folder, { recursive: true, force: true })
  })

  test.each([
    ['schedule', 'built', false],
    ['schedule', 'other', true],
    ['schedule', undefined, true],
    ['push', 'built', true],
  ])('%s, where %s is deployed: %s', async (event, there, changed) => {
    deployed = there
    const output = join(folder, 'output')
    writeFileSync(output, '')
    const { run } = build.steps.find(({ id }: { id?: string }) => id === 'compare')
    const env = { PATH: process.env.PATH, GITHUB_EVENT_NAME: event, GITHUB_OUTPUT: output }
    const code = await new Promise((resolve) =>
      spawn('bash', ['-e', '-c', run], { cwd: folder, env, stdio: 'ignore' }).on('close', resolve),
    )
    expect(code).toBe(0)
    expect(await readFile(output, 'utf8')).toBe(`changed=${changed}\n`)
    expect(await readFile(join(folder, 'dist/sha256sums.txt'), 'utf8')).toBe('built')
  })
})
