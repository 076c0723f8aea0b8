/*
 * Starts a command of the project: `node src/run.js astro build`, `node src/run.js src/desk/commands/check.ts`. What a
 * command throws is a sentence for whoever called it, and ends it with code 2; Astro prints its own.
 * Plain JavaScript that any Node reads, so that an old one gets a sentence and not a stack.
 */
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `This needs Node 22.18 or later; this one is ${process.versions.node}. On Linux and Windows "npm ci" brings one, ` +
      'and npm run uses it; elsewhere install it from https://nodejs.org.',
  )
  process.exit(1)
}
// Vite takes what follows these for a query.
if (/[#?]/.test(process.cwd())) {
  console.error(`The folder ${process.cwd()} has "#" or "?" in its name, with which Vite cannot build: rename it.`)
  process.exit(1)
}
// Astro would ask the network whether it may count, and stop where the home folder cannot be written.
process.env.ASTRO_TELEMETRY_DISABLED = '1'

const [name = '', ...rest] = process.argv.slice(2)
const file = name === 'astro' ? '../node_modules/astro/bin/astro.mjs' : `../${name}`
process.argv.splice(1, process.argv.length, name, ...rest)
try {
  await import(new URL(file, import.meta.url).href)
} catch (error) {
  if (name === 'astro') throw error
  console.error(error.message)
  process.exitCode = 2
}
