import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Unit tests need no build; the others read what one build wrote. One project runs after the other. Two files at a time
 * where tests wait for servers and builds; browsers have the machine to themselves.
 */
const project = (name: string, groupOrder: number, maxWorkers: number, testTimeout: number) => ({
  root,
  test: {
    name,
    testTimeout,
    hookTimeout: 120_000,
    maxWorkers,
    sequence: { groupOrder },
    include: [`tests/${name}/**/*.test.ts`],
    ...(name !== 'unit' && { globalSetup: 'tests/build-site.ts' }),
  },
})

export default defineConfig({
  test: {
    root,
    projects: [project('unit', 0, 2, 20_000), project('build', 1, 2, 120_000), project('browser', 2, 1, 60_000)],
  },
})
