import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../errors.ts'
import { childEnvironment } from './child-environment.ts'
import type { Cluster } from './cluster.ts'
import { readPostmasterFile } from './postmaster-file.ts'

/** Settings of postgresql.conf by name. */
export type Settings = Readonly<Record<string, string>>

const defaults: Settings = {
  // No TCP port: the socket's folder is the door, and only the cluster's user (and root) can enter it.
  listen_addresses: '',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  max_connections: '100',
  // Our queries are short; compiling one takes longer than running it.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // One file per day of the week, each overwritten a week later.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgres-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
}

/**
 * Starts the server of a cluster and waits until it takes connections. It runs in a session of its own, so that a Ctrl-C
 * in the terminal reaches us alone and we stop it in order.
 */
export async function startServer(
  cluster: Cluster,
  { socketFolder, settings }: { socketFolder: string; settings: Settings },
): Promise<ChildProcess> {
  const all = { ...defaults, unix_socket_directories: socketFolder, ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const outputPath = `${cluster.folder}-start.log`
  const output = await open(outputPath, 'w', 0o600)
  try {
    const child = spawn(join(cluster.bin, 'postgres'), ['-D', cluster.folder, ...flags], {
      ...cluster.user,
      cwd: '/',
      env: childEnvironment(),
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    })
    await isReady(child, { folder: cluster.folder, outputPath })
    return child
  } finally {
    await output.close()
  }
}

/** Whether the process is still there. */
export function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

async function isReady(
  child: ChildProcess,
  { folder, outputPath }: { folder: string; outputPath: string },
): Promise<void> {
  await once(child, 'spawn')
  // There is no limit: after a crash PostgreSQL first replays its log, however long that takes.
  while (isRunning(child)) {
    const found = await readPostmasterFile(folder)
    if (found?.pid === child.pid && found?.isReady) return
    await sleep(20)
  }
  const output = await readFile(outputPath, 'utf8')
  const detail = `it ended while starting (more in ${join(folder, 'log')}):\n${output.trim()}`
  throw new AppError('embedded_database_failed', { detail })
}
