import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePort, startChildServer } from '../harness/child-server.ts'
import type { ScimServer } from './scim-server.ts'

const PEERS = join(import.meta.dirname, '../peers')

/** Starts Ory Polis beside its own database, after installing the peers' packages if they are not there yet. */
export async function startPolis(databaseUrl: string, logFolder: string): Promise<ScimServer> {
  installPeers()
  const port = await findFreePort()
  const server = await startChildServer({
    name: 'Polis',
    command: process.execPath,
    args: [join(PEERS, 'polis-server.mjs')],
    env: { NODE_ENV: 'production', DATABASE_URL: databaseUrl, PORT: String(port), NODE_OPTIONS: '' },
    // One for each process: its first line says that this one is ready.
    logFile: join(logFolder, `polis-${port}.log`),
    ready: async (output) => {
      const line = output.split('\n').find((text) => text.startsWith('{"baseUrl"'))
      return line ? (JSON.parse(line) as { baseUrl: string; token: string; version: string }) : undefined
    },
  })
  const dispose = () => server[Symbol.asyncDispose]()
  return { name: 'Polis', pid: server.pid, databaseUrl, ...server.ready, [Symbol.asyncDispose]: dispose }
}

function installPeers(): void {
  if (existsSync(join(PEERS, 'node_modules/@boxyhq/saml-jackson/package.json'))) return
  process.stderr.write('Installing the peers (npm ci in bench/peers), once …\n')
  // Without scripts: the only one builds a SQLite driver, which is not used here.
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: PEERS, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('npm ci in bench/peers failed. Without the network: --servers muster.')
}
