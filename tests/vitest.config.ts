import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Unit tests need no build; the others read what one build wrote. One project after the other, two files at a time. */
const project = (name: string, groupOrder: number, testTimeout: number) => ({
  root,
  test: {
    name,
    testTimeout,
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { groupOrder },
    include: [`tests/${name}/**/*.test.ts`],
    ...(name !== 'unit' && { globalSetup: 'tests/build-site.ts' }),
  },
})

export default defineConfig({
  test: {
    root,
    projects: [project('unit', 0, 20_000), project('build', 1, 120_000), project('browser', 2, 60_000)],
  },
})
