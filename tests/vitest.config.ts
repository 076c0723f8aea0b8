import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Unit tests need no build; the others read what one build wrote. One project runs after the other, two files at a time:
 * more would wait for the same two cores.
 */
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

/** What takes long and stands in small files: on a fresh clone vitest begins with the largest files. */
const longest = ['hosts-deploy', 'incremental', 'safe-build', 'hosts-preview', 'surroundings', 'engines', 'page']

/** A long file that is begun last is all that runs at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => order(a) - order(b))
  }
}

export default defineConfig({
  test: {
    root,
    sequence: { sequencer: LongestFirst },
    projects: [project('unit', 0, 20_000), project('build', 1, 120_000), project('browser', 2, 60_000)],
  },
})
