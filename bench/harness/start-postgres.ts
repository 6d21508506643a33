import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { silentLog } from '../../src/platform/log.ts'
import { findBinaries } from '../../src/store/embedded/binaries.ts'
import { type RunAs, unprivilegedUser } from '../../src/store/embedded/unprivileged-user.ts'
import { type ChildServer, findFreePort, startChildServer } from './child-server.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

const TMPFS_MAGIC = 0x01021994

/** The folder of the programs of the newest PostgreSQL that is installed on this machine. */
export function findInstalledPostgres(): string | undefined {
  return installedBinaries().find((folder) => existsSync(join(folder, 'initdb')))
}

/**
 * Starts PostgreSQL with default settings in a temporary folder, which goes when the server is disposed of: the newest of
 * this machine, else the one that Muster embeds.
 */
export async function startPostgres(): Promise<ChildServer<string>> {
  await using stack = new AsyncDisposableStack()
  const folder = stack.use(makeTemporaryFolder('postgres')).path
  if (statfsSync(folder).type === TMPFS_MAGIC) {
    throw new Error(`${folder} is in memory, where a flush costs nothing. Set TMPDIR to a folder on a disk.`)
  }
  const user = unprivilegedUser(silentLog)
  const binaries = findInstalledPostgres() ?? (await findBinaries(user))
  const data = makeFolder(join(folder, 'data'), user)
  const sockets = makeFolder(join(folder, 'sockets'), user)
  giveTo(user, folder)

  const initdbArgs = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  execFileSync(join(binaries, 'initdb'), initdbArgs, { stdio: ['ignore', 'ignore', 'inherit'], cwd: '/', ...user })
  const port = await findFreePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const server = stack.use(
    await startChildServer({
      name: 'PostgreSQL',
      command: join(binaries, 'postgres'),
      args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', sockets],
      user,
      logFile: join(folder, 'postgres.log'),
      ready: async () => ((await canConnect(url)) ? url : undefined),
      // The fast shutdown: it does not wait for connected clients.
      stopSignal: 'SIGINT',
    }),
  )
  const started = stack.move()
  return { pid: server.pid, ready: server.ready, [Symbol.asyncDispose]: () => started.disposeAsync() }
}

async function canConnect(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

function installedBinaries(): string[] {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return []
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => join(root, version, 'bin'))
}

function makeFolder(path: string, user: RunAs): string {
  mkdirSync(path)
  giveTo(user, path)
  return path
}

function giveTo({ uid, gid }: RunAs, path: string): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid)
}
