import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Unit tests need no build; the others read what one build wrote. */
const project = (name: string, testTimeout: number) => ({
  root,
  test: {
    name,
    testTimeout,
    hookTimeout: 120_000,
    include: [`tests/${name}/**/*.test.ts`],
    ...(name !== 'unit' && { globalSetup: 'tests/build-site.ts' }),
  },
})

export default defineConfig({
  test: { root, projects: [project('unit', 20_000), project('build', 120_000), project('browser', 60_000)] },
})
