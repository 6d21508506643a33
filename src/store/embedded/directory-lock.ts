import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../errors.ts'
import { processStart } from './process-identity.ts'

/** A folder held by this process alone. */
export type DirectoryLock = { release(): Promise<void> }

/**
 * Takes a folder for this process, or throws `data_directory_in_use`.
 *
 * Each process that wants the folder first puts an empty file `lock.<pid>.<start>` there and then looks for the files of
 * others that live. Of two that start at the same moment at least one sees the other; both may, so they try again after a
 * random while. Nothing is ever taken over, so there is no moment at which two can hold the folder: the file of a dead
 * process means nothing. Processes of other machines or containers are not seen.
 */
export async function lockDirectory(folder: string): Promise<DirectoryLock> {
  const start = await processStart(process.pid)
  const own = `lock.${process.pid}.${start}`
  for (let attempt = 1; ; attempt++) {
    const isNew = await announce(join(folder, own))
    const holder = isNew ? await otherHolder(folder, own) : process.pid
    if (!holder) return { release: () => rm(join(folder, own), { force: true }) }
    if (isNew) await rm(join(folder, own), { force: true })
    if (!isNew || attempt === 5) throw new AppError('data_directory_in_use', { path: folder, pid: holder })
    await sleep(20 + Math.random() * 200)
  }
}

/** Says no when the file is there already: then this very process holds the folder. */
async function announce(file: string): Promise<boolean> {
  try {
    await writeFile(file, '', { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function otherHolder(folder: string, own: string): Promise<number | undefined> {
  for (const name of await readdir(folder)) {
    const [, pid, start] = /^lock\.(\d+)\.(\d+)$/.exec(name) ?? []
    if (!pid || name === own) continue
    if ((await processStart(Number(pid))) === start) return Number(pid)
    await rm(join(folder, name), { force: true })
  }
  return undefined
}
