import { createHash } from 'node:crypto'
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemFolder } from './binaries.ts'
import { canEnter, type RunAs } from './unprivileged-user.ts'

/**
 * The folder that holds the cluster of a data directory: the data directory itself, or, when PostgreSQL's user cannot
 * enter it (root's checkout under /root), one of its own under /var/lib/muster. The data directory then keeps a pointer.
 */
export async function findClusterHome(dataDir: string, user: RunAs): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  const folder = await realpath(dataDir)
  const pointer = join(folder, 'postgres-is-in')
  const pointed = await readFile(pointer, 'utf8').catch(() => '')
  if (pointed.trim()) return makeHome(pointed.trim())
  if (canEnter(folder, user)) return folder
  const home = join(systemFolder, createHash('sha256').update(folder).digest('hex').slice(0, 16))
  await makeHome(home)
  await writeFile(pointer, `${home}\n`)
  return home
}

async function makeHome(home: string): Promise<string> {
  await mkdir(home, { recursive: true, mode: 0o755 })
  return home
}
