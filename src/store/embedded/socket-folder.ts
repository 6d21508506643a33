import { chown, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cluster } from './cluster.ts'

// sun_path holds 104 bytes on macOS and 108 on Linux, the name of the socket included.
const longestPath = 100
const socketName = '.s.PGSQL.5432'

/**
 * The folder of the cluster's socket: the cluster's own, which only its user can enter, or, where that path is too long
 * for a socket, a fresh one under /tmp that is as private.
 */
export async function makeSocketFolder({ folder, user }: Cluster): Promise<string> {
  if (Buffer.byteLength(join(folder, socketName)) < longestPath) return folder
  const short = await mkdtemp('/tmp/muster-')
  if (user.uid !== undefined && user.gid !== undefined) await chown(short, user.uid, user.gid)
  return short
}

/**
 * Removes the socket and its lock, which a killed server leaves behind in the cluster's own folder, and a folder that
 * `makeSocketFolder` made elsewhere. To be called when no server is running.
 */
export async function removeSocket(socketFolder: string, clusterFolder: string): Promise<void> {
  for (const name of [socketName, `${socketName}.lock`]) await rm(join(clusterFolder, name), { force: true })
  if (/^\/tmp\/muster-\w{6}$/.test(socketFolder)) await rm(socketFolder, { recursive: true, force: true })
}
