import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../errors.ts'
import type { Logger } from '../../platform/log.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { hasProcessIn, processCommand, processStart } from './process-identity.ts'
import { removeSocket } from './socket-folder.ts'

/**
 * Ends the server that an earlier process of ours left behind when it was killed. To be called with the lock on the
 * folder held: then no living process of ours can own that server.
 */
export async function stopOrphan(folder: string, log: Logger): Promise<void> {
  const found = await readPostmasterFile(folder)
  if (!found) return
  if (await isServerOf(found.pid, folder)) {
    log.info({ pid: found.pid }, 'stopping the PostgreSQL that a killed muster left behind')
    await stopServer(found.pid)
  }
  await serverProcessesEnd(folder)
  // What is left is of a server that was killed. Its id may belong to some other program by now, or to a dead process
  // that nobody has fetched yet: PostgreSQL would take either for a running server and refuse to start.
  await rm(join(folder, 'postmaster.pid'), { force: true })
  await removeSocket(found.socketFolder, folder)
}

/** Fast shutdown: clients are cut off, everything is written. After 8 s the immediate one, which recovers at the next start. */
export async function stopServer(pid: number): Promise<void> {
  const start = await processStart(pid)
  if (!start) return
  signal(pid, 'SIGINT')
  if (await isGone({ pid, start, within: 8000 })) return
  signal(pid, 'SIGQUIT')
  if (await isGone({ pid, start, within: 1500 })) return
  signal(pid, 'SIGKILL')
  await isGone({ pid, start, within: 500 })
}

/** The connections of a killed server notice it and end; until then nobody else may write to the folder. */
async function serverProcessesEnd(folder: string): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (!(await hasProcessIn(folder))) return
    await sleep(50)
  }
  const detail = `processes of a killed server still use ${folder}.`
  throw new AppError('embedded_database_failed', { detail })
}

async function isServerOf(pid: number, folder: string): Promise<boolean> {
  const command = await processCommand(pid)
  return command.includes('/postgres ') && `${command} `.includes(` -D ${folder} `)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function isGone({ pid, start, within }: { pid: number; start: string; within: number }): Promise<boolean> {
  for (let waited = 0; waited < within; waited += 20) {
    if ((await processStart(pid)) !== start) return true
    await sleep(20)
  }
  return false
}
