/*
 * Loaded before a build: tells, as it ends, what the process used, its threads with it.
 */
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  if (process.env.USAGE_FILE) {
    writeFileSync(
      process.env.USAGE_FILE,
      JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS * 1024 }),
    )
  }
})
