import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * When a process started, as text without spaces, or undefined when there is no such process. A process id and this
 * name a process for good: ids are used again, but not with the same start.
 */
export function processStart(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid)
}

/** The command line of a process, its arguments separated by spaces, or '' when there is no such process. */
export async function processCommand(pid: number): Promise<string> {
  if (process.platform !== 'linux') return ps(pid, 'command=')
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return line.replaceAll('\0', ' ').trim()
}

/** Whether a process works in a folder, as every process of a PostgreSQL server does in its cluster. Only Linux can tell. */
export async function hasProcessIn(folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')))
  return folders.includes(folder)
}

/** Field 22 of proc_pid_stat(5), in ticks since boot. Field 2, the name in parentheses, may itself hold spaces and parentheses. */
async function startFromProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const isZombie = fields[0] === 'Z'
  return isZombie ? undefined : fields[19]
}

async function startFromPs(pid: number): Promise<string | undefined> {
  const started = Date.parse(await ps(pid, 'lstart='))
  return Number.isNaN(started) ? undefined : String(started)
}

async function ps(pid: number, field: string): Promise<string> {
  const { stdout } = await run('ps', ['-p', String(pid), '-o', field]).catch(() => ({ stdout: '' }))
  return stdout.trim()
}
