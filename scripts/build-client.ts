// Builds what others import for npm, plain JavaScript and declarations: the client in dist/client and muster/config in dist/config.
// Of folders that are given, the first is for the client, and the second, if any, for muster/config.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [client, config] = process.argv.length > 2 ? process.argv.slice(2) : ['dist/client', 'dist/config']
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
const builds = [
  { project: 'tsconfig.client.json', out: client },
  { project: 'tsconfig.config.json', out: config },
]

for (const { project, out } of builds) {
  if (out === undefined) continue
  const { status } = spawnSync(process.execPath, [tsc, '-p', project, '--outDir', out], { cwd: root, stdio: 'inherit' })
  process.exitCode ||= status ?? 1
}
