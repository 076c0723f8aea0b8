import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type IndexNowRequest, indexNowRequests, mostAddresses } from '../../src/hosts/indexnow.ts'
import { formatManifest } from '../../src/hosts/manifest.ts'
import { hashFiles } from '../hash-files.ts'
import { makeProject } from '../project.ts'

const key = 'khoa-cua-bao-thu-0123'
const listed = '<title>a</title>'
const unlisted = '<meta name="robots" content="noindex">'
const files: Record<string, string> = {
  'index.html': `${listed}mới`,
  '2020/cu/index.html': listed,
  '2020/moi/index.html': `${listed}mới`,
  '2020/moi/index.md': 'mới',
  '2020/go/index.html': unlisted,
  'tim-kiem/index.html': unlisted,
  '404.html': unlisted,
  _headers: '# Made by npm run build for https://bao.example/doc\n',
  _redirects: '',
}

let project: Awaited<ReturnType<typeof makeProject>>
let server: Server
let endpoint: string
let status = 200
const received: IndexNowRequest[] = []

/** Runs the command in the project's folder. */
const indexNow = (...args: string[]): Promise<{ code: number; output: string; errors: string }> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      ['src/run.js', 'src/hosts/commands/indexnow.ts', '--endpoint', endpoint, ...args],
      { cwd: project.root },
      (error, output, errors) => resolve({ code: Number(error?.code ?? 0), output, errors }),
    ),
  )

beforeAll(async () => {
  project = await makeProject({})
  const site = join(project.root, 'src/site.ts')
  await writeFile(site, (await readFile(site, 'utf8')).replace('offline:', `indexNowKey: '${key}',\n  offline:`))
  for (const [path, text] of Object.entries(files)) {
    const file = join(project.root, 'dist', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  const build = hashFiles(join(project.root, 'dist'))
  const before = [
    ...build
      .filter(({ path }) => !/moi/.test(path))
      .map((entry) => (entry.path === '2020/cu/index.html' ? entry : { ...entry, hash: 'a'.repeat(64) })),
    { path: '2020/mat/index.html', hash: 'a'.repeat(64) },
  ]
  await mkdir(join(project.root, '.cache'))
  await writeFile(join(project.root, '.cache/sha256sums.txt'), formatManifest(build))
  await writeFile(join(project.root, '.cache/before-deployment.txt'), formatManifest(before))
  server = createServer(async (request, response) => {
    const body: Buffer[] = []
    for await (const part of request) body.push(part)
    received.push(JSON.parse(Buffer.concat(body).toString()))
    response.statusCode = status
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/indexnow`
})

beforeEach(() => {
  status = 200
  received.length = 0
})

afterAll(async () => {
  server.close()
  await project.dispose()
})

const addresses = ['2020/go/', '2020/mat/', '2020/moi/', ''].map((path) => `https://bao.example/doc/${path}`)

test('a dry run says which pages were made, changed or taken away, and tells nobody', async () => {
  expect(await indexNow('--dry-run')).toEqual({
    code: 0,
    output: `${addresses.join('\n')}\n4 addresses to tell of\n`,
    errors: '',
  })
  expect(received).toEqual([])
})

test('search engines are told of them, with the key and where it lies', async () => {
  status = 202
  expect(await indexNow()).toEqual({ code: 0, output: '4 addresses told of\n', errors: '' })
  const keyLocation = `https://bao.example/doc/${key}.txt`
  expect(received).toEqual([{ host: 'bao.example', key, keyLocation, urlList: addresses }])
})

test('an answer that is none is an error that says what to do', async () => {
  status = 403
  const { code, errors } = await indexNow()
  expect(code).toBe(2)
  expect(errors).toContain('answers 403: the key file is not there: deploy the build')
})

test('where nobody knows what lay there, it asks for it', async () => {
  const { code, errors } = await indexNow('--before', 'khong-co.txt')
  expect(code).toBe(2)
  expect(errors).toContain('there is no khong-co.txt: run "npm run deploy" first')
})

test('what is told of before and after the same build is nothing', async () => {
  expect((await indexNow('--before', '.cache/sha256sums.txt')).output).toBe('0 addresses told of\n')
  expect(received).toEqual([])
})

test('a request has ten thousand addresses at most', () => {
  const all = Array.from({ length: 2 * mostAddresses + 1 }, (_, i) => `https://bao.example/${i}/`)
  const requests = indexNowRequests(all, key, 'https://bao.example')
  expect(requests.map(({ urlList }) => urlList.length)).toEqual([10_000, 10_000, 1])
  expect(requests.flatMap(({ urlList }) => urlList)).toEqual(all)
  expect(requests[0]?.keyLocation).toBe(`https://bao.example/${key}.txt`)
})
