import { execFile } from 'node:child_process'
import { chown, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../errors.ts'
import { childEnvironment } from './child-environment.ts'
import type { RunAs } from './unprivileged-user.ts'

/** A PostgreSQL cluster: its files, the programs that made it, and whom they run as. */
export type Cluster = { readonly folder: string; readonly bin: string; readonly user: RunAs }

const run = promisify(execFile)

/** The superuser of every embedded cluster. There is no password: only who may enter the folder reaches the socket. */
export const superuser = 'muster'

/** Opens the cluster in `home`, or makes it with initdb. A half-made one, left by a crash, is thrown away. */
export async function openCluster({ home, bin, user }: { home: string; bin: string; user: RunAs }): Promise<Cluster> {
  const folder = join(home, 'postgres')
  const major = await programVersion(bin)
  const found = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(ignoreMissing)
  if (found === undefined) {
    await createCluster({ folder, bin, user, major })
    return { folder, bin, user }
  }
  if (Number(found) !== major) {
    const detail = `the data in ${folder} is of PostgreSQL ${found.trim()}, this is ${major}.`
    throw new AppError('embedded_database_failed', { detail })
  }
  return { folder, bin, user: await ownerOf(folder) }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw new AppError(
    'embedded_database_failed',
    { detail: `its files cannot be read (${error.message}).` },
    { cause: error },
  )
}

async function programVersion(bin: string): Promise<number> {
  const { stdout } = await run(join(bin, 'postgres'), ['--version'], { cwd: '/' })
  return Number(/\d+/.exec(stdout)?.[0])
}

/** The files decide who runs it: another user could not even read them. */
async function ownerOf(folder: string): Promise<RunAs> {
  const { uid, gid } = await stat(folder)
  const self = process.getuid?.()
  if (uid === self) return {}
  if (self === 0) return { uid, gid }
  throw new AppError('embedded_database_failed', { detail: `${folder} belongs to another user (id ${uid}).` })
}

type NewCluster = { folder: string; bin: string; user: RunAs; major: number }

async function createCluster({ folder, bin, user, major }: NewCluster): Promise<void> {
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  if (user.uid !== undefined && user.gid !== undefined) await chown(unfinished, user.uid, user.gid)
  // The builtin provider (PostgreSQL 17) behaves alike on every system; before it, the system's own C.UTF-8 has to do.
  const locale =
    major >= 17 ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8']
  const options = ['--auth=trust', '--encoding=UTF8', `--username=${superuser}`, '--no-instructions']
  const settings = { ...user, cwd: '/', env: childEnvironment() }
  await run(join(bin, 'initdb'), ['-D', unfinished, ...options, ...locale], settings)
  await rename(unfinished, folder)
}
