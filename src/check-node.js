// Plain JavaScript of long ago, because it must run on the very Node that is too old for everything else.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.versions.node} is too old: Astro 7 and this project's TypeScript need Node 22.18 or later.\n` +
      'On Linux (glibc, x64 or arm64) and Windows (x64) a right one comes with "npm ci": run that first, without --omit=optional,\n' +
      'and start everything with "npm run". On macOS, Alpine and elsewhere install Node 24 from https://nodejs.org and try again.',
  )
  process.exit(1)
}
