import pg from 'pg'
import type { Logger } from '../../platform/log.ts'
import { findBinaries } from './binaries.ts'
import { type Cluster, openCluster, superuser } from './cluster.ts'
import { findClusterHome } from './cluster-home.ts'
import { lockDirectory } from './directory-lock.ts'
import { type Settings, startServer } from './postgres-server.ts'
import { makeSocketFolder, removeSocket } from './socket-folder.ts'
import { stopOrphan } from './stop-orphan.ts'
import { superviseServer } from './supervise-server.ts'
import { unprivilegedUser } from './unprivileged-user.ts'

const database = 'muster'

/** A PostgreSQL server that lives as long as we do. */
export type EmbeddedPostgres = { readonly url: string; stop(): Promise<void> }

export type EmbeddedOptions = {
  readonly dataDir: string
  readonly log: Logger
  /** A folder with `postgres` and `initdb` to use instead of the package's. */
  readonly bin?: string
  readonly settings?: Settings
}

/**
 * Starts the PostgreSQL that comes with us on the cluster in `dataDir`, which is made at the first start.
 *
 * Works as root too (the server then runs as another user), after a `kill -9` of us or of the server, and restarts the
 * server should it die. Throws `data_directory_in_use` when another process of ours has the folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = unprivilegedUser(options.log)
  const home = await findClusterHome(options.dataDir, user)
  const lock = await lockDirectory(home)
  try {
    const bin = options.bin ?? (await findBinaries(user))
    const cluster = await openCluster({ home, bin, user })
    await stopOrphan(cluster.folder, options.log)
    const server = await runCluster(cluster, options)
    const stop = async () => {
      await server.stop()
      await lock.release()
    }
    return { url: server.url, stop }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function runCluster(cluster: Cluster, { log, settings = {} }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const socketFolder = await makeSocketFolder(cluster)
  const server = await superviseServer(() => startServer(cluster, { socketFolder, settings }), log)
  const stop = async () => {
    await server.stop()
    await removeSocket(socketFolder, cluster.folder)
  }
  try {
    await createDatabase(socketFolder)
    return { url: urlOf(socketFolder, database), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** At the first start, and after a first start that was cut short. */
async function createDatabase(socketFolder: string): Promise<void> {
  const client = new pg.Client(urlOf(socketFolder, 'postgres'))
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (!rowCount) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}

function urlOf(socketFolder: string, name: string): string {
  return `postgres://${superuser}@localhost/${name}?host=${encodeURIComponent(socketFolder)}`
}
