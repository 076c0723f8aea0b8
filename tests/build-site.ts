import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { build, makeNewspaper } from './project.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The build of the newspaper of `tests/site/`. */
    dist: string
  }
}

let building: ReturnType<typeof makeBuild> | undefined

async function makeBuild() {
  const newspaper = await makeNewspaper()
  const { code, output } = await build(newspaper.root, { SITE_URL: 'https://bao.example' })
  if (code !== 0) throw new Error(`the site does not build:\n${output}`)
  return newspaper
}

/** Builds the newspaper once, in a scratch folder, for all projects that read it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  building ??= makeBuild()
  const { root, dispose } = await building
  project.provide('dist', `${join(root, 'dist')}/`)
  return dispose
}
