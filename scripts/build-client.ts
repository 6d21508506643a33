// Builds the client for npm: plain JavaScript and declarations, in dist/client or in the folder that is given.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [folder = 'dist/client'] = process.argv.slice(2)
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.client.json', '--outDir', folder], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
