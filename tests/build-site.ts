import type { TestProject } from 'vitest/node'
import { build, repository } from './project.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder that the repository's own build wrote. */
    dist: string
  }
}

let building: ReturnType<typeof build> | undefined

/** Builds the repository once for all projects that read `dist/`. */
export default async function setup(project: TestProject): Promise<void> {
  building ??= build(repository, { SITE_URL: 'https://bao.example' })
  const { code, output } = await building
  if (code !== 0) throw new Error(`the site does not build:\n${output}`)
  project.provide('dist', `${repository}dist/`)
}
