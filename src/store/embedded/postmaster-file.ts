import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a running server says of itself in `postmaster.pid` of its cluster. */
export type PostmasterFile = { readonly pid: number; readonly socketFolder: string; readonly isReady: boolean }

/** Reads `postmaster.pid`: line 1 is the process id, line 5 the socket's folder, line 8 the state (PostgreSQL, pidfile.h). */
export async function readPostmasterFile(folder: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!pid) return undefined
  return { pid, socketFolder: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready' }
}
