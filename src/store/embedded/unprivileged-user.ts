import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Logger } from '../../platform/log.ts'

/** Whom a child process runs as. Empty: as whoever we are. */
export type RunAs = { readonly uid?: number; readonly gid?: number }

/**
 * The user that PostgreSQL runs as. It refuses to run as root, so for root this is the machine's own user `postgres`, or a
 * system user `muster` made for the purpose, or `nobody`.
 */
export function unprivilegedUser(log: Logger): RunAs {
  if (process.getuid?.() !== 0) return {}
  return (
    findUser('postgres') ?? findUser('muster') ?? createUser(log) ?? findUser('nobody') ?? { uid: 65534, gid: 65534 }
  )
}

/** Whether that user gets into a folder, or, for a file, may run it. Asked of the system itself: modes alone do not tell. */
export function canEnter(path: string, user: RunAs): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user, cwd: '/', stdio: 'ignore' })
  return status === 0
}

function findUser(name: string): RunAs | undefined {
  const line = readFileSync('/etc/passwd', 'utf8').match(new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm'))
  return line ? { uid: Number(line[1]), gid: Number(line[2]) } : undefined
}

function createUser(log: Logger): RunAs | undefined {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'muster'],
      {
        stdio: 'ignore',
      },
    )
    log.info('made the system user muster, because PostgreSQL does not run as root')
  } catch (error) {
    log.debug({ err: error }, 'could not make the system user muster; using nobody')
  }
  return findUser('muster')
}
